import type { Box, Candidate, PageEvidence, Register } from './types.ts';

/**
 * A candidate that could be the recipient, with its place. `head` = in the upper part of the page
 * where address and reference stand; `edge` = in the letterhead, footer or right-hand column, where
 * the sender's own numbers stand.
 */
export type Hit = {
  candidate: Candidate;
  number: string;
  kind: 'cpr' | 'cvr';
  page: number;
  left: number;
  right: number;
  level: number;
  head: boolean;
  edge: boolean;
  known: boolean;
  labelled: boolean;
};

/** A candidate at its place that can be nobody's number: it shows what else stands there on sibling pages. */
export type Junk = { page: number; left: number; right: number; level: number; labelled: boolean; head: boolean };

export type PageHits = { page: number; unreadable: boolean; hits: Hit[]; junk: Junk[] };

/** Sorts the candidates of a page into possible recipients and junk; what the register knows counts even beside a negative label. */
export function hitsOf(page: PageEvidence, register: Register | null): PageHits {
  const hits: Hit[] = [];
  const junk: Junk[] = [];
  for (const candidate of page.candidates) {
    const box = candidate.fragments[0]?.box;
    if (!box || (candidate.kind !== 'cpr' && candidate.kind !== 'cvr')) continue;
    const [left, level, right] = upright(box, page);
    const [width, height] = (page.turn ?? 0) % 180 === 0 ? [page.width, page.height] : [page.height, page.width];
    const up = height > 0 ? level / height : 0;
    const place = { page: page.page, left, right, level, head: up > 0.55, labelled: candidate.label === candidate.kind };
    const known = candidate.kind === 'cpr' ? register?.person(candidate.number) !== undefined : register?.company(candidate.number) !== undefined;
    if (candidate.kind === 'cpr' && candidate.label === null && register?.productionUnit(candidate.number)) continue;
    const usable = candidate.ignored === null || (candidate.kind === 'cpr' && known && candidate.ignored === 'negative_label');
    const edge = up > 0.88 || up < 0.15 || left > 0.55 * width;
    if (usable) hits.push({ ...place, candidate, number: candidate.number, kind: candidate.kind, edge, known });
    else if (candidate.kind === 'cpr' && (candidate.ignored === 'impossible_date' || candidate.ignored === 'implausible_age')) junk.push(place);
  }
  return { page: page.page, unreadable: page.unreadable, hits, junk };
}

/** A box of a scan that lies on its side or its head, as it stands when read. */
function upright([x0, y0, x1, y1]: Box, { turn, width, height }: PageEvidence): Box {
  if (turn === 90) return [y0, width - x1, y1, width - x0];
  if (turn === 180) return [width - x1, height - y1, width - x0, height - y0];
  if (turn === 270) return [height - y1, x0, height - y0, x1];
  return [x0, y0, x1, y1];
}

/** Whether the person behind a hit can be a recipient by age: 3 to 105, letter forms and companies always. */
export const plausibleAge = (hit: Hit): boolean => hit.candidate.age === null || (hit.candidate.age >= 3 && hit.candidate.age <= 105);
