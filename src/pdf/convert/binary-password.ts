import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { invalid } from '../../core/errors.ts';
import { compoundPieces } from './compound-stream.ts';

/** Records of a workbook that stand in clear ([MS-XLS] 2.2.10): BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDInfo, RRDHead. */
const inClear = new Set([0x809, 0x2f, 0x194, 0x195, 0xe1, 0x196, 0x138]);
const [filePass, boundSheet] = [0x2f, 0x85];
/** The beginning of a Word file that stands in clear (bytes; [MS-DOC] 2.2.6.2). */
const clearOfWord = 68;

const digest = (hash: 'md5' | 'sha1', ...parts: Uint8Array[]) => parts.reduce((sum, part) => sum.update(part), createHash(hash)).digest();
const number = (n: number) => Buffer.from(Uint32Array.of(n).buffer);

/** The key of a block by its number. */
type KeyOf = (block: number) => Buffer;

/**
 * A Word or Excel file before 2007, by its password: RC4 of 40 bits and RC4 by CryptoAPI ([MS-OFFCRYPTO] 2.3.5 and 2.3.6). Null where it is
 * neither. Problems: pdf.wrong_password, convert.damaged, convert.locked_old (another encryption).
 */
export function openBinary(bytes: Uint8Array, password: string): Uint8Array | null {
  const file = Uint8Array.from(bytes);
  try {
    const word = compoundPieces(file, 'WordDocument');
    const book = compoundPieces(file, 'Workbook');
    if (word) openWord(file, word, password);
    else if (book) openBook(book, password);
    else return null;
    return file;
  } catch (error) {
    if (error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_')) throw invalid('convert.damaged');
    throw error;
  }
}

/** [MS-DOC] 2.2.6 and 2.5.2: the head of the encryption stands first in the table stream; text, tables and data are encrypted. */
function openWord(file: Uint8Array, pieces: Buffer[], password: string): void {
  const stream = Buffer.concat(pieces);
  const flags = stream.readUInt16LE(10);
  const name = (flags & 0x200) !== 0 ? '1Table' : '0Table';
  // Bit 15: XOR obfuscation.
  if ((flags & 0x8000) !== 0) throw invalid('convert.locked_old');
  const table = compoundPieces(file, name);
  if (!table) throw invalid('convert.damaged');
  const keyOf = keysOf(Buffer.concat(table), password);
  const clear = Buffer.from(stream.subarray(0, clearOfWord));
  // Neither encrypted nor with a head that says how.
  clear.writeUInt16LE(flags & ~0x100, 10);
  clear.writeUInt32LE(0, 14);
  const opened = decrypt(stream, keyOf, 512);
  clear.copy(opened);
  write(pieces, opened);
  for (const each of [table, compoundPieces(file, 'Data')]) if (each) write(each, decrypt(Buffer.concat(each), keyOf, 512));
}

/** [MS-XLS] 2.2.10: the content of records is encrypted where it lies; their heads are not. */
function openBook(pieces: Buffer[], password: string): void {
  const stream = Buffer.concat(pieces);
  let opened: Buffer | null = null;
  for (let at = 0; at + 4 <= stream.length;) {
    const [kind, from] = [stream.readUInt16LE(at), at + 4];
    const length = stream.readUInt16LE(at + 2);
    if (kind === filePass) {
      if (stream.readUInt16LE(from) !== 1) throw invalid('convert.locked_old');
      opened = decrypt(stream, keysOf(stream.subarray(from + 2, from + length), password), 1024);
      // A record of no meaning stands in its place.
      stream.fill(0, at, at + 2);
      stream.fill(0, from, from + length);
    } else if (opened && !inClear.has(kind)) opened.copy(stream, kind === boundSheet ? from + 4 : from, kind === boundSheet ? from + 4 : from, from + length);
    at = from + length;
  }
  if (!opened) throw invalid('convert.damaged');
  write(pieces, stream);
}

/** The keys, where the password is the one: the head holds a number and its hash, both encrypted with the first key. */
function keysOf(head: Buffer, password: string): KeyOf {
  const [major, minor] = [head.readUInt16LE(0), head.readUInt16LE(2)];
  if (major === 1 && minor === 1) {
    const [salt, sealed] = [head.subarray(4, 20), head.subarray(20, 52)];
    const short = digest('md5', Buffer.from(password, 'utf16le')).subarray(0, 5);
    const base = digest('md5', ...Array.from({ length: 16 }, () => [short, salt]).flat()).subarray(0, 5);
    return proved((block) => digest('md5', base, number(block)), sealed, 'md5');
  }
  if (minor !== 2 || major < 2 || major > 4) throw invalid('convert.locked_old');
  const size = head.readUInt32LE(8);
  const [header, verifier] = [head.subarray(12, 12 + size), head.subarray(12 + size)];
  // RC4 with SHA-1; 0 bits say 40.
  if (header.readUInt32LE(8) !== 0x6801 || header.readUInt32LE(12) !== 0x8004) throw invalid('convert.locked_old');
  const bytes = (header.readUInt32LE(16) || 40) / 8;
  const base = digest('sha1', verifier.subarray(4, 20), Buffer.from(password, 'utf16le'));
  // A key of 40 bits is filled up with zeros.
  const keyOf = (block: number) => { const key = digest('sha1', base, number(block)).subarray(0, bytes); return bytes === 5 ? Buffer.concat([key, Buffer.alloc(11)]) : key; };
  return proved(keyOf, Buffer.concat([verifier.subarray(20, 36), verifier.subarray(40, 60)]), 'sha1');
}

function proved(keyOf: KeyOf, sealed: Buffer, hash: 'md5' | 'sha1'): KeyOf {
  const opened = rc4(keyOf(0), sealed);
  const [wanted, found] = [digest(hash, opened.subarray(0, 16)), opened.subarray(16)];
  if (wanted.length !== found.length) throw invalid('convert.damaged');
  if (!timingSafeEqual(wanted, found)) throw invalid('pdf.wrong_password');
  return keyOf;
}

const rc4 = (key: Buffer, sealed: Buffer): Buffer => createDecipheriv('rc4', key, null).update(sealed);

/** Each block of `size` bytes has a key of its own. */
function decrypt(stream: Buffer, keyOf: KeyOf, size: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < stream.length; at += size) parts.push(rc4(keyOf(at / size), stream.subarray(at, at + size)));
  return Buffer.concat(parts);
}

function write(pieces: Buffer[], content: Buffer): void {
  let at = 0;
  for (const piece of pieces) at += content.copy(piece, 0, at, at + piece.length);
}
