import type { Actor } from '../../access/index.ts';
import { knownCompany, lastContact, type CompanyContact, type CompanyLookUp } from '../../companies/index.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { Candidate } from '../../numbers/index.ts';
import { findDispatch, findLetter, pagesOf } from '../find.ts';
import type { Attention } from '../ports.ts';

/** A letter of a draft to a company: what is chosen, and what can be. */
export type CompanyLetter = {
  letterId: string; dispatchId: string; dispatchTitle: string; ordinal: number; cvr: string; name: string | null; attention: Attention | null;
  lookUp: CompanyLookUp;
  /** To whom the last letter to this company went. */
  last: { contact: CompanyContact; usedAt: string } | null;
  /** P-numbers of the company that stand in the letter itself. */
  inLetter: string[];
  /** Other letters of the draft to the same company. */
  others: number;
};

/** not_found where it is no letter to a company on a draft's list. Nobody is asked: the register's last answer is shown. */
export function companyLetter(reader: Reader, actor: Actor, letterId: string): CompanyLetter {
  const letter = findLetter(reader, actor, letterId);
  const dispatch = findDispatch(reader, actor, letter.dispatch_id);
  const cvr = letter.recipient_number;
  if (letter.recipient_kind !== 'cvr' || !cvr || letter.state !== 'draft' || dispatch.state !== 'draft') throw notFound();
  const lookUp = knownCompany(reader, cvr);
  const { n } = reader.statement("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND recipient_number = ? AND state = 'draft' AND id <> ?").get(letter.dispatch_id, cvr, letterId) as { n: number };
  return {
    letterId, dispatchId: dispatch.id, dispatchTitle: dispatch.title, ordinal: letter.ordinal, cvr, name: letter.recipient_name ?? lookUp.company?.name ?? null,
    attention: letter.attention ? (JSON.parse(letter.attention) as Attention) : null, lookUp, last: lastContact(reader, cvr) ?? null,
    inLetter: unitsIn(reader, dispatch.id, pagesOf(letter), new Set(lookUp.company?.units.map(({ number }) => number))), others: n,
  };
}

/** P-numbers on these pages that are the company's; half of all P-numbers look like a CPR number, so both kinds are compared. */
function unitsIn(reader: Reader, dispatchId: string, pages: number[], own: Set<string>): string[] {
  const rows = reader.statement('SELECT candidates FROM dispatch_pages WHERE dispatch_id = ? AND page IN (SELECT value FROM json_each(?))').all(dispatchId, JSON.stringify(pages)) as { candidates: string }[];
  return [...new Set(rows.flatMap((row) => JSON.parse(row.candidates) as Candidate[]).map(({ number }) => number).filter((number) => own.has(number)))];
}
