import { inflateRawSync } from 'node:zlib';
import { invalid } from '../../../core/errors.ts';

/** One file of an archive, still packed; `crc` and `size` are of the unpacked content, and have been checked. */
export type ZipEntry = { name: string; method: 0 | 8; packed: Uint8Array; size: number; crc: number };

export type ZipLimits = { entries: number; /** bytes, all entries unpacked */ total: number };
export const zipLimits: ZipLimits = { entries: 10_000, total: 256 * 1024 * 1024 };

const [endMark, entryMark, localMark] = [0x06054b50, 0x02014b50, 0x04034b50];
const unknown32 = 0xffffffff;

/**
 * The files of a ZIP archive, each one checked: nothing overlaps, nothing lies outside, both heads of an entry say the same
 * name, and what comes out has the length and check sum the directory claims. Folders are left out. What is inspected
 * here is what LibreOffice gets (write-zip.ts), never the archive as it came, so that no two readers can see two things.
 * Problems: convert.damaged, convert.swells (`megabytes`), convert.bad_archive (names that lead out, doubled
 * names), convert.locked_old (entries with a password).
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = zipLimits): ZipEntry[] {
  const heads = directory(bytes, limits);
  const total = heads.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.total) throw invalid('convert.swells', { megabytes: Math.round(total / 1024 / 1024) });
  refuseNames(heads.map(({ name }) => name));
  let end = 0;
  for (const head of [...heads].sort((a, b) => a.start - b.start)) {
    // Entries that share their bytes are how small archives become large.
    if (head.start < end || head.end > bytes.length) throw invalid('convert.bad_archive');
    end = head.end;
  }
  return heads.filter(({ name }) => !name.endsWith('/')).map(({ name, method, dataStart, end: dataEnd, size, crc }) => {
    const entry: ZipEntry = { name, method, packed: bytes.subarray(dataStart, dataEnd), size, crc };
    if (Bun.hash.crc32(unpack(entry)) !== crc) throw invalid('convert.damaged');
    return entry;
  });
}

/** The content of an entry. More than it claims is never unpacked. */
export function unpack({ method, packed, size }: ZipEntry): Uint8Array {
  if (method === 0) {
    if (packed.length !== size) throw invalid('convert.damaged');
    return packed;
  }
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    if (content.length === size) return content;
  } catch {
    // Said below.
  }
  throw invalid('convert.damaged');
}

type Head = { name: string; method: 0 | 8; size: number; crc: number; start: number; dataStart: number; end: number };

function directory(bytes: Uint8Array, limits: ZipLimits): Head[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let end = bytes.length - 22;
    const last = Math.max(0, end - 65_535);
    while (end >= last && view.getUint32(end, true) !== endMark) end--;
    if (end < last) throw new RangeError('no end');
    const count = view.getUint16(end + 10, true);
    if (count > limits.entries) throw invalid('convert.bad_archive');
    const heads: Head[] = [];
    let at = view.getUint32(end + 16, true);
    for (let n = 0; n < count; n++) {
      const { head, next } = readHead(view, bytes, at);
      heads.push(head);
      at = next;
    }
    return heads;
  } catch (error) {
    if (error instanceof RangeError) throw invalid('convert.damaged');
    throw error;
  }
}

/** The directory's head of an entry (APPNOTE.TXT 4.3.12) and its own (4.3.7). Archives over 4 GB are not known. */
function readHead(view: DataView, bytes: Uint8Array, at: number): { head: Head; next: number } {
  const u16 = (offset: number) => view.getUint16(offset, true);
  const u32 = (offset: number) => view.getUint32(offset, true);
  if (u32(at) !== entryMark) throw new RangeError('no entry');
  const [flags, method, crc, packed, size] = [u16(at + 8), u16(at + 10), u32(at + 16), u32(at + 20), u32(at + 24)];
  const [nameLength, extraLength, commentLength, start] = [u16(at + 28), u16(at + 30), u16(at + 32), u32(at + 42)];
  if (flags & 1) throw invalid('convert.locked_old');
  if ((method !== 0 && method !== 8) || [packed, size, start].includes(unknown32)) throw new RangeError('unknown kind of entry');
  const name = bytes.subarray(at + 46, at + 46 + nameLength);
  if (u32(start) !== localMark || u16(start + 26) !== nameLength) throw new RangeError('no local head');
  if (!Buffer.from(name).equals(bytes.subarray(start + 30, start + 30 + nameLength))) throw invalid('convert.bad_archive');
  const dataStart = start + 30 + nameLength + u16(start + 28);
  return { head: { name: new TextDecoder().decode(name), method, size, crc, start, dataStart, end: dataStart + packed }, next: at + 46 + nameLength + extraLength + commentLength };
}

/** A name must stay within the archive and stand for one file only. */
function refuseNames(names: string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const key = name.toLowerCase();
    const leadsOut = name === '' || name.length > 400 || /[\\\u0000-\u001f]|^\/|^[a-z]:|\/\//i.test(name) || name.split('/').includes('..');
    if (leadsOut || seen.has(key)) throw invalid('convert.bad_archive');
    seen.add(key);
  }
}
