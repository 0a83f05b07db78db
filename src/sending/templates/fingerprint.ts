import { createHash } from 'node:crypto';
import type { DocumentLayout, LayoutLine, PageLayout } from '../ports.ts';
import { programOf } from './programs.ts';
import type { Fingerprint, StaticLine } from './types.ts';

/** The first page of a letter, with the words of its recipient's name. */
export type FirstPage = { layout: PageLayout; name: string[] };

/** A line that so many letters share is nobody's and may be kept as it is; of fewer only its hash. */
const enoughForWords = 5;
/** Of the letters, so many must have a line at the same place for it to belong to the kind. */
const shareOfLetters = 0.6;
const mostLines = 120;
/** How far the same line may drift from letter to letter: sideways hardly, up and down by a few lines of an address (numbers/slots.ts). */
const [sideways, upAndDown] = [8, 46];

/** Words without digits and blanks; null for what is too short to tell anything. */
function skeleton(text: string): string | null {
  const words = text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().toLocaleLowerCase('da');
  return (words.match(/\p{L}/gu) ?? []).length >= 4 ? words : null;
}
const hash = (words: string) => createHash('sha256').update(words).digest('hex').slice(0, 16);

export const near = (a: { x: number; y: number }, b: { x: number; y: number }): boolean => Math.abs(a.x - b.x) <= sideways && Math.abs(a.y - b.y) <= upAndDown;

type Found = { words: string; places: { x: number; y: number }[]; letters: Set<number> };

/** Lines of the first pages, gathered by their words and place. */
function gather(pages: FirstPage[]): Found[] {
  const found = new Map<string, Found[]>();
  for (const [index, { layout, name }] of pages.entries()) for (const line of layout.lines) {
    const words = skeleton(line.text);
    // What names somebody is that letter's.
    if (words === null || name.some((part) => words.includes(part))) continue;
    const same = found.get(words) ?? [];
    let place = same.find((each) => near(each.places[0]!, line));
    if (!place) {
      place = { words, places: [], letters: new Set() };
      same.push(place);
      found.set(words, same);
    }
    place.places.push({ x: line.x, y: line.y });
    place.letters.add(index);
  }
  return [...found.values()].flat();
}

export const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** What the letters whose first pages these are have in common; null where there is nothing to tell them by (scans, blank pages). */
export function fingerprintOf(document: Pick<DocumentLayout, 'producer' | 'creator'>, pages: FirstPage[], mime: string): Fingerprint | null {
  const first = pages[0];
  if (!first) return null;
  const least = Math.max(1, Math.ceil(pages.length * shareOfLetters), Math.min(2, pages.length));
  const lines = gather(pages).filter(({ letters }) => letters.size >= least).slice(0, mostLines).map(({ words, places, letters }): StaticLine => ({
    key: hash(words), words: letters.size >= enoughForWords ? words.slice(0, 100) : null, x: median(places.map(({ x }) => x)), y: median(places.map(({ y }) => y)),
  }));
  if (lines.length === 0) return null;
  return { letters: pages.length, program: programOf(document.producer, document.creator, mime), fonts: fontsOf(pages), width: Math.round(first.layout.width), height: Math.round(first.layout.height), lines };
}

/** Names of the fonts on most of the first pages, most used first. */
function fontsOf(pages: FirstPage[]): string[] {
  const counts = new Map<string, number>();
  for (const { layout } of pages) for (const font of new Set(layout.lines.map((line: LayoutLine) => line.font))) counts.set(font, (counts.get(font) ?? 0) + 1);
  return [...counts].filter(([name, n]) => name !== '?' && n >= pages.length / 2).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 8).map(([name]) => name);
}
