import type { Reader } from '../../db/index.ts';
import { readSettings } from '../../settings/index.ts';

/** What the platform may be given, by the end of the file's name. Its own list is not public; the setting says which of these the school has found it takes (facts/digital-post.md 1.5). */
const mimes: Record<string, string> = {
  pdf: 'application/pdf', txt: 'text/plain', html: 'text/html', jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', tif: 'image/tiff', tiff: 'image/tiff',
  doc: 'application/msword', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint', pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet', odp: 'application/vnd.oasis.opendocument.presentation', rtf: 'application/rtf',
};

export const extensionOf = (filename: string): string => /\.([a-z0-9]{1,5})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';

/** The ends of names that may be sent as they are; pdf always. */
export function sentAsIs(reader: Reader): Set<string> {
  const listed = readSettings(reader)['attachments.types'].toLowerCase().split(/[\s,;.]+/).filter((each) => Object.hasOwn(mimes, each));
  return new Set(['pdf', ...listed]);
}

export const mimeOf = (filename: string): string => mimes[extensionOf(filename)] ?? 'application/octet-stream';

/** Whether `%PDF-` stands in the first kilobyte, as readers accept it. The name is not believed. */
export const looksLikePdf = (start: Uint8Array): boolean => Buffer.from(start.buffer, start.byteOffset, Math.min(1024, start.length)).includes('%PDF-');
