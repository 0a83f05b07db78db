import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { invalid } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { saveMapping } from '../../people/index.ts';
import { enqueue } from '../../queue/index.ts';
import { boundLetters } from '../boundaries.ts';
import { findDraft } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { findListIn, listOf } from './find-list.ts';
import type { ListChoice } from './types.ts';

/** Largest list, bytes. */
export const mostListBytes = 20 * 1024 * 1024;

function readSoon(tx: Tx, dispatchId: string, at: Date): void {
  enqueue(tx, { kind: 'read-recipient-list', key: `read-list:${dispatchId}`, payload: { dispatchId }, runAt: at, now: at });
}

/** Throws away what a draft's list has left, with its file. */
export function forgetList(tx: Tx, deps: Pick<SendingDeps, 'files'>, dispatchId: string): void {
  const old = listOf(tx, dispatchId);
  if (old?.blob_id) deps.files.shred(tx, old.blob_id);
  forgetRows(tx, dispatchId);
}

/** Without its file, which is gone or goes elsewhere. */
export function forgetRows(tx: Tx, dispatchId: string): void {
  for (const table of ['recipient_list_rows', 'recipient_list_problems', 'recipient_lists']) tx.statement(`DELETE FROM ${table} WHERE dispatch_id = ?`).run(dispatchId);
}

/**
 * Takes in a list of recipients for a draft, in place of one that was there. `choice` null: a saved one that fits, or a
 * person chooses. Errors: sheet.empty, sheet.too_large (`megabytes`), dispatch.not_draft, letter.is_answer.
 */
export async function takeRecipientList(deps: SendingDeps, actor: Actor, dispatchId: string, input: { filename: string; bytes: Uint8Array; mappingName?: string; choice?: ListChoice | null }): Promise<void> {
  if (input.bytes.length === 0) throw invalid('sheet.empty');
  if (input.bytes.length > mostListBytes) throw invalid('sheet.too_large', { megabytes: mostListBytes / 1024 / 1024 });
  const blob = await deps.files.put(input.bytes);
  deps.db.write((tx) => {
    findDraft(tx, actor, dispatchId);
    if (boundLetters(tx, dispatchId).length > 0) throw invalid('letter.is_answer');
    const at = deps.clock.now();
    forgetList(tx, deps, dispatchId);
    deps.files.record(tx, blob);
    tx.statement("INSERT INTO recipient_lists (dispatch_id, state, filename, blob_id, choice, mapping_name, created_by, created_at) VALUES (?, 'reading', ?, ?, ?, ?, ?, ?)")
      .run(dispatchId, input.filename.slice(0, 200), blob.id, input.choice ? JSON.stringify(input.choice) : null, input.mappingName || null, actor.id, at.toISOString());
    readSoon(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'list.taken', subject: { kind: 'dispatch', id: dispatchId }, payload: { size: blob.size, sha256: blob.sha256 } });
  });
}

/** What a choice must hold: whose a row is, and the key where the list meets the document by one. */
function requireChoice({ columns, join, pagesPerLetter }: ListChoice): void {
  if (!columns.number && !columns.studentNumber) throw invalid('list.no_number_column');
  if ((join === 'key' || join === 'file') && !columns.key) throw invalid('list.no_key_column');
  if (pagesPerLetter !== null && (!Number.isSafeInteger(pagesPerLetter) || pagesPerLetter < 1 || pagesPerLetter > 1000)) throw invalid('list.bad_pages');
}

/** What the columns are and how the list meets the document, as a person says; `saveAs` remembers it. Errors: list.no_number_column, list.no_key_column, list.bad_pages, list.moved_on. */
export function chooseListColumns(deps: SendingDeps, actor: Actor, dispatchId: string, choice: ListChoice, saveAs: string): void {
  requireChoice(choice);
  deps.db.write((tx) => {
    findListIn(tx, actor, dispatchId, ['needs_columns', 'preview', 'unreadable']);
    const at = deps.clock.now();
    if (saveAs.trim()) saveMapping(tx, 'recipients', saveAs, choice, actor.id, at);
    tx.statement("UPDATE recipient_lists SET state = 'reading', choice = ?, mapping_name = ?, problem = NULL WHERE dispatch_id = ?").run(JSON.stringify(choice), saveAs.trim() || null, dispatchId);
    readSoon(tx, dispatchId, at);
  });
}

/** Joins it again to the document as it is now. */
export function readListAgain(tx: Tx, dispatchId: string, at: Date): void {
  tx.statement("UPDATE recipient_lists SET state = 'reading' WHERE dispatch_id = ?").run(dispatchId);
  readSoon(tx, dispatchId, at);
}

/** Throws a list away that has not been used. */
export function discardRecipientList(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  deps.db.write((tx) => {
    findListIn(tx, actor, dispatchId, ['reading', 'needs_columns', 'unreadable', 'preview']);
    forgetList(tx, deps, dispatchId);
  });
}
