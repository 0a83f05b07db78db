import { inflateSync } from 'node:zlib';

/** Text that a stored PDF holds in any object, referenced or not, in pieces with every separator taken out. */
type Piece = string;
type GlyphCodes = { wide: boolean; letters: Map<string, string> };

const streamStart = /stream\r?\n/g;

/** Streams that stay the same from letter to letter (fonts, pictures) are decoded once. Bounded, since a hostile file may hold many. */
const known = new Map<bigint, string>();
const knownLimit = 500;

/**
 * Everything in `pdf` that could be read as text: strings, decoded streams (Flate), hexadecimal
 * strings, UTF-16, and glyph codes by each ToUnicode table in the file. A proof must not trust the
 * page tree, since what a save left behind is in no page (facts/dependencies.md, leak 1).
 */
export function rawText(pdf: Uint8Array): Piece[] {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length);
  const whole = bytes.toString('latin1');
  const texts: string[] = [];
  let outside = '';
  let at = 0;
  streamStart.lastIndex = 0;
  for (let match = streamStart.exec(whole); match; match = streamStart.exec(whole)) {
    const start = streamStart.lastIndex;
    const end = whole.indexOf('endstream', start);
    if (end < 0) break;
    const dictionary = whole.slice(at, match.index);
    outside += dictionary;
    texts.push(decoded(bytes.subarray(start, end), dictionary.slice(dictionary.lastIndexOf(' obj'))));
    at = streamStart.lastIndex = end + 'endstream'.length;
  }
  // Places in the file (ten digits, five digits) are no text.
  texts.push((outside + whole.slice(at)).replace(/\d{10} \d{5} [nf]/g, ''));
  const maps = texts.filter((text) => text.includes('begincmap')).map(unicodeMap);
  return texts.flatMap((text) => piecesOf(text, maps));
}

function decoded(body: Buffer, dictionary: string): string {
  if (/\/Subtype\s*\/Image/.test(dictionary)) return '';
  if (!/\/FlateDecode|\/Fl\b/.test(dictionary)) return body.toString('latin1');
  const font = /\/Length1\b|Type1C|CIDFontType0C|OpenType/.test(dictionary);
  const key = font ? BigInt(Bun.hash(body)) : 0n;
  const before = font ? known.get(key) : undefined;
  if (before !== undefined) return before;
  let text: string;
  try {
    text = inflateSync(body, { maxOutputLength: 64 * 1024 * 1024 }).toString('latin1');
  } catch {
    text = body.toString('latin1');
  }
  if (!font) return text;
  // Of a font program only what could spell a number is kept.
  text = (text.match(/[0-9][0-9 .\-/]{7,}/g) ?? []).join('\n');
  if (known.size < knownLimit) known.set(key, text);
  return text;
}

const tight = (text: string): string => text.replace(/[^0-9A-Za-z]+/g, '');

function piecesOf(text: string, maps: GlyphCodes[]): Piece[] {
  const strings = text.match(/\((?:[^()\\]|\\[\s\S])*\)|<[0-9A-Fa-f\s]{2,}>/g) ?? [];
  const joined = strings.map(stringBytes).join('');
  // Outside strings, the numbers of a content stream are places and sizes.
  const content = /T[jJ]\b|[)\]>]\s*['"]/.test(text);
  const pieces = content ? [] : (text.match(/[0-9][0-9A-Za-z .\-/]{7,}/g) ?? []).map(tight);
  if (joined === '') return pieces;
  pieces.push(tight(joined));
  // Only where codes of two bytes are in use can they hide anything the plain reading does not show.
  if (joined.includes('\0')) pieces.push(tight(joined.replaceAll('\0', '')));
  // Glyph codes stand in content only, where text is shown.
  if (content) for (const map of maps) pieces.push(tight(throughMap(joined, map)));
  return pieces;
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function stringBytes(token: string): string {
  if (token[0] === '<') return Buffer.from(token.slice(1, -1).replace(/\s/g, ''), 'hex').toString('latin1');
  const inner = token.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(\r?\n|[0-7]{1,3}|[\s\S])/g, (_, mark: string) => {
    if (/^[0-7]/.test(mark)) return String.fromCharCode(parseInt(mark, 8) & 255);
    return /^\r?\n/.test(mark) ? '' : escapes[mark] ?? mark;
  });
}

function throughMap(codes: string, { wide, letters }: GlyphCodes): string {
  const step = wide ? 2 : 1;
  let text = '';
  for (let at = 0; at < codes.length; at += step) text += letters.get(codes.slice(at, at + step)) ?? ' ';
  return text;
}

/** Codes to letters of one ToUnicode table (ISO 32000-1 9.10.3): bfchar and bfrange. */
function unicodeMap(text: string): GlyphCodes {
  const map = new Map<string, string>();
  const bytes = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');
  const letters = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const block of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, letter] of block[1]!.matchAll(/<([0-9A-Fa-f]+)>\s*<((?:[0-9A-Fa-f]{4})+)>/g)) map.set(bytes(code!), letters(letter!));
  }
  for (const block of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, low, high, first, list] of block[1]!.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<((?:[0-9A-Fa-f]{4})+)>|\[([^\]]*)\])/g)) {
      const [from, to] = [parseInt(low!, 16), Math.min(parseInt(high!, 16), parseInt(low!, 16) + 65_535)];
      const listed = list?.match(/[0-9A-Fa-f]{4,}/g) ?? [];
      for (let code = from; code <= to; code++) {
        const letter = first ? String.fromCharCode(parseInt(first.slice(-4), 16) + code - from) : letters(listed[code - from] ?? '0020');
        map.set(bytes(code.toString(16).padStart(low!.length, '0')), letter);
      }
    }
  }
  return { wide: [...map.keys()].some((code) => code.length > 1), letters: map };
}
