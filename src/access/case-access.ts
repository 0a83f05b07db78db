import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { forbidden, notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { may, type Actor } from './roles.ts';
import { findUser } from './users.ts';
import { maySeeCase } from './visible-cases.ts';

export type CaseAccess = { userId: string; name: string; kind: 'officer' | 'given'; level: 'read' | 'write'; givenAt: string };

/** Who has this case as officer or by grant; the roles that see every case come on top. */
export function caseAccessList(reader: Reader, caseId: string): CaseAccess[] {
  return reader.statement(`SELECT a.user_id AS userId, u.name, a.kind, a.level, a.given_at AS givenAt FROM case_access a JOIN users u ON u.id = a.user_id
    WHERE a.case_id = ? ORDER BY a.kind DESC, u.name`).all(caseId) as CaseAccess[];
}

/**
 * Names the case's officer (replacing the one before) or gives somebody access.
 * Errors: not_found for a case or user the actor may not see, forbidden without the right to grant.
 */
export function giveCaseAccess(deps: { db: Database; clock: Clock }, actor: Actor, input: { caseId: string; userId: string; kind: 'officer' | 'given'; level?: 'read' | 'write' }): void {
  deps.db.write((tx) => {
    if (!maySeeCase(tx, actor, input.caseId) || !findUser(tx, input.userId)) throw notFound();
    if (!may(actor, 'grant_cases')) throw forbidden();
    const at = deps.clock.now();
    if (input.kind === 'officer') tx.statement("DELETE FROM case_access WHERE case_id = ? AND kind = 'officer'").run(input.caseId);
    tx.statement('INSERT OR REPLACE INTO case_access (case_id, user_id, kind, given_by, given_at, level) VALUES (?, ?, ?, ?, ?, ?)')
      .run(input.caseId, input.userId, input.kind, actor.id, at.toISOString(), input.kind === 'officer' ? 'write' : input.level ?? 'read');
    record(tx, { at, actorId: actor.id, event: input.kind === 'officer' ? 'case.officer_set' : 'case.access_given', subject: { kind: 'case', id: input.caseId }, payload: { userId: input.userId, ...(input.level ? { level: input.level } : {}) } });
  });
}

export function removeCaseAccess(deps: { db: Database; clock: Clock }, actor: Actor, input: { caseId: string; userId: string; kind: 'officer' | 'given' }): void {
  deps.db.write((tx) => {
    if (!maySeeCase(tx, actor, input.caseId)) throw notFound();
    if (!may(actor, 'grant_cases')) throw forbidden();
    const gone = tx.statement('DELETE FROM case_access WHERE case_id = ? AND user_id = ? AND kind = ?').run(input.caseId, input.userId, input.kind);
    if (gone.changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'case.access_removed', subject: { kind: 'case', id: input.caseId }, payload: { userId: input.userId, kind: input.kind } });
  });
}
