import { may, type Actor } from '../access/index.ts';
import { conflict, notFound } from '../core/errors.ts';
import type { Reader, Tx } from '../db/index.ts';
import { followLetters } from './copies/follow.ts';
import type { SignerChoice } from '../signatures/index.ts';
import type { DispatchState, LetterRole, LetterState } from './types.ts';

export type DispatchRecord = {
  id: string; state: DispatchState; title: string; document_type_id: string | null; reply_allowed: number; remove_cpr: number;
  reply_by: string | null; deliver_on: string | null; deliver_time: string | null; signature_required: number; sign_by: string | null; signers: SignerChoice;
  cost_code: string | null; department: string | null; source_mime: string; source_blob_id: string; working_blob_id: string | null; source_filename: string; source_size: number;
  pages: number | null; whole: number; progress_done: number; progress_total: number; scans_done: number; scans_total: number; problem: string | null; revision: number;
  created_by: string; created_at: string; updated_at: string; looked_up_at: string | null;
  submitted_by: string | null; submitted_at: string | null; settled_at: string | null; purged_at: string | null;
  /** Where answers land; null = the usual contact point. */ contact_point_id: string | null;
  /** Until then a submitted dispatch can be brought back to a draft. */ undo_until: string | null;
};

export type LetterRecord = {
  id: string; dispatch_id: string; ordinal: number; pages: string; recipient_kind: 'cpr' | 'cvr' | null; recipient_number: string | null;
  recipient_name: string | null; class_name: string | null; certainty: 'sure' | 'doubtful' | 'confirmed'; evidence: string; found: string;
  alternatives: string; role: LetterRole; follows_letter_id: string | null; about_kind: 'cpr' | 'cvr' | null; about_number: string | null;
  relation: string | null; /** JSON Attention */ attention: string | null; /** What it says, see duplicates.ts. */ content_key: string | null; state: LetterState; reason: string | null; message_uuid: string; document_id: string | null; sent_blob_id: string | null;
  handed_over_at: string | null; delivered_at: string | null; updated_at: string;
  answers: string | null; contact_point_id: string | null; filed_case_id: string | null; /** Destroyed by rule: the row is a count. */ disposed_at: string | null;
};

/** Whether what a dispatch's pages are is a PDF by now; a file that was opened with its password may wait to be one. */
export const isConverted = (reader: Pick<Reader, 'statement'>, row: Pick<DispatchRecord, 'id' | 'source_mime'>): boolean =>
  row.source_mime === 'application/pdf' || reader.statement('SELECT 1 FROM dispatch_conversions WHERE dispatch_id = ?').get(row.id) !== undefined;

/**
 * A dispatch belongs to whoever made it, and to those who may see everybody's: the merge file holds
 * many people's letters (design.md, principle 4). One whose letters are all destroyed is nobody's. Written as SQL so that lists and counts obey it too.
 */
export function dispatchCondition(actor: Actor): { sql: string; values: string[] } {
  if (may(actor, 'dispatch_all')) return { sql: 'd.disposed_at IS NULL', values: [] };
  if (may(actor, 'dispatch')) return { sql: '(d.disposed_at IS NULL AND d.created_by = ?)', values: [actor.id] };
  return { sql: '1 = 0', values: [] };
}

/** As `dispatchCondition`, and whoever may approve reads what waits for approval and what they have decided. */
export function readCondition(actor: Actor): { sql: string; values: string[] } {
  const own = dispatchCondition(actor);
  if (!may(actor, 'approve')) return own;
  return { sql: `(d.disposed_at IS NULL AND (${own.sql} OR d.state = 'waiting_approval' OR EXISTS (SELECT 1 FROM approvals a WHERE a.dispatch_id = d.id AND a.decided_by = ?)))`, values: [...own.values, actor.id] };
}

/** For reading only; not_found where the actor may not see it. */
export function findToRead(reader: Reader, actor: Actor, id: string): DispatchRecord {
  const allowed = readCondition(actor);
  const row = reader.statement(`SELECT d.* FROM dispatches d WHERE d.id = ? AND ${allowed.sql}`).get(id, ...allowed.values) as DispatchRecord | undefined;
  if (!row) throw notFound();
  return row;
}

/** For changing it; not_found where the actor may not. */
export function findDispatch(reader: Reader, actor: Actor, id: string): DispatchRecord {
  const allowed = dispatchCondition(actor);
  const row = reader.statement(`SELECT d.* FROM dispatches d WHERE d.id = ? AND ${allowed.sql}`).get(id, ...allowed.values) as DispatchRecord | undefined;
  if (!row) throw notFound();
  return row;
}

/** As `findDispatch`, and it can still be changed; conflict dispatch.not_draft otherwise. */
export function findDraft(tx: Tx, actor: Actor, id: string): DispatchRecord {
  const dispatch = findDispatch(tx, actor, id);
  if (dispatch.state !== 'draft') throw conflict('dispatch.not_draft');
  return dispatch;
}

/** A letter of a dispatch the actor may read. */
export function findLetterToRead(reader: Reader, actor: Actor, id: string): LetterRecord {
  const row = reader.statement('SELECT * FROM letters WHERE id = ?').get(id) as LetterRecord | undefined;
  if (!row) throw notFound();
  findToRead(reader, actor, row.dispatch_id);
  return row;
}

/** A letter of a dispatch the actor may change. */
export function findLetter(reader: Reader, actor: Actor, id: string): LetterRecord {
  const row = reader.statement('SELECT * FROM letters WHERE id = ?').get(id) as LetterRecord | undefined;
  if (!row) throw notFound();
  findDispatch(reader, actor, row.dispatch_id);
  return row;
}

export const pagesOf = (letter: { pages: string }) => JSON.parse(letter.pages) as number[];

/** Every change to a draft counts its revision on: a report made before no longer holds. Copies follow what was changed. */
export function touch(tx: Tx, dispatchId: string, at: Date): void {
  followLetters(tx, dispatchId);
  tx.statement('UPDATE dispatches SET revision = revision + 1, updated_at = ? WHERE id = ?').run(at.toISOString(), dispatchId);
}
