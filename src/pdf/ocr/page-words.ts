import { type Box, findCandidates } from '../../numbers/index.ts';
import type { ReadOptions } from '../engine/read-page.ts';
import type { LoadedPage } from '../engine/page-text.ts';
import type { PageWord } from '../types.ts';
import { toMedia, type Turn } from './paint-grey.ts';
import type { ScanLine, ScanText } from './scan-lines.ts';

/** A page of print has some 600; more is noise. */
const mostWords = 5_000;
const longestWord = 200;

/** Six digits and four, however parted: left out even where they are no date, because OCR may have read one wrongly. */
const likeNumber = /(?<!\d)\d{6}[^\p{L}\d]{0,3}\d{4}(?!\d)/gu;

/** The words of a page read from its picture, where they stand on the page, level though it was drawn in askew. `without_numbers`: none that is part of a CPR number, whoever's it is. */
export function wordsOf(text: ScanText, loaded: LoadedPage, turn: Turn, which: 'all' | 'without_numbers', options: ReadOptions): PageWord[] {
  const left = which === 'all' ? [] : findCandidates({ page: loaded.number, width: text.width, height: text.height, lines: text.lines }, options)
    .flatMap(({ kind, fragments }) => (kind === 'cpr' ? fragments.map(({ box }) => box) : []));
  const toPage = toMedia(loaded, turn, text);
  const { media } = loaded.geometry;
  const at = (x: number, y: number): [number, number] => {
    const [px, py] = toPage(text.toPicture([x, y, x, y]));
    return [round(px + media[0]), round(py + media[1])];
  };
  const words: PageWord[] = [];
  for (const line of text.lines) for (const { word, index, box: [x0, y0, x1, y1], down } of parted(line)) {
    if (words.length >= mostWords) return words;
    if (x1 - x0 < 0.1 || y1 - y0 < 0.1 || left.some(([a, b, c, d]) => a < x1 && c > x0 && b < y1 && d > y0)) continue;
    const [from, to] = down ? [at(x0, y1), at(x0, y0)] : [at(x0, y0), at(x1, y0)];
    if (which === 'without_numbers' && [...line.text.matchAll(likeNumber)].some((found) => found.index < index + word.length && found.index + found[0].length > index)) continue;
    words.push([word.slice(0, longestWord), ...level(from, to), round(down ? x1 - x0 : y1 - y0)]);
  }
  return words;
}

/** Along the nearest edge of the page: readers of text take a word whose letters step up and down for several. */
function level([x0, y0]: [number, number], [x1, y1]: [number, number]): [number, number, number, number] {
  const [x, y] = [round((x0 + x1) / 2), round((y0 + y1) / 2)];
  return Math.abs(x1 - x0) > Math.abs(y1 - y0) ? [x0, y, x1, y] : [x, y0, x, y1];
}

function parted({ text, boxes }: ScanLine): { word: string; index: number; box: Box; /** It runs down the page. */ down: boolean }[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const own = boxes.slice(index, index + word.length);
    const [first, last] = [own[0]!, own.at(-1)!];
    const box: Box = [Math.min(...own.map((one) => one[0])), Math.min(...own.map((one) => one[1])), Math.max(...own.map((one) => one[2])), Math.max(...own.map((one) => one[3]))];
    return { word, index, box, down: last[3] <= first[1] + 0.1 };
  });
}

const round = (value: number) => Math.round(value * 100) / 100;
