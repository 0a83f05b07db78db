import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { invalid } from '../../core/errors.ts';
import { walkXml } from './xml.ts';
import { compoundStream } from './compound-stream.ts';

/** [MS-OFFCRYPTO] 2.3.4.7 allows ten million rounds; Office makes 100,000. More only keeps the processor busy. */
const mostRounds = 1_000_000;
const hashes: Record<string, string> = { SHA1: 'sha1', 'SHA-1': 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };
const blockKeys = { input: 'fea7d2763b4b9e79', value: 'd7aa0f6d3061344e', secret: '146e0be7abacd0d6' };
const segment = 4096;

/** A new Office file that is encrypted with a password: a compound file with these two streams ([MS-OFFCRYPTO] 2.3.4). */
export const isLockedPackage = (bytes: Uint8Array): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf && compoundStream(bytes, 'EncryptedPackage') !== null;

/**
 * The package inside an encrypted Office file, by its password: agile encryption (Office 2010 and later, LibreOffice) and standard
 * (2007). Problems: pdf.wrong_password, convert.damaged, convert.locked_old (another encryption).
 */
export function openPackage(bytes: Uint8Array, password: string): Uint8Array {
  const [info, content] = [compoundStream(bytes, 'EncryptionInfo'), compoundStream(bytes, 'EncryptedPackage')];
  if (!info || !content) throw invalid('convert.damaged');
  const [head, sealed] = [Buffer.from(info), Buffer.from(content)];
  try {
    const [major, minor] = [head.readUInt16LE(0), head.readUInt16LE(2)];
    if (major === 4 && minor === 4) return agile(head.toString('utf8', 8), sealed, password);
    if (minor === 2 && major >= 2 && major <= 4) return standard(head.subarray(8), sealed, password);
  } catch (error) {
    if (error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_')) throw invalid('convert.damaged');
    throw error;
  }
  throw invalid('convert.locked_old');
}

const digest = (hash: string, ...parts: Uint8Array[]) => parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();
const number = (n: number) => Buffer.from(Uint32Array.of(n).buffer);
/** Cut, or filled with 0x36, to `length` bytes ([MS-OFFCRYPTO] 2.3.4.11). */
const fit = (bytes: Buffer, length: number) => Buffer.concat([bytes, Buffer.alloc(Math.max(0, length - bytes.length), 0x36)]).subarray(0, length);

function decrypt(cipher: string, key: Buffer, iv: Buffer | null, sealed: Buffer): Buffer {
  const open = createDecipheriv(cipher, key, iv).setAutoPadding(false);
  return Buffer.concat([open.update(sealed.subarray(0, sealed.length - (sealed.length % 16))), open.final()]);
}

function stretched(hash: string, salt: Buffer, password: string, rounds: number): Buffer {
  let sum = digest(hash, salt, Buffer.from(password, 'utf16le'));
  for (let n = 0; n < rounds; n++) sum = digest(hash, number(n), sum);
  return sum;
}

function same(one: Buffer, other: Buffer): void {
  if (one.length === 0 || one.length !== other.length || !timingSafeEqual(one, other)) throw invalid('pdf.wrong_password');
}

/** What of the opened package is content: its length stands before it. */
const ofLength = (sealed: Buffer, opened: Buffer): Uint8Array => {
  const length = Number(sealed.readBigUInt64LE(0));
  if (length > opened.length) throw invalid('convert.damaged');
  return opened.subarray(0, length);
};

type Agile = { salt: Buffer; hash: string; hashSize: number; cipher: string; keyBytes: number; block: number; of: (name: string) => string };

function agileSettings(attributes: { raw: string; value: string }[]): Agile {
  const of = (name: string) => attributes.find(({ raw }) => raw === name)?.value ?? '';
  const [hash, bits] = [hashes[of('hashAlgorithm')], Number(of('keyBits'))];
  if (!hash || of('cipherAlgorithm') !== 'AES' || of('cipherChaining') !== 'ChainingModeCBC' || ![128, 192, 256].includes(bits)) throw invalid('convert.locked_old');
  return { salt: Buffer.from(of('saltValue'), 'base64'), hash, hashSize: Number(of('hashSize')), cipher: `aes-${bits}-cbc`, keyBytes: bits / 8, block: 16, of };
}

/** [MS-OFFCRYPTO] 2.3.4.10 to 2.3.4.15. */
function agile(xml: string, sealed: Buffer, password: string): Uint8Array {
  let data: Agile | undefined;
  let lock: Agile | undefined;
  walkXml(xml, { open({ name, attributes }) {
    if (name === 'keyData') data ??= agileSettings(attributes);
    if (name === 'encryptedKey') lock ??= agileSettings(attributes);
  } });
  if (!data || !lock) throw invalid('convert.locked_old');
  const rounds = Number(lock.of('spinCount'));
  if (!Number.isSafeInteger(rounds) || rounds < 0 || rounds > mostRounds) throw invalid('convert.damaged');
  const stretchedKey = stretched(lock.hash, lock.salt, password, rounds);
  const { hash, cipher, salt, keyBytes, block, of } = lock;
  const opened = (name: string, blockKey: string) => decrypt(cipher, fit(digest(hash, stretchedKey, Buffer.from(blockKey, 'hex')), keyBytes), fit(salt, block), Buffer.from(of(name), 'base64'));
  same(digest(hash, opened('encryptedVerifierHashInput', blockKeys.input).subarray(0, salt.length)), opened('encryptedVerifierHashValue', blockKeys.value).subarray(0, lock.hashSize));
  const key = opened('encryptedKeyValue', blockKeys.secret).subarray(0, data.keyBytes);
  const parts: Buffer[] = [];
  for (let at = 8, n = 0; at < sealed.length; at += segment, n++) {
    parts.push(decrypt(data.cipher, key, fit(digest(data.hash, data.salt, number(n)), data.block), sealed.subarray(at, at + segment)));
  }
  return ofLength(sealed, Buffer.concat(parts));
}

/** [MS-OFFCRYPTO] 2.3.4.5 to 2.3.4.9: AES in blocks of its own, SHA-1, 50,000 rounds. */
function standard(info: Buffer, sealed: Buffer, password: string): Uint8Array {
  const header = info.subarray(4, 4 + info.readUInt32LE(0));
  const bits = { 0x660e: 128, 0x660f: 192, 0x6610: 256 }[header.readUInt32LE(8)];
  if (!bits) throw invalid('convert.locked_old');
  const verifier = info.subarray(4 + header.length);
  const last = digest('sha1', stretched('sha1', verifier.subarray(4, 20), password, 50_000), number(0));
  const half = (filler: number) => digest('sha1', Buffer.alloc(64, filler).map((byte, n) => byte ^ (last[n] ?? 0)));
  const key = Buffer.concat([half(0x36), half(0x5c)]).subarray(0, bits / 8);
  const open = (bytes: Buffer) => decrypt(`aes-${bits}-ecb`, key, null, bytes);
  same(digest('sha1', open(verifier.subarray(20, 36))), open(verifier.subarray(40, 72)).subarray(0, 20));
  return ofLength(sealed, open(sealed.subarray(8)));
}
