import { may, mayChangeCase, type Actor } from '../access/index.ts';
import { findCase, getDocument } from '../archive/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { conflict, forbidden, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader, Tx } from '../db/index.ts';
import type { Hold, HoldSubject } from './types.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
const mostReason = 500;

/** Why something is done, as typed. Errors: disposal.no_reason, disposal.long_reason (`most`). */
export function reasonOf(text: string): string {
  const reason = text.trim().replace(/\s+/g, ' ');
  if (!reason) throw invalid('disposal.no_reason');
  if (reason.length > mostReason) throw invalid('disposal.long_reason', { most: mostReason });
  return reason;
}

/** The case of what the actor sees; not_found otherwise. */
const caseOf = (reader: Reader, actor: Actor, subject: HoldSubject): string => (subject.kind === 'case' ? findCase(reader, actor, subject.id).id : getDocument(reader, actor, subject.id).caseId);

/** Whoever may change the case, or keeps the disposal, may hold it and let it go again. */
export const mayHold = (reader: Reader, actor: Actor, caseId: string): boolean => may(actor, 'dispose') || mayChangeCase(reader, actor, caseId);

function toHold(tx: Tx, actor: Actor, subject: HoldSubject): string {
  const caseId = caseOf(tx, actor, subject);
  if (!mayHold(tx, actor, caseId)) throw forbidden('case.read_only');
  return caseId;
}

const logged = (subject: HoldSubject, caseId: string) => ({ subject, ...(subject.kind === 'document' ? { parent: { kind: 'case' as const, id: caseId } } : {}) });

/** Nothing of it is disposed of until the hold is lifted. Errors: as reasonOf; forbidden case.read_only; not_found. */
export function placeHold(deps: Deps, actor: Actor, subject: HoldSubject, text: string): void {
  deps.db.write((tx) => {
    const caseId = toHold(tx, actor, subject);
    const reason = reasonOf(text);
    const at = deps.clock.now();
    const id = deps.ids.uuid();
    tx.statement('INSERT INTO disposal_holds (id, subject_kind, subject_id, reason, placed_by, placed_at) VALUES (?, ?, ?, ?, ?, ?)').run(id, subject.kind, subject.id, reason, actor.id, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'hold.placed', ...logged(subject, caseId), payload: { id, reason } });
  });
}

/** Errors: not_found for a hold on what the actor does not see; conflict disposal.not_held; forbidden case.read_only. */
export function liftHold(deps: Deps, actor: Actor, subject: HoldSubject, holdId: string): void {
  deps.db.write((tx) => {
    const caseId = toHold(tx, actor, subject);
    const hold = tx.statement('SELECT lifted_at AS liftedAt, reason FROM disposal_holds WHERE id = ? AND subject_kind = ? AND subject_id = ?').get(holdId, subject.kind, subject.id) as { liftedAt: string | null; reason: string } | undefined;
    if (!hold) throw notFound();
    if (hold.liftedAt) throw conflict('disposal.not_held');
    const at = deps.clock.now();
    tx.statement('UPDATE disposal_holds SET lifted_by = ?, lifted_at = ? WHERE id = ?').run(actor.id, at.toISOString(), holdId);
    record(tx, { at, actorId: actor.id, event: 'hold.lifted', ...logged(subject, caseId), payload: { id: holdId, reason: hold.reason } });
  });
}

/** Holds on a case or document, those in force first, then the newest. */
export function listHolds(reader: Reader, actor: Actor, subject: HoldSubject): Hold[] {
  caseOf(reader, actor, subject);
  return reader.statement(`SELECT h.id, h.reason, p.name AS placedBy, h.placed_at AS placedAt, l.name AS liftedBy, h.lifted_at AS liftedAt
    FROM disposal_holds h JOIN users p ON p.id = h.placed_by LEFT JOIN users l ON l.id = h.lifted_by
    WHERE h.subject_kind = ? AND h.subject_id = ? ORDER BY h.lifted_at IS NOT NULL, h.placed_at DESC, h.id`).all(subject.kind, subject.id) as Hold[];
}
