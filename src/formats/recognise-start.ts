import { decodeText } from './decode-text.ts';
import type { StartKind } from './types.ts';

/** So much of a file is enough to recognise it by (bytes). */
export const startLength = 4096;

const beginsWith = (start: Uint8Array, ...bytes: number[]) => bytes.every((byte, at) => start[at] === byte);
const latin = (start: Uint8Array, from: number, to: number) => Buffer.from(start.subarray(from, to)).toString('latin1');

/** The brands of a HEIF container with HEVC pictures (ISO/IEC 23008-12 annex B). */
const heif = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/**
 * What a file is by its first bytes (at least `startLength` of them, or all). What it was called or declared as is not
 * believed; the name only helps to tell an e-mail from a text. Null = nothing that is taken in.
 */
export function recogniseStart(start: Uint8Array, filename: string): StartKind | null {
  if (start.length === 0) return null;
  // Readers accept the header after rubbish within the first kilobyte (ISO 32000-1 annex H, note 13).
  if (Buffer.from(start.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  if (beginsWith(start, 0x50, 0x4b, 0x03, 0x04) || beginsWith(start, 0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (beginsWith(start, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return 'ole';
  if (latin(start, 0, 5) === '{\\rtf') return 'rtf';
  if (beginsWith(start, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (beginsWith(start, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (beginsWith(start, 0x49, 0x49, 0x2a, 0x00) || beginsWith(start, 0x4d, 0x4d, 0x00, 0x2a)) return 'tiff';
  if (latin(start, 4, 8) === 'ftyp') return heif.has(latin(start, 8, 12)) ? 'heic' : null;
  return isText(start) ? kindOfText(decodeText(start), filename) : null;
}

/** Text has no zero bytes (but in UTF-16, which says so) and hardly any control characters. */
function isText(start: Uint8Array): boolean {
  if (beginsWith(start, 0xff, 0xfe) || beginsWith(start, 0xfe, 0xff)) return true;
  let odd = 0;
  for (const byte of start) {
    if (byte === 0) return false;
    if (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte)) odd++;
  }
  return odd <= start.length / 100;
}

function kindOfText(text: string, filename: string): StartKind | null {
  const head = text.trimStart();
  if (/^(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b/i.test(head)) return 'html';
  // Flat OpenDocument, Word 2003 XML, SVG and the like are programs' files, not text to be read.
  if (/^<(?:\?xml|!doctype|svg)\b/i.test(head)) return null;
  if (isMessage(text) || (/\.eml$/i.test(filename) && /^[!-9;-~]+:/.test(head))) return 'eml';
  return 'text';
}

/** Header lines as of an e-mail (RFC 5322, 2.2): the first line is one, and sender and date or version are among them. */
function isMessage(text: string): boolean {
  const head = text.split(/\r?\n\r?\n/, 1)[0]!.replace(/\r?\n[ \t]+/g, ' ');
  const names = head.split(/\r?\n/).map((line) => /^([!-9;-~]+):/.exec(line)?.[1]?.toLowerCase() ?? null);
  if (names.length < 3 || names[0] === null || names.slice(0, -1).includes(null)) return false;
  const has = (name: string) => names.includes(name);
  return (has('from') || has('received') || has('return-path')) && (has('date') || has('message-id') || has('mime-version') || has('received'));
}
