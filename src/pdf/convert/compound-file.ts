import { invalid } from '../../core/errors.ts';
import type { FileKind } from '../../formats/index.ts';

type Stream = { name: string; start: number; size: number };
const mostEntries = 4_000;
const endOfChain = 0xfffffffa;

/** The streams and storages of an OLE compound file by name ([MS-CFB] 2.6), as far as its directory can be followed. */
function directoryOf(bytes: Uint8Array): { streams: Stream[]; sectorSize: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = 1 << Math.min(12, Math.max(9, view.getUint16(30, true)));
  const next = (sector: number): number => {
    const perSector = sectorSize / 4;
    const table = Math.floor(sector / perSector);
    if (table >= 109) return endOfChain;
    const at = (view.getUint32(76 + table * 4, true) + 1) * sectorSize + (sector % perSector) * 4;
    return at + 4 <= bytes.length ? view.getUint32(at, true) : endOfChain;
  };
  const streams: Stream[] = [];
  const seen = new Set<number>();
  for (let sector = view.getUint32(48, true); sector < endOfChain && !seen.has(sector) && streams.length < mostEntries; sector = next(sector)) {
    seen.add(sector);
    const from = (sector + 1) * sectorSize;
    for (let at = from; at + 128 <= Math.min(from + sectorSize, bytes.length); at += 128) {
      const length = view.getUint16(at + 64, true);
      if (view.getUint8(at + 66) === 0 || length < 2 || length > 64) continue;
      streams.push({ name: new TextDecoder('utf-16le').decode(bytes.subarray(at, at + length - 2)), start: (view.getUint32(at + 116, true) + 1) * sectorSize, size: view.getUint32(at + 120, true) });
    }
  }
  return { streams, sectorSize };
}

/**
 * What an OLE compound file is: one of Word, Excel, PowerPoint before 2007, or an encrypted newer one. Problems:
 * convert.locked (it can be opened with its password), convert.locked_old (it cannot be here), convert.outlook (a message of Outlook's own kind), convert.unknown_type, convert.damaged.
 */
export function compoundKind(bytes: Uint8Array): { kind: FileKind & ('doc' | 'xls' | 'ppt'); macros: boolean } {
  let streams: Stream[];
  try {
    ({ streams } = directoryOf(bytes));
  } catch {
    throw invalid('convert.damaged');
  }
  const named = (...names: string[]) => streams.find(({ name }) => names.includes(name));
  if (named('EncryptedPackage')) throw invalid('convert.locked');
  if (named('EncryptedSummary')) throw invalid('convert.locked_old');
  const macros = named('_VBA_PROJECT', 'VBA') !== undefined;
  const word = named('WordDocument');
  if (word) {
    // [MS-DOC] 2.5.2 FibBase: fEncrypted is bit 8 of the word at 10.
    if (((bytes[word.start + 11] ?? 0) & 1) !== 0) throw invalid('convert.locked_old');
    return { kind: 'doc', macros };
  }
  const book = named('Workbook', 'Book');
  if (book) {
    if (hasFilePass(bytes, book.start)) throw invalid('convert.locked_old');
    return { kind: 'xls', macros };
  }
  if (named('PowerPoint Document')) return { kind: 'ppt', macros };
  throw invalid(named('__properties_version1.0') ? 'convert.outlook' : 'convert.unknown_type');
}

/** [MS-XLS] 2.4.117: a FilePass record stands among the first of the workbook when it is encrypted. */
function hasFilePass(bytes: Uint8Array, start: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start, n = 0; n < 8 && at + 4 <= bytes.length; n++) {
    if (view.getUint16(at, true) === 0x2f) return true;
    at += 4 + view.getUint16(at + 2, true);
  }
  return false;
}
