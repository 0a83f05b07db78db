import { certaintyOf } from './certainty.ts';
import { hitsOf } from './hits.ts';
import type { Hit, PageHits } from './hits.ts';
import { marksOf, templateOf } from './page-marks.ts';
import type { PageMarks } from './page-marks.ts';
import { segment } from './segment.ts';
import type { Context, Draft } from './segment.ts';
import { sendersAmong } from './senders.ts';
import { learn, slotsOf, standsWhere } from './slots.ts';
import type { Slot } from './slots.ts';
import type { Candidate, IgnoredReason, Letter, PageEvidence, Reading, RecipientNumber, RecipientPlace, Register } from './types.ts';

/**
 * Reads the whole document: which pages are one letter, whose it is, and how sure that is
 * (issue 2 "Numbers", facts/domain.md 1.3). `pages` in order, every page of the document; `register`
 * null when there is none. A wrong recipient must never be called sure: every rule that could not
 * tell two readings apart says `doubtful`. `remembered`: where letters of this kind named their recipient the last time. It
 * helps to choose what is proposed, and something else standing there is a doubt; it never makes a number sure.
 */
export function understand(pages: PageEvidence[], register: Register | null, { remembered = null }: { today: Date; remembered?: RecipientPlace | null }): Reading {
  const all = pages.map((page) => hitsOf(page, register));
  const senders = sendersAmong(all);
  const kept = all.map((page): PageHits => ({ ...page, hits: page.hits.filter((hit) => !senders.has(hit.number)) }));
  const slots = slotsOf(kept);
  const marks = marksOf(pages);
  const context: Context = { pages: kept, places: learn(slots), marks, looksFirst: null };
  const rough = segment(context);
  const looksFirst = firstPages(context, rough.drafts);
  const { drafts: cut, ownerless } = looksFirst ? segment({ ...context, looksFirst }) : rough;
  const drafts = remembered ? cut.map((draft) => propose(draft, remembered)) : cut;
  const regular = usualLength(drafts);
  const indexOf = new Map(pages.map((page, index) => [page.page, index]));
  const letters = drafts.map((draft) => letterOf(draft, draft.pages.map((page) => indexOf.get(page)!), { pages, kept, slots, register, regular, remembered }));
  const alone = drafts.filter((draft) => !draft.owner).flatMap((draft) => draft.pages);
  return {
    pages: pages.length,
    letters,
    ownerless: [...ownerless, ...alone].sort((a, b) => a - b),
    unreadable: pages.filter((page) => page.unreadable).map((page) => page.page),
    ignored: ignoredOf(pages, letters, senders, register),
  };
}

/** A test for pages with the wording of first pages; null where wording cannot tell first pages from later ones. */
function firstPages({ marks, pages }: Context, drafts: Draft[]): ((page: PageMarks | null) => boolean) | null {
  const owned = drafts.filter((draft) => draft.owner);
  const test = templateOf(owned.map((draft) => marks[draft.start] ?? null));
  if (!test) return null;
  const starts = new Set(drafts.map((draft) => draft.start));
  const alike = pages.filter((page, index) => !starts.has(index) && !page.unreadable && test(marks[index] ?? null)).length;
  // Wording that later pages share too (a letterhead and little else) says nothing.
  return alike <= 0.4 * owned.length ? test : null;
}

/** Where two numbers contend and a person decides anyway, the one that stands where the recipient stood the last time is proposed. */
function propose(draft: Draft, remembered: RecipientPlace): Draft {
  if (!draft.contested || !draft.owner || standsWhere(remembered, draft.owner.hit)) return draft;
  const better = draft.rivals.find((rival) => standsWhere(remembered, rival.hit));
  return better ? { ...draft, owner: better } : draft;
}

/** The number of pages that at least four in five letters have, with four letters or more. */
function usualLength(drafts: Draft[]): number | null {
  const counts = new Map<number, number>();
  for (const draft of drafts) counts.set(draft.pages.length, (counts.get(draft.pages.length) ?? 0) + 1);
  const [length, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return count >= 4 && count >= 0.8 * drafts.length ? length : null;
}

type Around = { pages: PageEvidence[]; kept: PageHits[]; slots: Slot[]; register: Register | null; regular: number | null; remembered: RecipientPlace | null };

function letterOf(draft: Draft, indexes: number[], { pages, kept, slots, register, regular, remembered }: Around): Letter {
  const hits: Hit[] = indexes.flatMap((index) => kept[index]!.hits);
  const { certainty, evidence } = certaintyOf(draft, hits, slots, register !== null, regular, remembered);
  const owner = draft.owner?.hit;
  const rivals = certainty === 'sure' ? [] : [...draft.rivals, ...draft.strays.map((stray) => stray.rival)];
  const others = new Map<string, RecipientNumber>();
  for (const { hit } of rivals) if (hit.number !== owner?.number) others.set(hit.number, { kind: hit.kind, number: hit.number });
  const shown = new Set([...(owner ? [owner.number] : []), ...others.keys()]);
  const candidates: Candidate[] = indexes.flatMap((index) => pages[index]!.candidates);
  return {
    pages: draft.pages,
    recipient: owner ? { kind: owner.kind, number: owner.number } : null,
    certainty,
    evidence,
    found: candidates.flatMap((one) => (shown.has(one.number) ? one.fragments.map((fragment) => ({ ...fragment, kind: one.kind, number: one.number })) : [])),
    alternatives: [...others.values()],
  };
}

function ignoredOf(pages: PageEvidence[], letters: Letter[], senders: Set<string>, register: Register | null): Reading['ignored'] {
  const shown = new Map<number, Set<string>>();
  for (const letter of letters) for (const place of letter.found) shown.set(place.page, (shown.get(place.page) ?? new Set()).add(place.number));
  const ignored: Reading['ignored'] = [];
  for (const page of pages) for (const candidate of page.candidates) {
    if (shown.get(page.page)?.has(candidate.number)) continue;
    const unit = candidate.kind === 'cpr' && candidate.label === null && register?.productionUnit(candidate.number);
    const reason: IgnoredReason = candidate.ignored ?? (unit ? 'production_unit' : senders.has(candidate.number) ? 'sender' : 'other_person');
    ignored.push({ page: page.page, text: candidate.fragments.map((fragment) => fragment.text).join(' '), reason });
  }
  return ignored;
}
