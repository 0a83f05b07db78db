import { plausibleAge } from './hits.ts';
import type { Hit, Junk, PageHits } from './hits.ts';
import type { RecipientPlace } from './types.ts';

/** A place on the page where sibling pages carry a number. Points; `level` is the running mean of the lower edges. */
export type Slot = { kind: 'cpr' | 'cvr'; labelled: boolean; other: boolean; left: number; right: number; level: number; hits: Hit[]; junk: number };

/** How far the same place may drift: sideways hardly, up and down by an address of three more lines. */
const sideways = 6;
const upAndDown = 46;

const near = (slot: { left: number; right: number; level: number }, place: { left: number; right: number; level: number }) =>
  (Math.abs(slot.left - place.left) < sideways || Math.abs(slot.right - place.right) < sideways) && Math.abs(slot.level - place.level) <= upAndDown;

/** Gathers the hits of all pages into places. */
export function slotsOf(pages: PageHits[]): Slot[] {
  // Keyed by column so that a document with thousands of table rows is still read quickly.
  const byColumn = new Map<string, Slot[]>();
  const slots: Slot[] = [];
  const columns = (kind: string, place: { left: number; right: number }) => [
    ...[-1, 0, 1].map((step) => `${kind}l${Math.round(place.left / sideways) + step}`),
    ...[-1, 0, 1].map((step) => `${kind}r${Math.round(place.right / sideways) + step}`),
  ];
  const find = (kind: string, place: Hit | Junk, fits: (slot: Slot) => boolean) => {
    for (const column of columns(kind, place)) for (const slot of byColumn.get(column) ?? []) if (fits(slot) && near(slot, place)) return slot;
    return undefined;
  };
  for (const page of pages) {
    for (const hit of page.hits) {
      const other = hit.candidate.role === 'other';
      let slot = find(hit.kind, hit, (one) => one.labelled === hit.labelled && one.other === other);
      if (!slot) {
        slot = { kind: hit.kind, labelled: hit.labelled, other, left: hit.left, right: hit.right, level: hit.level, hits: [], junk: 0 };
        slots.push(slot);
        for (const column of [`${hit.kind}l${Math.round(hit.left / sideways)}`, `${hit.kind}r${Math.round(hit.right / sideways)}`]) {
          byColumn.set(column, [...(byColumn.get(column) ?? []), slot]);
        }
      }
      slot.hits.push(hit);
      slot.level += (hit.level - slot.level) / slot.hits.length;
    }
  }
  for (const page of pages) for (const junk of page.junk) {
    const slot = find('cpr', junk, (one) => one.labelled === junk.labelled);
    if (slot) slot.junk++;
  }
  return slots;
}

const distinct = (hits: Hit[]) => new Set(hits.map((hit) => hit.number)).size;
const share = (hits: Hit[], test: (hit: Hit) => boolean) => hits.filter(test).length / hits.length;

/**
 * Whether the place alone speaks for the numbers in it: three siblings at least, each page one, and
 * nothing that says the place holds dates, production units or running numbers instead.
 */
export function speaks(slot: Slot): boolean {
  const { hits } = slot;
  const numbers = distinct(hits);
  const pages = new Set(hits.map((hit) => hit.page)).size;
  if (numbers < 3 || pages < 3 || isTable(slot)) return false;
  if (slot.labelled || slot.kind === 'cvr') return true;
  const dates = new Set(hits.map((hit) => hit.number.slice(0, 6))).size;
  return (
    slot.junk <= 0.15 * (slot.junk + hits.length) &&
    dates >= Math.max(2, 0.3 * numbers) &&
    share(hits, plausibleAge) >= 0.8 &&
    share(hits, likeProductionUnit) < 0.5
  );
}

/** Older P-numbers begin with 10 and a month: bare digits of that kind on most letters are units, not persons (facts/domain.md 1.2). */
const likeProductionUnit = (hit: Hit) => hit.candidate.shape === 'bare' && /^10(?:0\d|1[0-2])/.test(hit.number);

/** More than one number of the place on many of its pages: rows of a table. */
function isTable(slot: Slot): boolean {
  const numbers = new Map<number, Set<string>>();
  for (const hit of slot.hits) numbers.set(hit.page, (numbers.get(hit.page) ?? new Set()).add(hit.number));
  const many = [...numbers.values()].filter((set) => set.size > 1).length;
  return many > 0.3 * numbers.size;
}

type Learned = { owners: Slot[]; bodies: Slot[] };

/** How much a place looks like the one where letters name their recipient. */
function weight(slot: Slot): number {
  const { hits } = slot;
  return (
    new Set(hits.map((hit) => hit.page)).size *
    (slot.other ? 0.1 : 1) * (isHead(slot) ? 1.5 : 1) * (slot.labelled ? 1.2 : 1) *
    (share(hits, (hit) => hit.known) > 0.5 ? 1.5 : 1) * (inField(slot) ? 1.2 : 0.6) * (isEdge(slot) ? 0.5 : 1)
  );
}
const isHead = (slot: Slot) => share(slot.hits, (hit) => hit.head) > 0.5;
const inField = (slot: Slot) => share(slot.hits, (hit) => hit.candidate.field !== false) > 0.5;
const isEdge = (slot: Slot) => slot.kind === 'cvr' && share(slot.hits, (hit) => hit.edge) > 0.5;

/**
 * The places that name the recipient (`owners`) and those in the body of the same letters
 * (`bodies`): a guardian, a sibling. Two places that contend on the same pages are both owners, and
 * the page then counts as having two persons.
 */
export function learn(slots: Slot[]): Learned {
  const able = slots.filter(speaks).sort((a, b) => weight(b) - weight(a));
  const owners: Slot[] = [];
  const bodies: Slot[] = [];
  for (const slot of able) {
    if (slot.other || owners.some((owner) => isBodyOf(slot, owner))) bodies.push(slot);
    else owners.push(slot);
  }
  return { owners, bodies };
}

/** Whether `slot` belongs to the letters that `owner` names: on the same pages or on their continuation pages. */
function isBodyOf(slot: Slot, owner: Slot): boolean {
  const ownerOn = new Map(owner.hits.map((hit) => [hit.page, hit.number]));
  const slotOn = new Map(slot.hits.map((hit) => [hit.page, hit.number]));
  const same = share(slot.hits, (hit) => ownerOn.has(hit.page));
  if (same > 0.3) {
    // The owner's own number once more, or a weaker place. A labelled place against an unlabelled one is a real contest.
    const clearly = isHead(owner) && !isHead(slot) && (owner.labelled || !slot.labelled) && (inField(owner) || !inField(slot));
    return clearly || weight(slot) * 2 < weight(owner);
  }
  if (isHead(slot)) return false;
  let follows = 0;
  for (const page of slotOn.keys()) {
    for (let before = page - 1; before > 0 && before > page - 12; before--) {
      if (slotOn.has(before) && slotOn.get(before) !== slotOn.get(page)) break;
      if (!ownerOn.has(before)) continue;
      follows++;
      break;
    }
  }
  return follows >= 0.7 * slotOn.size;
}

/** Whether a number or a piece of junk stands at the place, labelled or not. */
export const standsAt = (slot: Slot, place: Hit | Junk): boolean => near(slot, place) && (!('kind' in place) || place.kind === slot.kind);

/** Whether a number stands where letters of its kind named their recipient the last time. */
export const standsWhere = (place: RecipientPlace, hit: Pick<Hit, 'kind' | 'left' | 'right' | 'level'>): boolean => hit.kind === place.kind && near(place, hit);
