import { plausibleAge } from './hits.ts';
import type { Hit } from './hits.ts';
import { standsAt } from './slots.ts';
import type { Slot } from './slots.ts';

export type Places = { owners: Slot[]; bodies: Slot[] };

/** A number on a page with the best of its places, and how much speaks for it as the page's recipient. */
export type Rival = { hit: Hit; score: number; inPlace: boolean; plain: boolean };

/** How far the best must lead to be the page's only recipient: less than this and a person decides. */
const lead = 4;

/** The numbers of a page, best first. */
export function rivalsOf(hits: Hit[], places: Places): Rival[] {
  const best = new Map<string, Rival>();
  for (const hit of hits) {
    const rival = weigh(hit, places);
    const before = best.get(hit.number);
    if (!before || rival.score > before.score) best.set(hit.number, rival);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

/**
 * The evidence in points. The order of strength follows issue 2: register, label, place. A number in
 * its learned place outweighs any label in the body; the register alone does not lift a sibling in
 * the running text above the recipient at the head.
 */
function weigh(hit: Hit, places: Places): Rival {
  const { candidate } = hit;
  const field = candidate.field !== false;
  const inPlace = candidate.role !== 'other' && places.owners.some((slot) => standsAt(slot, hit));
  const inBody = !inPlace && places.bodies.some((slot) => standsAt(slot, hit));
  const score =
    (inPlace ? 6 : 0) + (hit.labelled ? 3 : 0) + (hit.head ? 2 : 0) + (field ? 2 : 0) +
    (hit.known ? (inPlace || (hit.head && field) ? 4 : 1) : 0) +
    (candidate.role === 'other' ? -6 : candidate.role === 'owner' ? 2 : 0) +
    (inBody ? -3 : 0) + (hit.kind === 'cvr' && hit.edge && !inPlace ? -4 : 0) +
    (plausibleAge(hit) || hit.known ? 0 : -3) + (hit.labelled || hit.known || inPlace ? 0 : -3) +
    (candidate.ignored === null ? 0 : -2);
  return { hit, score, inPlace, plain: field && hit.head };
}

/** Whether the first of the rivals stands clear of the others. */
export const leads = (rivals: Rival[]): boolean => rivals.length === 1 || (rivals.length > 1 && rivals[0]!.score - rivals[1]!.score >= lead);
