import type { Reading, RecipientPlace } from '../../numbers/index.ts';
import type { DocumentLayout, LayoutLine, PageLayout } from '../ports.ts';
import { fingerprintOf, median, near, type FirstPage } from './fingerprint.ts';
import type { Layout, Spot } from './types.ts';

/** So many letters say how their kind looks. */
const mostLetters = 12;
/** Of the letters, so many must say the same title or date for it to be theirs. */
const most = 0.8;

/** The first pages that are looked at, 1-based. */
export const firstPages = (reading: Pick<Reading, 'letters'>): number[] => reading.letters.slice(0, mostLetters).map((letter) => letter.pages[0]!);

/** How a document's letters look; null where they cannot be told from others. `nameOf`: the name behind a recipient's number, where anybody knows it. */
export function layoutOf(document: DocumentLayout, reading: Pick<Reading, 'letters'>, mime: string, nameOf: (number: string) => string | null): Layout | null {
  const pages = new Map(document.pages.map((page) => [page.page, page]));
  const letters = reading.letters.slice(0, mostLetters).flatMap((letter) => {
    const layout = pages.get(letter.pages[0]!);
    return layout ? [{ letter, layout }] : [];
  });
  const firsts = letters.map(({ letter, layout }): FirstPage => ({ layout, name: wordsOf(letter.recipient ? nameOf(letter.recipient.number) : null) }));
  const fingerprint = fingerprintOf(document, firsts, mime);
  if (!fingerprint) return null;
  const titles = letters.flatMap(({ layout }) => titleLine(layout) ?? []);
  const dates = letters.flatMap(({ layout }) => dateLine(layout) ?? []);
  return {
    fingerprint,
    places: { recipient: recipientPlace(letters.map(({ letter }) => letter)), title: spotOf(titles), date: spotOf(dates.map(({ line }) => line)) },
    title: common(titles.map(({ text }) => text), letters.length), day: common(dates.map(({ day }) => day), letters.length),
  };
}

const wordsOf = (name: string | null) => (name ?? '').toLocaleLowerCase('da').split(/[^\p{L}]+/u).filter((word) => word.length >= 3);

function recipientPlace(letters: Reading['letters']): RecipientPlace | null {
  const places = letters.flatMap(({ recipient, found, pages }): RecipientPlace[] => {
    const own = recipient ? found.filter((each) => each.number === recipient.number && each.page === pages[0]) : [];
    // The highest on the page: where the letter names whom it is for.
    const [first] = own.sort((a, b) => b.box[1] - a.box[1]);
    return first && recipient ? [{ kind: recipient.kind, left: first.box[0], right: first.box[2], level: first.box[1] }] : [];
  });
  if (places.length === 0 || new Set(places.map(({ kind }) => kind)).size > 1) return null;
  const middle = (of: (each: RecipientPlace) => number) => Math.round(10 * median(places.map(of))) / 10;
  const place = { kind: places[0]!.kind, left: middle(({ left }) => left), right: middle(({ right }) => right), level: middle(({ level }) => level) };
  const there = places.filter((each) => near({ x: each.left, y: each.level }, { x: place.left, y: place.level }));
  return there.length >= most * places.length ? place : null;
}

/** The largest line between letterhead and body, where it is plainly larger than the rest. */
function titleLine(page: PageLayout): LayoutLine | null {
  const body = median(page.lines.map(({ size }) => size));
  const able = page.lines.filter(({ y, size, text }) => y > 0.45 * page.height && y < 0.9 * page.height && size > 1.15 * body && /\p{L}{3}/u.test(text));
  return able.sort((a, b) => b.size - a.size || b.y - a.y)[0] ?? null;
}

const months = ['januar', 'februar', 'marts', 'april', 'maj', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'december'];
const written = new RegExp(`(?<!\\d)(\\d{1,2})\\. ?(${months.join('|')}) (\\d{4})(?!\\d)`, 'i');
const digits = /(?<!\d)(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?!\d)/;

/** `18. juni 2026`, `18-06-2026`, `18.6.2026` as `2026-06-18`; null for no day. */
export function dayIn(text: string): string | null {
  const [words, numbers] = [written.exec(text), digits.exec(text)];
  const [day, month, year] = words ? [Number(words[1]), months.indexOf(words[2]!.toLowerCase()) + 1, Number(words[3])] : numbers ? [Number(numbers[1]), Number(numbers[2]), Number(numbers[3])] : [0, 0, 0];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = year > 1990 && year < 2100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

/** The highest date of the upper half of the page. */
function dateLine(page: PageLayout): { line: LayoutLine; day: string } | null {
  const found = page.lines.filter(({ y }) => y > 0.5 * page.height).flatMap((line) => {
    const day = dayIn(line.text);
    return day ? [{ line, day }] : [];
  });
  return found.sort((a, b) => b.line.y - a.line.y)[0] ?? null;
}

function spotOf(lines: Spot[]): Spot | null {
  if (lines.length === 0) return null;
  return { x: median(lines.map(({ x }) => x)), y: median(lines.map(({ y }) => y)) };
}

/** What nearly all letters say alike. */
function common(texts: string[], letters: number): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [text, n] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [null, 0];
  return text !== null && n >= most * letters ? text : null;
}
