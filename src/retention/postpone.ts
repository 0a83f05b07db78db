import { may, type Actor } from '../access/index.ts';
import { getDocument } from '../archive/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { isDay, localDay } from '../core/dates.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Database, Reader, Tx } from '../db/index.ts';
import { reasonOf } from './holds.ts';
import { ruleColumns, ruleOf } from './rules.ts';
import type { StoredRule } from './types.ts';

type Deps = { db: Database; clock: Clock };
export type Postponement = { until: string; reason: string; by: string; at: string };

/** A document that the actor sees, has the right for, and that stands in no batch. Conflict disposal.in_batch. */
function toMove(tx: Tx, actor: Actor, documentId: string): { caseId: string } {
  if (!may(actor, 'dispose')) throw notFound();
  const { caseId } = getDocument(tx, actor, documentId);
  if (tx.statement('SELECT 1 FROM disposal_batch_documents WHERE document_id = ? AND open = 1').get(documentId)) throw conflict('disposal.in_batch');
  return { caseId };
}

/** Kept at least until a later day, `YYYY-MM-DD`, with why. Errors: disposal.bad_day, as reasonOf, disposal.in_batch, not_found. */
export function postponeDisposal(deps: Deps, actor: Actor, documentId: string, input: { until: string; reason: string }): void {
  deps.db.write((tx) => {
    const { caseId } = toMove(tx, actor, documentId);
    const at = deps.clock.now();
    if (!isDay(input.until) || input.until <= localDay(at) || input.until > '2200-01-01') throw invalid('disposal.bad_day');
    const reason = reasonOf(input.reason);
    tx.statement('DELETE FROM disposal_postponements WHERE document_id = ?').run(documentId);
    tx.statement('INSERT INTO disposal_postponements (document_id, until, reason, postponed_by, postponed_at) VALUES (?, ?, ?, ?, ?)').run(documentId, input.until, reason, actor.id, at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'disposal.postponed', subject: { kind: 'document', id: documentId }, parent: { kind: 'case', id: caseId }, payload: { until: input.until, reason } });
  });
}

/** The rule's own day applies again. not_found where nothing was postponed. */
export function undoPostponement(deps: Deps, actor: Actor, documentId: string): void {
  deps.db.write((tx) => {
    const { caseId } = toMove(tx, actor, documentId);
    const before = tx.statement('DELETE FROM disposal_postponements WHERE document_id = ? RETURNING until, reason').get(documentId) as { until: string; reason: string } | undefined;
    if (!before) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'disposal.postponement_undone', subject: { kind: 'document', id: documentId }, parent: { kind: 'case', id: caseId }, payload: before });
  });
}

/** The rule a document that the actor sees is kept under, and its letter template's years where they stand in place of the rule's. */
export function ruleOfDocument(reader: Reader, actor: Actor, documentId: string): { rule: StoredRule; templateYears: number | null } {
  getDocument(reader, actor, documentId);
  const row = reader.statement(`SELECT ${ruleColumns}, d.retention_years AS templateYears FROM documents d JOIN retention_rules r
    ON r.id = coalesce((SELECT a.id FROM retention_rules a WHERE a.document_type_id = d.document_type_id AND a.state = 'active'), 'none') WHERE d.id = ?`).get(documentId) as Parameters<typeof ruleOf>[0] & { templateYears: number | null };
  const { templateYears, ...rule } = row;
  return { rule: ruleOf(rule), templateYears };
}

/** How a document that the actor sees stands: postponed, held through its case, in a batch. */
export function disposalOf(reader: Reader, actor: Actor, documentId: string): { postponed: Postponement | null; caseHeld: boolean; batch: { id: string; number: number } | null } {
  const { caseId } = getDocument(reader, actor, documentId);
  const postponed = reader.statement('SELECT p.until, p.reason, u.name AS by, p.postponed_at AS at FROM disposal_postponements p JOIN users u ON u.id = p.postponed_by WHERE p.document_id = ?').get(documentId) as Postponement | undefined;
  const batch = reader.statement('SELECT b.id, b.number FROM disposal_batch_documents e JOIN disposal_batches b ON b.id = e.batch_id WHERE e.document_id = ? AND e.open = 1').get(documentId) as { id: string; number: number } | undefined;
  const caseHeld = reader.statement("SELECT 1 FROM disposal_holds WHERE subject_kind = 'case' AND subject_id = ? AND lifted_at IS NULL").get(caseId) !== undefined;
  return { postponed: postponed ?? null, caseHeld, batch: batch ?? null };
}
