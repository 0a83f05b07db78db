import type { Reader } from '../../db/index.ts';
import { readSettings } from '../../settings/index.ts';

const office = 'application/vnd.openxmlformats-officedocument';
/** What may be sent as it is, if the school has found that the platform takes it; its own list is not public (facts/digital-post.md 1.5). */
const mimes: Record<string, string> = {
  pdf: 'application/pdf', txt: 'text/plain', jpg: 'image/jpeg', png: 'image/png', tif: 'image/tiff', rtf: 'application/rtf',
  docx: `${office}.wordprocessingml.document`, xlsx: `${office}.spreadsheetml.sheet`, pptx: `${office}.presentationml.presentation`,
  doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint',
  odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet', odp: 'application/vnd.oasis.opendocument.presentation',
};

/** Media types that go as they came, beside PDF, by the setting. */
export function sentAsIs(reader: Reader): Set<string> {
  const listed = readSettings(reader)['attachments.types'].toLowerCase().replace(/jpeg/g, 'jpg').replace(/tiff/g, 'tif').split(/[\s,;.]+/);
  return new Set(listed.flatMap((each) => mimes[each] ?? []));
}

/** The usual end of a name for a media type of this list. */
export const extensionFor = (mime: string): string => Object.entries(mimes).find(([, each]) => each === mime)?.[0] ?? 'pdf';
