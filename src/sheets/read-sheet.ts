import { invalid } from '../core/errors.ts';
import { isZip } from './archive.ts';
import { readCsv } from './csv.ts';
import { usualLimits, type Sheet, type SheetLimits } from './types.ts';
import { readXlsx } from './xlsx.ts';

const begins = (bytes: Uint8Array, text: string) => text === String.fromCharCode(...bytes.subarray(0, text.length));

/** An old office file (OLE): a workbook of before 2007, or a new one under a password. */
function isOle(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

function holdsUtf16(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(text, 'utf16le'));
}

/**
 * Reads a table that somebody made: an Excel workbook (.xlsx, .xlsm; macros are never looked at) or a text file with
 * separators. The content decides, not the file's name. Refused with a sentence: other formats (sheet.old_excel,
 * sheet.password, sheet.pdf, sheet.unknown_format ...), sheet.empty, and what the readers of the two formats refuse.
 */
export async function readSheet(bytes: Uint8Array, limits: SheetLimits = usualLimits): Promise<Sheet> {
  if (bytes.length === 0) throw invalid('sheet.empty');
  if (isZip(bytes)) return readXlsx(bytes, limits);
  if (isOle(bytes)) throw invalid(holdsUtf16(bytes, 'EncryptedPackage') ? 'sheet.password' : 'sheet.old_excel');
  if (begins(bytes, '%PDF-')) throw invalid('sheet.pdf');
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200)).replace(/^[^\x20-\x7e]+/, '').trimStart();
  if (/^(<\?xml|<!doctype|<html|\{\\rtf)/i.test(start)) throw invalid('sheet.unknown_format');
  return readCsv(bytes, limits);
}
