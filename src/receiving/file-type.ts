import { likelyMime, recogniseStart, startLength } from '../formats/index.ts';

/** Kinds that only their bytes make: who claims one of them and is another thing is not believed. */
const byBytes = /^(application\/pdf|image\/(png|jpe?g|gif|tiff|heic|heif))$/;

/**
 * What a file is by its first bytes, else by what its author says of it. A type that can run something when it is shown is
 * only ever given as the plain type of bytes; text counts as HTML only where the author says so.
 */
export function fileType(content: Uint8Array, filename: string, claimed: string): string {
  const start = content.subarray(0, startLength);
  if (/^GIF8[79]a/.test(Buffer.from(start.subarray(0, 6)).toString('latin1'))) return 'image/gif';
  const kind = recogniseStart(start, filename);
  const isText = kind === 'text' || kind === 'html' || kind === 'eml';
  if (kind && !isText) return likelyMime(kind, filename);
  const said = claimed.toLowerCase().split(';')[0]!.trim();
  if (byBytes.test(said)) return 'application/octet-stream';
  const ends = (extensions: string) => new RegExp(`\\.(${extensions})$`, 'i').test(filename);
  if (kind === 'eml' && (said === 'message/rfc822' || ends('eml'))) return 'message/rfc822';
  if (isText && (said === 'text/html' || ends('html?'))) return 'text/html';
  if (isText && (said === 'text/plain' || ends('txt'))) return 'text/plain';
  return /^[a-z]+\/[a-z\d.+-]{1,100}$/.test(said) ? said : 'application/octet-stream';
}

/** The text of a plain or HTML file; UTF-8, else as Windows wrote it. Null for other types. */
export function decodeText(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}
