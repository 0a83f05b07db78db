import type { PageHits } from './hits.ts';
import { likeness } from './page-marks.ts';
import type { PageMarks } from './page-marks.ts';
import { leads, rivalsOf } from './rank.ts';
import type { Places, Rival } from './rank.ts';
import { standsAt } from './slots.ts';

/** A letter in the making. `owner` null = it begins like a letter but names nobody. `strays` = numbers on later pages that might begin another letter. */
export type Draft = { pages: number[]; start: number; owner: Rival | null; rivals: Rival[]; contested: boolean; strays: { rival: Rival; excused: boolean }[] };
export type Segments = { drafts: Draft[]; ownerless: number[] };
export type Context = { pages: PageHits[]; places: Places; marks: (PageMarks | null)[]; looksFirst: ((page: PageMarks | null) => boolean) | null };

/** More numbers than this, none of them leading: a list of persons, nobody's letter. */
const list = 4;

/**
 * Cuts the document into letters. A letter begins where a number stands in its learned place, or
 * labelled at the head of a page; the same number on later pages keeps it going; a page that looks
 * like a first page but names nobody begins a letter without owner, so that it can never ride along
 * with the letter before it. An unreadable page breaks the chain: what follows it may be another's.
 */
export function segment({ pages, places, marks, looksFirst }: Context): Segments {
  const drafts: Draft[] = [];
  const ownerless: number[] = [];
  let current: Draft | null = null;
  let broken = false;
  const begin = (index: number, owner: Rival | null, rivals: Rival[], contested = false) => {
    current = { pages: [pages[index]!.page], start: index, owner, rivals, contested, strays: [] };
    drafts.push(current);
    broken = false;
  };
  const keep = (index: number) => {
    const page = pages[index]!.page;
    if (!current || (broken && !countsOn(marks, pages, current, index))) ownerless.push(page);
    else {
      current.pages.push(page);
      broken = false;
    }
  };
  pages.forEach((page, index) => {
    if (page.unreadable) {
      broken = true;
      return;
    }
    const mark = marks[index] ?? null;
    const later = mark?.printed != null && mark.printed > 1;
    const first = !later && (mark?.printed === 1 || (looksFirst?.(mark) ?? false));
    const rivals = rivalsOf(page.hits, places).filter((rival) => rival.score >= 0);
    const top = rivals[0];
    const clear = leads(rivals);
    const letter = current as Draft | null;
    if (!top) {
      const typo = page.junk.some((junk) => (junk.labelled && junk.head) || places.owners.some((slot) => standsAt(slot, junk)));
      const begins = (typo && !later) || (first && (letter !== null || drafts.length > 0));
      if (begins && (letter !== null || typo)) begin(index, null, []);
      else keep(index);
      return;
    }
    if (rivals.length >= list && !clear) return begin(index, null, rivals, true);
    const own = letter?.owner ? rivals.find((rival) => rival.hit.number === letter.owner!.hit.number) : undefined;
    if (own && (own === top || !(clear || top.inPlace))) {
      if (own === top && !later && (own.inPlace || own.plain) && repeats(marks, letter!, index, pages)) return begin(index, top, rivals, !clear);
      // The number itself says whose page this is, also after an unreadable one.
      letter!.pages.push(page.page);
      broken = false;
      return;
    }
    const believed = top.hit.labelled || top.hit.known;
    const starts = top.inPlace || (top.plain && believed && top.hit.candidate.role !== 'other');
    if (!letter || broken || (!later && (starts || first))) return begin(index, top, rivals, !clear);
    // Another number on a page that does not begin a letter: excused where the page or the words say it is no addressee.
    letter.strays.push({ rival: top, excused: (later && !starts) || top.hit.candidate.role === 'other' || !believed && !top.hit.head });
    keep(index);
  });
  return { drafts, ownerless };
}

/** Whether a page after an unreadable one counts on from the letter before it: "Side 3 af 3" two pages after "Side 1 af 3". */
function countsOn(marks: (PageMarks | null)[], pages: PageHits[], draft: Draft, index: number): boolean {
  const [first, here] = [marks[draft.start], marks[index]];
  return first?.total != null && here?.total === first.total && here.printed! - first.printed! === pages[index]!.page - pages[draft.start]!.page;
}

/** Whether the page is the letter's first page over again: the same person has two letters. */
function repeats(marks: (PageMarks | null)[], letter: Draft, index: number, pages: PageHits[]): boolean {
  const [first, here] = [marks[letter.start] ?? null, marks[index] ?? null];
  if (first && here) return here.printed === 1 || (here.printed === null && likeness(first, here) >= 0.6);
  const [a, b] = [signature(pages[letter.start]!), signature(pages[index]!)];
  return a.size >= 3 && a.size === b.size && [...a].every((place) => b.has(place));
}

const signature = (page: PageHits) => new Set(page.hits.map((hit) => `${hit.kind} ${Math.round(hit.left / 4)} ${Math.round(hit.level / 4)}`));
