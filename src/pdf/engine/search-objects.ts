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

type Known = { clean: boolean; draws: boolean; map: CharacterMap | null };
/** Fonts and their maps are the same in every letter of a document: what was learned of their bytes and their dictionary is kept, by hash. */
const known = new Map<bigint | number, Known>();
const mostKnown = 500;

/**
 * Looks for numbers in every object of a file: the bytes as they are and decoded; strings in any
 * notation, as Latin-1 and UTF-16; what content shows, kerning left out, as every font of the file
 * would draw it. Strict where strings are joined: the digits inside a longer number count. Answers
 * the numbers of the objects that hold one (0 = between objects).
 */
export function objectsHolding(bytes: Uint8Array, numbers: string[]): number[] {
  const forms = numbers.map(writtenForm);
  const maps: CharacterMap[] = [];
  const contents: { number: number; codes: Buffer }[] = [];
  const found = new Set<number>();
  const mayHold = (text: string) => numbers.some((number) => mayMatch(text, number));
  const checkText = (object: number, text: string) => {
    if (digits.test(text) && forms.some((form) => plain(text).search(form) >= 0)) found.add(object);
  };
  const checkTight = (object: number, tight: string) => {
    if (numbers.some((number) => tight.includes(number))) found.add(object);
  };
  const checkWords = (object: number, source: string) => {
    const likely = mayHold(source);
    if (likely) checkText(object, source);
    if (likely || dressed.test(source)) checkTight(object, tightText(bytesOf(source.match(words) ?? []), 1, plainSign));
  };
  for (const object of fileObjects(bytes)) {
    checkWords(object.number, object.syntax);
    if (!object.stream) continue;
    const { facts, decoded } = learn(object);
    if (facts.map) maps.push(facts.map);
    if (facts.clean) continue;
    const bytes = decoded ?? decodeBySyntax(object.syntax, object.stream);
    if (facts.draws) contents.push({ number: object.number, codes: shownBytes(bytes) });
    else checkWords(object.number, bytes.toString('latin1'));
  }
  const spelling = maps.filter((map) => numbers.some((number) => [...number].every((sign) => map.signs.has(sign))));
  for (const { number, codes } of contents) {
    checkTight(number, tightText(codes, 1, plainSign));
    for (const { width, table } of spelling) checkTight(number, tightText(codes, width, table));
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

/** What is known of a stream that came before. Streams that hold anything like a number are looked at every time. */
function learn({ syntax, stream }: FileObject): { facts: Known; decoded?: Buffer } {
  const key = Bun.hash(stream!, Bun.hash(syntax) as bigint);
  const before = known.get(key);
  if (before) return { facts: before };
  const decoded = decodeBySyntax(syntax, stream!);
  const source = decoded.toString('latin1');
  const map = readCharacterMap(source);
  const draws = drawsText(syntax, source);
  const facts: Known = { clean: !draws && !digits.test(source), draws, map };
  if (facts.clean || map) {
    if (known.size >= mostKnown) known.clear();
    known.set(key, facts);
  }
  return { facts, decoded };
}
