/** What Digital Post refuses in a file name since September 2025 (facts: digital-post 1.5), without the blanks. */
const marks = /[<>:"/\\|?*\r\n]/;
/** No-break space, the typographic blanks, line separator, word joiner and the wide space. */
const blanks = /[\u00a0\u2000-\u200a\u2028\u205f\u2060\u3000]/;

/** True where the platform would reject the file name. */
export const isRefusedFilename = (name: string): boolean => marks.test(name) || blanks.test(name);

/**
 * A name the platform takes: refused marks become one hyphen, refused blanks a space, control characters
 * go. Danish letters and all others stay. Where nothing is left to read the name is `fallback`.
 * The length is not touched: a name that is too long is for a person to shorten.
 */
export function safeFilename(name: string, fallback = 'letter'): string {
  const cleaned = name
    .toWellFormed()
    .replace(/\u2060/g, '')
    .replace(/[\u00a0\u2000-\u200a\u2028\u2029\u205f\u3000\s]+/g, ' ')
    .replace(/[<>:"/\\|?*]+/g, '-')
    .replace(/[\p{Cc}\ufffd-\uffff]/gu, '');
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(cleaned)?.[0] ?? '';
  const stem = cleaned.slice(0, cleaned.length - extension.length).replace(/^[\s.-]+|[\s.]+$/g, '');
  return `${/[\p{L}\p{N}\p{S}]/u.test(stem) ? stem : fallback}${extension}`;
}
