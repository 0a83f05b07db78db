import { invalid } from '../../core/errors.ts';
import { compoundStream } from './compound-stream.ts';
import type { FileKind } from '../../formats/index.ts';

const mostEntries = 4_000;
const endOfChain = 0xfffffffa;

/** The names of the streams and storages of an OLE compound file ([MS-CFB] 2.6), as far as its directory can be followed. */
function namesIn(bytes: Uint8Array): Set<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = 1 << Math.min(12, Math.max(9, view.getUint16(30, true)));
  const next = (sector: number): number => {
    const perSector = sectorSize / 4;
    const table = Math.floor(sector / perSector);
    if (table >= 109) return endOfChain;
    const at = (view.getUint32(76 + table * 4, true) + 1) * sectorSize + (sector % perSector) * 4;
    return at + 4 <= bytes.length ? view.getUint32(at, true) : endOfChain;
  };
  const names = new Set<string>();
  const seen = new Set<number>();
  for (let sector = view.getUint32(48, true); sector < endOfChain && !seen.has(sector) && names.size < mostEntries; sector = next(sector)) {
    seen.add(sector);
    const from = (sector + 1) * sectorSize;
    for (let at = from; at + 128 <= Math.min(from + sectorSize, bytes.length); at += 128) {
      const length = view.getUint16(at + 64, true);
      if (view.getUint8(at + 66) === 0 || length < 2 || length > 64) continue;
      names.add(new TextDecoder('utf-16le').decode(bytes.subarray(at, at + length - 2)));
    }
  }
  return names;
}

/**
 * What an OLE compound file is: one of Word, Excel, PowerPoint before 2007, or an encrypted newer one. Problems:
 * convert.locked (it can be opened with its password), convert.locked_old (it cannot be here), convert.outlook (a message of Outlook's own kind), convert.unknown_type, convert.damaged.
 */
export function compoundKind(bytes: Uint8Array): { kind: FileKind & ('doc' | 'xls' | 'ppt'); macros: boolean } {
  let names: Set<string>;
  try {
    names = namesIn(bytes);
  } catch {
    throw invalid('convert.damaged');
  }
  if (names.has('EncryptedPackage')) throw invalid('convert.locked');
  const macros = names.has('_VBA_PROJECT') || names.has('VBA');
  if (names.has('WordDocument')) {
    // [MS-DOC] 2.5.2 FibBase: fEncrypted is bit 8 of the word at 10, fObfuscated (XOR) bit 15.
    const flags = startOf(bytes, 'WordDocument')[11] ?? 0;
    if ((flags & 1) !== 0) throw invalid((flags & 0x80) !== 0 ? 'convert.locked_old' : 'convert.locked');
    return { kind: 'doc', macros };
  }
  const book = ['Workbook', 'Book'].find((name) => names.has(name));
  if (book) {
    const lock = filePass(startOf(bytes, book));
    if (lock !== null) throw invalid(lock === 1 && book === 'Workbook' ? 'convert.locked' : 'convert.locked_old');
    return { kind: 'xls', macros };
  }
  if (names.has('EncryptedSummary')) throw invalid('convert.locked_old');
  if (names.has('PowerPoint Document')) return { kind: 'ppt', macros };
  throw invalid(names.has('__properties_version1.0') ? 'convert.outlook' : 'convert.unknown_type');
}

/** The beginning of a stream, also of a small one; nothing where its chain is broken: then LibreOffice says what it is worth. */
function startOf(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return compoundStream(bytes, name)?.subarray(0, 4096) ?? new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

/** [MS-XLS] 2.4.117: a FilePass record stands among the first of the workbook when it is encrypted; 0 is XOR, 1 RC4. Null without one. */
function filePass(start: Uint8Array): number | null {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  for (let at = 0, n = 0; n < 8 && at + 6 <= start.length; n++) {
    if (view.getUint16(at, true) === 0x2f) return view.getUint16(at + 4, true);
    at += 4 + view.getUint16(at + 2, true);
  }
  return null;
}
