import { mayMatch, writtenForm } from '../../numbers/index.ts';
import { type CharacterMap, readCharacterMap } from './character-map.ts';
import { decodeBySyntax } from './decode-stream.ts';
import { type FileObject, fileObjects } from './file-objects.ts';
import { literalBytes, nameText } from './pdf-strings.ts';
import { plainSign, shownBytes, tightText } from './shown-bytes.ts';

/** Something that could be part of a number in any notation: without it there is none. */
const digits = /\d(?:[^0-9A-Za-z]{0,8}\d){5}/;
/** Strings in both notations, names and comments (a comment may hold anything). */
const words = /\((?:[^()\\]|\\[\s\S])*\)|<[0-9A-Fa-f\s]+>|\/[^\s/[\]()<>{}%]+|%[^\r\n]*/g;

/** Only where one of these stands can its words hold other digits in a row than the source does: escapes, comments, hexadecimal, names that begin with a digit. */
const dressed = /[(#%]|<[0-9A-Fa-f\s]+>|\/[^A-Za-z\s/[\]()<>{}%]*\d/;

/** What is searched of a source: itself, its digits alone, and what its strings, names and comments spell (null where that cannot be more than the source shows). */
type Searched = { source: string; digits: string; tight: string | null };
/** What content shows, as codes, and what they spell by a table. */
type Content = { codes: Buffer; spelled: Map<Uint8Array, string> };
/** A stream: a font's map, or what to search (null: nothing like a number), or content that draws text. */
type Learned = { map: CharacterMap | null; searched: Searched | null; content: Content | null };
/** Fonts, their maps and logos are the same in every letter of a document: what was learned of their bytes and their dictionary is kept, by hash. */
const known = new Map<bigint | number, Learned>();
/** So much is kept at most, counted in signs of the sources. */
const mostKept = 4_000_000;
let kept = 0;

/**
 * Looks for numbers in every object of a file: the bytes as they are and decoded; strings in any
 * notation, as Latin-1 and UTF-16; what content shows, kerning left out, as every font of the file
 * would draw it. Strict where strings are joined: the digits inside a longer number count. Answers
 * the numbers of the objects that hold one (0 = between objects).
 */
export function objectsHolding(bytes: Uint8Array, numbers: string[]): number[] {
  const forms = numbers.map(writtenForm);
  const maps: CharacterMap[] = [];
  const contents: { number: number; content: Content }[] = [];
  const found = new Set<number>();
  const checkText = (object: number, text: string) => {
    if (digits.test(text) && forms.some((form) => plain(text).search(form) >= 0)) found.add(object);
  };
  const checkTight = (object: number, tight: string) => {
    if (numbers.some((number) => tight.includes(number))) found.add(object);
  };
  const check = (object: number, { source, digits, tight }: Searched) => {
    const likely = numbers.some((number) => mayMatch(digits, number));
    if (likely) checkText(object, source);
    if (likely || tight !== null) checkTight(object, tight ?? tightOf(source));
  };
  for (const object of fileObjects(bytes)) {
    check(object.number, toSearch(object.syntax));
    if (!object.stream) continue;
    const { map, searched, content } = learn(object);
    if (map) maps.push(map);
    if (searched) check(object.number, searched);
    if (content) contents.push({ number: object.number, content });
  }
  const spelling = maps.filter((map) => numbers.some((number) => [...number].every((sign) => map.signs.has(sign))));
  for (const { number, content } of contents) {
    checkTight(number, spelledBy(content, 1, plainSign));
    for (const { width, table } of spelling) checkTight(number, spelledBy(content, width, table));
  }
  return [...found];
}

/** UTF-16 digits are Latin-1 digits with zero bytes between; hyphens in UTF-8 and UTF-16 are taken for hyphens. */
const plain = (source: string) => source.replaceAll('\u0000', '').replace(/\u00e2\u0080[\u0090-\u0095]|\u00c2\u00ad|\u0020[\u0010-\u0015]/g, '-');

/** Strings, names and comments as the bytes they stand for, one after the other. */
const bytesOf = (found: string[]): Buffer => Buffer.from(found.map((word) => {
  if (word[0] === '<') return Buffer.from(word.slice(1, -1).replace(/\s+/g, '').replace(/^(?:..)*.$/, (odd) => (odd.length % 2 ? `${odd}0` : odd)), 'hex').toString('latin1');
  return word[0] === '(' ? literalBytes(word.slice(1, -1)) : word[0] === '/' ? nameText(word.slice(1)) : word;
}).join(''), 'latin1');

const drawsText = (syntax: string, source: string) => !/\/Subtype\s*\/Image/.test(syntax) && /\b(?:Tj|TJ|BDC|DP)\b|['"]\s/.test(source) && !source.includes('begincmap');

const tightOf = (source: string): string => tightText(bytesOf(source.match(words) ?? []), 1, plainSign);

const toSearch = (source: string): Searched => ({ source, digits: source.replace(/\D+/g, ''), tight: dressed.test(source) ? tightOf(source) : null });

function spelledBy({ codes, spelled }: Content, width: 1 | 2, table: Uint8Array): string {
  let text = spelled.get(table);
  if (text === undefined) {
    if (spelled.size >= 8) spelled.clear();
    spelled.set(table, (text = tightText(codes, width, table)));
  }
  return text;
}

/** What is to be searched of a stream. The program of a font may look like content that draws. */
function learn({ syntax, stream }: FileObject): Learned {
  const key = Bun.hash(stream!, Bun.hash(syntax) as bigint);
  const before = known.get(key);
  if (before) return before;
  const decoded = decodeBySyntax(syntax, stream!);
  const source = decoded.toString('latin1');
  const learned: Learned = drawsText(syntax, source)
    ? { map: null, searched: null, content: { codes: shownBytes(decoded), spelled: new Map() } }
    : { map: readCharacterMap(source), searched: digits.test(source) ? toSearch(source) : null, content: null };
  // The content of a page does not come again.
  if (learned.content && !syntax.includes('/Length1')) return learned;
  const size = 1_000 + (learned.searched || learned.content ? source.length : 0);
  if (kept + size > mostKept) {
    known.clear();
    kept = 0;
  }
  if (size < mostKept / 4) {
    known.set(key, learned);
    kept += size;
  }
  return learned;
}
