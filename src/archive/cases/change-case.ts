import type { Actor } from '../../access/index.ts';
import { may } from '../../access/index.ts';
import { record, type AuditEvent } from '../../audit/index.ts';
import { conflict, forbidden, invalid } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { nodeInUse } from '../filing-plan/nodes.ts';
import { findCaseToChange, type CaseRecord } from './find-case.ts';
import { plainTitle, type CaseDeps } from './make-case.ts';

function change(deps: CaseDeps, actor: Actor, caseId: string, event: AuditEvent, work: (tx: Tx, found: CaseRecord, at: Date) => Record<string, unknown> | null): void {
  deps.db.write((tx) => {
    const found = findCaseToChange(tx, actor, caseId);
    const at = deps.clock.now();
    const payload = work(tx, found, at);
    if (payload === null) return;
    tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(at.toISOString(), caseId);
    record(tx, { at, actorId: actor.id, event, subject: { kind: 'case', id: caseId }, payload });
  });
}

/** Another title and place in the filing plan. Errors: as plainTitle for a new title, case.unknown_node, case.no_node for a free case without. */
export function changeCase(deps: CaseDeps, actor: Actor, caseId: string, input: { title: string; filingNodeId: string | null }): void {
  change(deps, actor, caseId, 'case.changed', (tx, found) => {
    // A title that stays is not judged: a student's is the register's, and may be none.
    const title = input.title === found.title ? found.title : plainTitle(input.title);
    if (input.filingNodeId && input.filingNodeId !== found.filing_node_id && !nodeInUse(tx, input.filingNodeId)) throw invalid('case.unknown_node');
    if (found.kind === 'free' && !input.filingNodeId) throw invalid('case.no_node');
    if (title === found.title && input.filingNodeId === found.filing_node_id) return null;
    tx.statement('UPDATE cases SET title = ?, filing_node_id = ? WHERE id = ?').run(title, input.filingNodeId, caseId);
    return { before: { title: found.title, filingNodeId: found.filing_node_id }, after: { title, filingNodeId: input.filingNodeId } };
  });
}

/** open, closed and for_disposal by hand; disposal itself is the work of retention. Conflict case.same_status. */
export function setCaseStatus(deps: CaseDeps, actor: Actor, caseId: string, status: 'open' | 'closed' | 'for_disposal'): void {
  change(deps, actor, caseId, 'case.status_set', (tx, found, at) => {
    if (found.status === status) throw conflict('case.same_status');
    tx.statement('UPDATE cases SET status = ?, closed_at = CASE WHEN ? = \'open\' THEN NULL ELSE coalesce(closed_at, ?) END WHERE id = ?').run(status, status, at.toISOString(), caseId);
    return { before: found.status, after: status };
  });
}

/**
 * Confidential: seen by those named on the case alone. Whoever makes it so is named on it, or they could not undo it.
 * forbidden for whoever may not say who sees a case.
 */
export function setConfidential(deps: CaseDeps, actor: Actor, caseId: string, confidential: boolean): void {
  if (!may(actor, 'grant_cases')) throw forbidden();
  change(deps, actor, caseId, 'case.confidentiality_set', (tx, found, at) => {
    if ((found.confidential === 1) === confidential) return null;
    tx.statement('UPDATE cases SET confidential = ? WHERE id = ?').run(confidential ? 1 : 0, caseId);
    if (confidential) {
      tx.statement("INSERT INTO case_access (case_id, user_id, kind, given_by, given_at, level) VALUES (?, ?, 'given', ?, ?, 'write') ON CONFLICT DO UPDATE SET level = 'write'")
        .run(caseId, actor.id, actor.id, at.toISOString());
    }
    return { confidential };
  });
}
