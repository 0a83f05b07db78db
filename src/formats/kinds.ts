import type { FileKind, StartKind } from './types.ts';

const office = 'application/vnd.openxmlformats-officedocument';
const kinds: Record<FileKind, { mime: string; extensions: [string, ...string[]] }> = {
  pdf: { mime: 'application/pdf', extensions: ['pdf'] },
  docx: { mime: `${office}.wordprocessingml.document`, extensions: ['docx', 'docm', 'dotx', 'dotm'] },
  xlsx: { mime: `${office}.spreadsheetml.sheet`, extensions: ['xlsx', 'xlsm', 'xltx', 'xlsb'] },
  pptx: { mime: `${office}.presentationml.presentation`, extensions: ['pptx', 'pptm', 'ppsx', 'potx'] },
  doc: { mime: 'application/msword', extensions: ['doc', 'dot'] },
  xls: { mime: 'application/vnd.ms-excel', extensions: ['xls', 'xlt'] },
  ppt: { mime: 'application/vnd.ms-powerpoint', extensions: ['ppt', 'pps'] },
  odt: { mime: 'application/vnd.oasis.opendocument.text', extensions: ['odt', 'ott'] },
  ods: { mime: 'application/vnd.oasis.opendocument.spreadsheet', extensions: ['ods', 'ots'] },
  odp: { mime: 'application/vnd.oasis.opendocument.presentation', extensions: ['odp', 'otp'] },
  rtf: { mime: 'application/rtf', extensions: ['rtf'] },
  text: { mime: 'text/plain', extensions: ['txt', 'csv', 'md', 'log'] },
  html: { mime: 'text/html', extensions: ['html', 'htm', 'xhtml'] },
  eml: { mime: 'message/rfc822', extensions: ['eml'] },
  jpeg: { mime: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  png: { mime: 'image/png', extensions: ['png'] },
  tiff: { mime: 'image/tiff', extensions: ['tif', 'tiff'] },
  heic: { mime: 'image/heic', extensions: ['heic', 'heif'] },
};

/** The media type of a kind, without parameters. */
export const mimeOf = (kind: FileKind): string => kinds[kind].mime;

/**
 * What a file is to be called when only its start is known: a container by the ending of its name, else what it is at least.
 * Nothing decides by it; it is for whoever opens the file.
 */
export function likelyMime(kind: StartKind | null, filename: string): string {
  if (kind && kind !== 'zip' && kind !== 'ole') return mimeOf(kind);
  const extension = /\.([a-z0-9]+)$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  const named = kind ? Object.values(kinds).find(({ extensions }) => extensions.includes(extension)) : undefined;
  return named?.mime ?? (kind === 'zip' ? 'application/zip' : 'application/octet-stream');
}

/** The usual extension, without a dot. */
export const extensionOf = (kind: FileKind): string => kinds[kind].extensions[0];

/** For a file field's `accept`: every extension that is taken, with dots, then pictures and PDF by media type. */
export const acceptedFiles = [...Object.values(kinds).flatMap(({ extensions }) => extensions.map((each) => `.${each}`)), 'application/pdf', 'image/jpeg', 'image/png', 'image/tiff', 'image/heic'].join(',');
