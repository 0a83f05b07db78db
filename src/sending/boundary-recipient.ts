import type { Tx } from '../db/index.ts';
import { understand, type Candidate, type PageEvidence, type RecipientNumber } from '../numbers/index.ts';
import { recipientName, schoolRegister } from '../people/index.ts';
import type { BoundaryLetter } from './boundaries.ts';

function evidenceOn(tx: Tx, dispatchId: string, pages: number[]): PageEvidence[] {
  return pages.map((page) => {
    const row = tx.statement('SELECT page, width, height, unreadable, candidates FROM dispatch_pages WHERE dispatch_id = ? AND page = ?')
      .get(dispatchId, page) as { page: number; width: number; height: number; unreadable: string | null; candidates: string };
    return { ...row, unreadable: row.unreadable !== null, candidates: JSON.parse(row.candidates) as Candidate[] };
  });
}

const carries = (pages: PageEvidence[], number: string) => pages.some((page) => page.candidates.some((each) => each.number === number));

/**
 * Whose a letter is after its pages changed. The recipient stays while a page with their number stays,
 * or when a person typed it; else it follows the evidence, as a suggestion a person must confirm. A
 * page that came in with another person's number makes the recipient doubtful again.
 */
export function settleRecipient(tx: Tx, dispatchId: string, before: BoundaryLetter, pages: number[], today: Date): BoundaryLetter {
  const now = evidenceOn(tx, dispatchId, pages);
  const then = evidenceOn(tx, dispatchId, before.pages);
  const number = before.recipient_number;
  const typed = number !== null && before.certainty === 'confirmed' && !carries(then, number);
  if (number !== null && (typed || carries(now, number))) {
    const came = suggest(tx, now.filter((page) => !before.pages.includes(page.page)), today).numbers.filter((each) => each.number !== number);
    const certainty = came.length > 0 ? 'doubtful' as const : before.certainty;
    const others = [...(JSON.parse(before.alternatives) as RecipientNumber[]), ...came];
    return described({ ...before, pages, certainty, evidence: came.length > 0 ? JSON.stringify([...new Set([...JSON.parse(before.evidence) as string[], 'two_on_page'])]) : before.evidence }, now, others);
  }
  return newRecipient(tx, dispatchId, { ...before, pages }, today);
}

/** The letter with the recipient that its own pages speak for, never surer than doubtful. */
export function newRecipient(tx: Tx, dispatchId: string, letter: BoundaryLetter, today: Date): BoundaryLetter {
  const now = evidenceOn(tx, dispatchId, letter.pages);
  const { numbers, evidence } = suggest(tx, now, today);
  const first = numbers[0] ?? null;
  const name = first && recipientName(tx, first);
  return described({
    ...letter, recipient_kind: first?.kind ?? null, recipient_number: first?.number ?? null, recipient_name: name?.name ?? null, class_name: name?.className ?? null,
    certainty: 'doubtful', evidence: JSON.stringify(evidence),
  }, now, numbers.slice(1));
}

function suggest(tx: Tx, pages: PageEvidence[], today: Date): { numbers: RecipientNumber[]; evidence: string[] } {
  if (pages.length === 0) return { numbers: [], evidence: [] };
  const { letters } = understand(pages, schoolRegister(tx), { today });
  const all = letters.flatMap((letter) => [...(letter.recipient ? [letter.recipient] : []), ...letter.alternatives]);
  return { numbers: distinct(all), evidence: letters.find((letter) => letter.recipient)?.evidence ?? [] };
}

const distinct = (numbers: RecipientNumber[]) => [...new Map(numbers.map((each) => [each.number, each])).values()];

/** With the places of the numbers that are shown, and the other numbers that still stand on its pages. */
function described(letter: BoundaryLetter, pages: PageEvidence[], others: RecipientNumber[]): BoundaryLetter {
  const alternatives = distinct(others).filter((each) => each.number !== letter.recipient_number && carries(pages, each.number));
  const shown = new Set([letter.recipient_number, ...alternatives.map((each) => each.number)]);
  const found = pages.flatMap((page) => page.candidates).flatMap((one) => (shown.has(one.number) ? one.fragments.map((fragment) => ({ ...fragment, kind: one.kind, number: one.number })) : []));
  return { ...letter, alternatives: JSON.stringify(alternatives), found: JSON.stringify(found) };
}
