import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { invalid, notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { recipientName } from '../../people/index.ts';
import { showNumber } from '../queries.ts';
import { findCase, findCaseToChange } from './find-case.ts';
import { readNumber } from './identifiers.ts';
import type { CaseDeps } from './make-case.ts';

/** Somebody a case is about or with, beside the number it is keyed by. */
export type Party = { id: string; name: string; role: string; masked: string | null };

/** `number` '' = somebody without one. Errors: party.no_name, party.no_role, party.too_long (`most`), case.bad_number. */
export function addParty(deps: CaseDeps, actor: Actor, caseId: string, input: { name: string; role: string; number: string }): void {
  const numbered = input.number.trim() ? readNumber(input.number) : null;
  const name = input.name.trim().replace(/\s+/g, ' ') || (numbered && recipientName(deps.db, numbered)?.name) || '';
  const role = input.role.trim().replace(/\s+/g, ' ');
  if (!name) throw invalid('party.no_name');
  if (!role) throw invalid('party.no_role');
  if (name.length > 200 || role.length > 60) throw invalid('party.too_long', { most: name.length > 200 ? 200 : 60 });
  deps.db.write((tx) => {
    findCaseToChange(tx, actor, caseId);
    const at = deps.clock.now();
    const id = deps.ids.uuid();
    tx.statement('INSERT INTO case_parties (id, case_id, kind, number, name, role, added_at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(id, caseId, numbered?.kind ?? 'other', numbered?.number ?? null, name, role, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'case.party_added', subject: { kind: 'case', id: caseId }, payload: { id, name, role, ...(numbered ?? {}) } });
  });
}

export function removeParty(deps: CaseDeps, actor: Actor, caseId: string, partyId: string): void {
  deps.db.write((tx) => {
    findCaseToChange(tx, actor, caseId);
    const gone = tx.statement('DELETE FROM case_parties WHERE id = ? AND case_id = ? RETURNING name, role').get(partyId, caseId) as { name: string; role: string } | undefined;
    if (!gone) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'case.party_removed', subject: { kind: 'case', id: caseId }, payload: { id: partyId, ...gone } });
  });
}

export function listParties(reader: Reader, actor: Actor, caseId: string): Party[] {
  findCase(reader, actor, caseId);
  const rows = reader.statement('SELECT id, name, role, kind, number FROM case_parties WHERE case_id = ? ORDER BY added_at, id').all(caseId) as { id: string; name: string; role: string; kind: 'cpr' | 'cvr' | 'other'; number: string | null }[];
  return rows.map(({ id, name, role, kind, number }) => ({ id, name, role, masked: number && kind !== 'other' ? showNumber(kind, number) : null }));
}
