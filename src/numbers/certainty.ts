import { plausibleAge } from './hits.ts';
import type { Hit } from './hits.ts';
import type { Draft } from './segment.ts';
import { standsWhere, type Slot } from './slots.ts';
import type { Candidate, Evidence, RecipientPlace } from './types.ts';

/** Whether a letter's recipient is sure, and the evidence for and against in words. */
export function certaintyOf(draft: Draft, hits: Hit[], slots: Slot[], hasRegister: boolean, regularLength: number | null, remembered: RecipientPlace | null = null): { certainty: 'sure' | 'doubtful'; evidence: Evidence[] } {
  const evidence: Evidence[] = [];
  const owner = draft.owner;
  if (!owner) return { certainty: 'doubtful', evidence: draft.contested ? ['two_on_page'] : [] };
  const own = hits.filter((hit) => hit.number === owner.hit.number);
  const known = own.some((hit) => hit.known);
  const labelled = own.some((hit) => hit.labelled && hit.candidate.role !== 'other');
  const { candidate } = owner.hit;
  const strays = draft.strays.filter((stray) => !stray.excused).length > 0 && draft.pages.length !== regularLength;
  if (known) evidence.push('register');
  if (labelled) evidence.push('label');
  if (owner.inPlace) evidence.push('position');
  evidence.push(candidate.checksum ? 'checksum' : 'no_checksum');
  if (own.some((hit) => hit.candidate.reading)) evidence.push('ocr');
  const doubts: Evidence[] = [];
  // A digit read wrongly makes another person's number: only the register tells that it is not so.
  if (own.every((hit) => uncertain(hit.candidate))) (known ? evidence : doubts).push('ocr_uncertain');
  if (draft.contested || strays) doubts.push('two_on_page');
  if (owner.hit.kind === 'cpr') {
    // A label makes a small child believable; nothing but the register makes a person over 105 so.
    const ageOk = plausibleAge(owner.hit) || known || (labelled && candidate.age! >= 0 && candidate.age! < 3);
    if (!ageOk) doubts.push('implausible_age');
    else if (candidate.age !== null) evidence.push('age');
    if (candidate.number.charCodeAt(0) > 53 || candidate.shape === 'letters') evidence.push('replacement_number');
    if (hasRegister && !known) evidence.push('not_in_register');
  }
  if (remembered) {
    if (own.some((hit) => standsWhere(remembered, hit))) evidence.push('template');
    // The letters of this kind have another number where their recipient stood: a person looks.
    else if (hits.some((hit) => hit.number !== owner.hit.number && standsWhere(remembered, hit))) doubts.push('not_in_template_place');
  }
  if (own.every((hit) => hit.candidate.ignored === 'negative_label')) doubts.push('negative_label');
  if (!labelled && !owner.inPlace && !known) doubts.push('no_label');
  if (own.every((hit) => hit.candidate.role === 'other') || (owner.hit.kind === 'cvr' && !companyIsSure(owner.hit, owner.inPlace, slots))) doubts.push('lonely');
  return { certainty: doubts.length === 0 ? 'sure' : 'doubtful', evidence: [...evidence, ...doubts] };
}

/** Signs that tesseract reads rightly have 0.9 and more; below this it chose between two. */
const plainlyRead = 0.85;
/** Tesseract also takes a digit for another one with full confidence (seen across a fold); the check sum notices ten times in eleven. */
const uncertain = ({ reading, checksum }: Candidate) => reading !== undefined && (reading.corrected || reading.confidence < plainlyRead || !checksum);

/**
 * A company's label alone does not tell the recipient from the school's own letterhead or a firm the
 * letter speaks of: it takes the learned place, a sibling with another company in the same place,
 * words such as "kundens CVR", or the register together with the head of the page.
 */
function companyIsSure(hit: Hit, inPlace: boolean, slots: Slot[]): boolean {
  if (inPlace || hit.candidate.role === 'owner') return true;
  if (hit.edge) return false;
  if (hit.known && hit.head && hit.candidate.field !== false) return true;
  return hit.head && slots.some((slot) => slot.hits.includes(hit) && new Set(slot.hits.map((one) => one.number)).size > 1 && new Set(slot.hits.map((one) => one.page)).size > 1);
}
