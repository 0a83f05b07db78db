import { matches } from '../../numbers/index.ts';
import { type CharacterMap, decodeWith, readCharacterMap } from './character-map.ts';
import { decodeBySyntax } from './decode-stream.ts';
import { type FileObject, fileObjects } from './file-objects.ts';
import { piecesOf } from './lexer.ts';

/** Something that could begin a number: without it no written form of any number can be there. */
const six = /\d(?:[\s\u0000\u00ad\-./\u0080-\u00bf\u00e2]{0,8}\d){5}/;

type Known = { clean: boolean; map: CharacterMap | null };
/** Fonts and their maps are the same in every letter of a document: what was learned of their bytes is kept, by hash. */
const known = new Map<bigint | number, Known>();
const mostKnown = 2_000;

/**
 * Looks for numbers in every object of a file: the bytes as they are and decoded; strings in any
 * notation, as Latin-1 and UTF-16; content as every font of the file would draw it. Answers
 * the numbers of the objects that hold one (0 = between objects).
 */
export function objectsHolding(bytes: Uint8Array, numbers: string[]): number[] {
  const maps: CharacterMap[] = [];
  const contents: { number: number; source: string }[] = [];
  const leaks = new Set<number>();
  const check = (object: number, text: string) => {
    if (numbers.some((number) => matches(text, number))) leaks.add(object);
  };
  for (const object of fileObjects(bytes)) {
    check(object.number, stringsOf(object.syntax));
    if (!object.stream) continue;
    const facts = learn(object);
    if (facts.known?.map) maps.push(facts.known.map);
    if (facts.known?.clean) continue;
    const source = (facts.decoded ?? decodeBySyntax(object.syntax, object.stream)).toString('latin1');
    if (drawsText(object.syntax, source)) contents.push({ number: object.number, source });
    else {
      check(object.number, plain(source));
      check(object.number, stringsOf(source));
    }
  }
  for (const { number, source } of contents) {
    const pieces = piecesOf(source);
    check(number, plain(pieces.map((piece) => (piece.kind === 'name' ? ` ${piece.bytes} ` : piece.bytes)).join('')));
    for (const map of maps) if (numbers.some((one) => [...one].every((digit) => map.signs.has(digit)))) check(number, pieces.map((piece) => (piece.kind === 'string' ? decodeWith(map, piece.bytes) : ' ')).join(''));
  }
  return [...leaks];
}

/** UTF-16 digits are Latin-1 digits with zero bytes between; the marks of UTF-8 and UTF-16 hyphens are taken for hyphens. */
const plain = (source: string) => source.replaceAll('\u0000', '').replace(/\u00e2\u0080[\u0090-\u0095]|\u00c2\u00ad|\u0020[\u0010-\u0015]/g, '-');

function stringsOf(syntax: string): string {
  if (!/[(<%/]/.test(syntax)) return plain(syntax);
  const pieces = piecesOf(syntax);
  return plain(`${pieces.map((piece) => piece.bytes).join('\n')}\n\n\n\n\n${pieces.map((piece) => piece.bytes).join('')}`);
}

const drawsText = (syntax: string, source: string) => !/\/Subtype\s*\/Image/.test(syntax) && /\b(?:Tj|TJ|BDC|DP)\b|['"]\s/.test(source) && !source.includes('begincmap');

/** What is known of a stream that came before. Streams that hold anything like a number are looked at every time. */
function learn({ syntax, stream }: FileObject): { known?: Known; decoded?: Buffer } {
  const key = Bun.hash(stream!);
  const before = known.get(key);
  if (before) return { known: before };
  const decoded = decodeBySyntax(syntax, stream!);
  const source = decoded.toString('latin1');
  const facts: Known = { clean: !drawsText(syntax, source) && !six.test(source), map: readCharacterMap(source) };
  if (facts.clean || facts.map) {
    if (known.size >= mostKnown) known.clear();
    known.set(key, facts);
  }
  return { known: facts, decoded };
}
