import { createDecipheriv, createHash, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { invalid } from '../../core/errors.ts';
import { walkXml, xmlText } from './xml.ts';
import { readZip, unpack, zipLimits, type ZipEntry } from './zip/read-zip.ts';
import { storedEntry, writeZip } from './zip/write-zip.ts';

/** LibreOffice makes 100,000 rounds (older ones 1,024); more only keeps the processor busy. */
const mostRounds = 1_000_000;
const algorithms: Record<string, string> = { 'http://www.w3.org/2001/04/xmlenc#aes256-cbc': 'aes-256-cbc', 'http://www.w3.org/2001/04/xmlenc#aes192-cbc': 'aes-192-cbc', 'http://www.w3.org/2001/04/xmlenc#aes128-cbc': 'aes-128-cbc', 'blowfish cfb': 'bf-cfb' };
const manifestName = 'META-INF/manifest.xml';

/** What the manifest says of one encrypted part; `checksum` is of the first kilobyte of what comes out, before it is unpacked. */
type Sealed = { path: string; size: number; checksum: Buffer; short: boolean; hash: string; cipher: string; iv: Buffer; salt: Buffer; rounds: number; keyBytes: number; start: string };

/** An OpenDocument file with a password: its manifest says how its parts are encrypted (OpenDocument 1.2 part 3, 3.4 and 4.4). */
export const isLockedOdf = (entries: ZipEntry[]): boolean => sealedOf(entries).length > 0;

/**
 * The package of an OpenDocument file, by its password: PBKDF2 with AES in CBC mode, or Blowfish in CFB mode of OpenDocument 1.0 and
 * 1.1. Problems: pdf.wrong_password, convert.damaged, convert.swells, convert.locked_old (another encryption).
 */
export function openOdf(bytes: Uint8Array, password: string): Uint8Array {
  const entries = readZip(bytes);
  const sealed = new Map(sealedOf(entries).map((part) => [part.path, part]));
  const total = entries.reduce((sum, { name, size }) => sum + (sealed.get(name)?.size ?? size), 0);
  if (total > zipLimits.total) throw invalid('convert.swells', { megabytes: Math.round(total / 1024 / 1024) });
  const keys = new Map<string, Buffer>();
  return writeZip(entries.map((entry) => {
    const part = sealed.get(entry.name);
    if (part) return storedEntry(entry.name, opened(part, unpack(entry), password, keys));
    return entry.name === manifestName ? storedEntry(manifestName, unlockedManifest(entry)) : entry;
  }));
}

function opened(part: Sealed, content: Uint8Array, password: string, keys: Map<string, Buffer>): Uint8Array {
  const of = JSON.stringify([part.salt.toString('hex'), part.rounds, part.keyBytes, part.start]);
  const key = keys.get(of) ?? pbkdf2Sync(createHash(part.start).update(password, 'utf8').digest(), part.salt, part.rounds, part.keyBytes, 'sha1');
  keys.set(of, key);
  let packed: Buffer;
  try {
    const cipher = createDecipheriv(part.cipher, key, part.iv).setAutoPadding(false);
    packed = Buffer.concat([cipher.update(content), cipher.final()]);
  } catch {
    throw invalid('convert.damaged');
  }
  if (part.cipher !== 'bf-cfb') packed = withoutPadding(packed);
  const sum = createHash(part.hash).update(part.short ? packed.subarray(0, 1024) : packed).digest();
  if (sum.length !== part.checksum.length || !timingSafeEqual(sum, part.checksum)) throw invalid('pdf.wrong_password');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, part.size) });
  } catch {
    throw invalid('convert.damaged');
  }
}

/** W3C XML Encryption 5.2: the last byte says how many were filled in. A wrong password gives anything. */
function withoutPadding(packed: Buffer): Buffer {
  const filled = packed[packed.length - 1] ?? 0;
  if (filled < 1 || filled > 16 || filled > packed.length) throw invalid('pdf.wrong_password');
  return packed.subarray(0, packed.length - filled);
}

function sealedOf(entries: ZipEntry[]): Sealed[] {
  const manifest = entries.find(({ name }) => name === manifestName);
  if (!manifest) return [];
  const parts: Sealed[] = [];
  let entry = { path: '', size: 0 };
  walkXml(xmlText(unpack(manifest)), { open({ name, attributes }) {
    const of = (wanted: string) => attributes.find((each) => each.name === wanted)?.value ?? '';
    if (name === 'file-entry') entry = { path: of('full-path'), size: Number(of('size')) || 0 };
    const part = parts.at(-1);
    // OpenDocument 1.2 part 3, 4.8: SHA1/1K by default; the key is of 16 bytes and its start SHA-1 where nothing else is said.
    if (name === 'encryption-data') parts.push({ ...entry, checksum: Buffer.from(of('checksum'), 'base64'), short: /1k$/i.test(of('checksum-type')), hash: /sha256/i.test(of('checksum-type')) ? 'sha256' : 'sha1', cipher: '', iv: Buffer.alloc(0), salt: Buffer.alloc(0), rounds: 0, keyBytes: 16, start: 'sha1' });
    else if (part && name === 'algorithm') Object.assign(part, { cipher: algorithms[of('algorithm-name').toLowerCase()] ?? '', iv: Buffer.from(of('initialisation-vector'), 'base64') });
    else if (part && name === 'key-derivation') Object.assign(part, { salt: Buffer.from(of('salt'), 'base64'), rounds: /pbkdf2$/i.test(of('key-derivation-name')) ? Number(of('iteration-count')) : 0, keyBytes: Number(of('key-size')) || 16 });
    else if (part && name === 'start-key-generation') part.start = /sha256$/i.test(of('start-key-generation-name')) ? 'sha256' : 'sha1';
    else if (name === 'encrypted-key') throw invalid('convert.locked_old');
  } });
  if (parts.some(({ cipher, rounds, keyBytes }) => cipher === '' || !Number.isSafeInteger(rounds) || rounds < 1 || rounds > mostRounds || ![16, 24, 32].includes(keyBytes))) throw invalid('convert.locked_old');
  return parts;
}

/** The manifest without what it says of encryption. */
const unlockedManifest = (manifest: ZipEntry): Buffer => Buffer.from(xmlText(unpack(manifest)).replace(/<(\w+:)?encryption-data\b[\s\S]*?<\/(\w+:)?encryption-data>/g, ''));
