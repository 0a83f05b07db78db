import { ageOnDay, parseCpr } from './cpr.ts';
import { cprChecksum, cvrChecksum, glnChecksum } from './checksums.ts';
import type { Piece } from './chains.ts';
import type { LabelKind } from './label-words.ts';
import type { Candidate, IgnoredReason } from './types.ts';

/** A piece with what stands around it; `glued` = a letter that is no label stands right before it. */
export type Place = { piece: Piece; label: LabelKind | null; glued: boolean };
type Verdict = Pick<Candidate, 'kind' | 'number' | 'label' | 'ignored' | 'checksum' | 'age'>;

/** What the piece is by itself; null where it is not worth a word (grades in a row, dates). */
export function judge(place: Place, day: string, today: Date, senders: Set<string>): Verdict | null {
  const { piece } = place;
  const verdict = piece.number.length === 13 ? gln(place) : piece.number.length === 8 ? company(place) : person(place, day, today);
  if (verdict && senders.has(verdict.number)) verdict.ignored = 'sender';
  return verdict;
}

function gln({ piece, label }: Place): Verdict | null {
  if (label !== 'gln' && !piece.number.startsWith('5798')) return null;
  return { kind: 'gln', number: piece.number, label: label === 'gln' ? 'gln' : null, ignored: 'gln', checksum: glnChecksum(piece.number), age: null };
}

/** Eight digits are a company only beside its label; one phone number in eleven passes the sum (facts/domain.md 1.2). */
function company({ piece, label, glued }: Place): Verdict | null {
  const { number } = piece;
  const verdict = (ignored: IgnoredReason | null): Verdict => ({ kind: 'cvr', number, label: label === 'cvr' ? 'cvr' : null, ignored, checksum: cvrChecksum(number), age: null });
  if (label === 'cvr') return number.startsWith('0') ? null : verdict(piece.attached && piece.shape !== 'bare' ? 'part_of_longer' : null);
  if (label === 'other') return verdict('negative_label');
  if (piece.shape !== 'bare' || piece.attached || glued || number.startsWith('0') || isDate(number)) return null;
  return verdict('no_label');
}

const isDate = (eight: string) => /^(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/.test(eight);

/** Whether the first six digits read as a date of these years: then 010224 1530 is a date with its time. */
function isRecent(number: string, day: string): boolean {
  const years = Number(day.slice(2, 4)) - Number(number.slice(4, 6));
  return years >= -2 && years < 4;
}

function person(place: Place, day: string, today: Date): Verdict | null {
  const { piece, label } = place;
  const cpr = parseCpr(piece.number, today);
  const age = cpr ? ageOnDay(cpr.birthDay, day) : null;
  const verdict = (ignored: IgnoredReason | null): Verdict => ({
    kind: 'cpr', number: piece.number, label: label === 'cpr' ? 'cpr' : null, ignored, checksum: cprChecksum(piece.number), age,
  });
  if (label === 'p') return { ...verdict('production_unit'), kind: 'p', label: 'p', age: null };
  if (label === 'cpr') {
    if (cpr) return verdict(null);
    return verdict('impossible_date');
  }
  if (piece.loose) return null;
  if (piece.attached || place.glued) return verdict('part_of_longer');
  if (label === 'other') return verdict('negative_label');
  // 1234 0101071234 is registration and account number; 010107 1234 56 is some other grouping.
  if (piece.shape !== 'hyphen' && (piece.neighbour === 'long' || (piece.neighbour === 'short' && piece.shape === 'spaced'))) return verdict('part_of_longer');
  if (!cpr) return piece.shape === 'spaced' ? null : verdict('impossible_date');
  if (piece.stamp && (isRecent(piece.number, day) || piece.end - piece.start > 11)) return verdict('part_of_longer');
  if (age! > 110 || age! < 0) return verdict('implausible_age');
  return verdict(null);
}
