import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, invalid } from '../../core/errors.ts';
import { parseCpr, parseCvr, type RecipientNumber } from '../../numbers/index.ts';
import { findCaseToChange } from './find-case.ts';
import type { CaseDeps } from './make-case.ts';

/** A number as typed, of a person or a company. invalid case.bad_number. */
export function readNumber(typed: string): RecipientNumber {
  const cpr = parseCpr(typed);
  if (cpr) return { kind: 'cpr', number: cpr.number };
  const cvr = parseCvr(typed);
  if (cvr) return { kind: 'cvr', number: cvr };
  throw invalid('case.bad_number');
}

/**
 * One more number that leads to the case, for a person whose number was changed. `current`: it is the one to show first.
 * Errors: case.bad_number, case.number_elsewhere (`caseId`: merge the two), case.number_there.
 */
export function addIdentifier(deps: CaseDeps, actor: Actor, caseId: string, typed: string, options: { current: boolean }): void {
  const { kind, number } = readNumber(typed);
  deps.db.write((tx) => {
    findCaseToChange(tx, actor, caseId);
    const known = tx.statement('SELECT case_id AS id FROM case_identifiers WHERE kind = ? AND number = ?').get(kind, number) as { id: string } | undefined;
    if (known) throw conflict(known.id === caseId ? 'case.number_there' : 'case.number_elsewhere');
    const { next } = tx.statement('SELECT coalesce(max(position), -1) + 1 AS next FROM case_identifiers WHERE case_id = ?').get(caseId) as { next: number };
    if (options.current) tx.statement('UPDATE case_identifiers SET position = position + 1 WHERE case_id = ?').run(caseId);
    tx.statement('INSERT INTO case_identifiers (kind, number, case_id, position) VALUES (?, ?, ?, ?)').run(kind, number, caseId, options.current ? 0 : next);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'case.number_added', subject: { kind: 'case', id: caseId }, payload: { kind, number, current: options.current } });
  });
}
