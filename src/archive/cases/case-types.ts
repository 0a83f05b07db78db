import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, forbidden, invalid, notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { CaseKind } from '../types.ts';
import type { CaseDeps } from './make-case.ts';

export type CaseType = { id: string; kind: CaseKind; name: string; position: number; active: boolean };

/** Every type of case in its order; the first of each kind is the one letters make cases of. */
export function listCaseTypes(reader: Reader): CaseType[] {
  const rows = reader.statement('SELECT id, kind, name, position, active FROM case_types ORDER BY position, name').all() as (Omit<CaseType, 'active'> & { active: number })[];
  return rows.map((row) => ({ ...row, active: row.active === 1 }));
}

export const caseTypeInUse = (reader: Reader, id: string): CaseType | undefined => listCaseTypes(reader).find((type) => type.id === id && type.active);

/** A further type of free or authority case. Errors: case_type.no_name, case_type.exists, forbidden. */
export function addCaseType(deps: CaseDeps, actor: Actor, input: { kind: 'free' | 'authority'; name: string }): string {
  if (!may(actor, 'administer')) throw forbidden();
  const name = input.name.trim().replace(/\s+/g, ' ');
  if (!name || name.length > 100) throw invalid('case_type.no_name');
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const all = listCaseTypes(tx);
    if (all.some((each) => each.name.toLocaleLowerCase('da') === name.toLocaleLowerCase('da'))) throw conflict('case_type.exists', { name });
    tx.statement('INSERT INTO case_types (id, kind, name, position) VALUES (?, ?, ?, ?)').run(id, input.kind, name, all.length + 1);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'case_type.made', subject: { kind: 'setting', id }, payload: { name, kind: input.kind } });
  });
  return id;
}

/** A type that is switched off stays on its cases. The four that letters and set-up use cannot be. */
export function setCaseTypeActive(deps: CaseDeps, actor: Actor, id: string, active: boolean): void {
  if (!may(actor, 'administer')) throw forbidden();
  deps.db.write((tx) => {
    const type = listCaseTypes(tx).find((each) => each.id === id);
    if (!type) throw notFound();
    if (type.id === type.kind && !active) throw conflict('case_type.needed');
    tx.statement('UPDATE case_types SET active = ? WHERE id = ?').run(active ? 1 : 0, id);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'case_type.changed', subject: { kind: 'setting', id }, payload: { active } });
  });
}
