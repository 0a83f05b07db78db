import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, invalid, notFound } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { findDraft, touch } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { fullest, insertAttachment } from './add-attachment.ts';
import { goes, matchParts } from './merge-match.ts';
import { findFile, mostPerLetter, type FileRecord } from './records.ts';
import { checkTitle } from './titles.ts';

/** A change of a merge file's parts, of a draft, before it is confirmed. Error attachment.merge_done. */
function decide(deps: SendingDeps, actor: Actor, fileId: string, work: (tx: Tx, file: FileRecord) => Record<string, unknown>): void {
  deps.db.write((tx) => {
    const { file } = findFile(tx, actor, fileId);
    if (file.purpose !== 'merge') throw notFound();
    findDraft(tx, actor, file.dispatch_id);
    if (file.state !== 'ready' || file.removed_at !== null) throw conflict('attachment.merge_done');
    const at = deps.clock.now();
    const payload = work(tx, file);
    touch(tx, file.dispatch_id, at);
    record(tx, { at, actorId: actor.id, event: 'attachment.changed', subject: { kind: 'dispatch', id: file.dispatch_id }, payload: { filename: file.filename, ...payload } });
  });
}

/** The letter with a number on the list of the dispatch, as a person types it. Error attachment.no_such_letter. */
function letterNumbered(tx: Tx, dispatchId: string, ordinal: number): string {
  const row = Number.isSafeInteger(ordinal) ? (tx.statement("SELECT id FROM letters WHERE dispatch_id = ? AND ordinal = ? AND state = 'draft'").get(dispatchId, ordinal) as { id: string } | undefined) : undefined;
  if (!row) throw invalid('attachment.no_such_letter');
  return row.id;
}

/** A part goes with the letter a person names by its number on the list, with the one that was proposed (`ordinal` null), or with none. */
export function choosePart(deps: SendingDeps, actor: Actor, fileId: string, part: number, choice: { ordinal: number } | 'proposed' | 'left_out' | 'as_read'): void {
  decide(deps, actor, fileId, (tx, file) => {
    const found = matchParts(tx, fileId, file.dispatch_id).matched.find(({ row }) => row.part === part);
    if (!found) throw notFound();
    const letterId = choice === 'proposed' ? found.to?.id ?? null : typeof choice === 'object' ? letterNumbered(tx, file.dispatch_id, choice.ordinal) : null;
    if (choice === 'proposed' && !letterId) throw invalid('attachment.no_such_letter');
    tx.statement('UPDATE attachment_parts SET letter_id = ?, left_out = ? WHERE file_id = ? AND part = ?').run(letterId, choice === 'left_out' ? 1 : 0, fileId, part);
    return { part, letterId, leftOut: choice === 'left_out' };
  });
}

/** Pages that were in no part, or in one that was left out, go with a letter. Errors: attachment.page_taken, attachment.no_such_letter, not_found for a page that is not there. */
export function addPart(deps: SendingDeps, actor: Actor, fileId: string, pages: number[], ordinal: number): void {
  decide(deps, actor, fileId, (tx, file) => {
    if (pages.length === 0 || pages.some((page) => page < 1 || page > (file.pages ?? 0))) throw invalid('pages.shape');
    const { matched } = matchParts(tx, fileId, file.dispatch_id);
    if (matched.some((each) => each.state !== 'left_out' && each.pages.some((page) => pages.includes(page)))) throw conflict('attachment.page_taken');
    const letterId = letterNumbered(tx, file.dispatch_id, ordinal);
    const last = Math.max(0, ...matched.map(({ row }) => row.part));
    tx.statement("INSERT INTO attachment_parts (file_id, part, pages, certainty, evidence, letter_id) VALUES (?, ?, ?, 'confirmed', '[]', ?)").run(fileId, last + 1, JSON.stringify(pages), letterId);
    return { pages, letterId };
  });
}

/**
 * Puts every part that goes with a letter on it, as that letter's own attachment, and answers how many. What was not
 * matched goes nowhere. `expected`: how many the person was told. Errors: attachment.merge_changed where it is another
 * number now, attachment.merge_nothing, attachment.too_many, and those of a title.
 */
export function confirmMerge(deps: SendingDeps, actor: Actor, fileId: string, typed: string, expected: number): number {
  const title = checkTitle(typed);
  let going = 0;
  decide(deps, actor, fileId, (tx, file) => {
    const parts = matchParts(tx, fileId, file.dispatch_id).matched.filter(goes);
    if (parts.length === 0) throw conflict('attachment.merge_nothing');
    if (parts.length !== expected) throw conflict('attachment.merge_changed');
    for (const { to, pages } of parts) {
      if (fullest(tx, file.dispatch_id, to!.id) >= mostPerLetter) throw conflict('attachment.too_many', { most: mostPerLetter });
      insertAttachment(tx, deps, actor, { dispatchId: file.dispatch_id, fileId, letterId: to!.id, pages, title });
    }
    tx.statement("UPDATE attachment_files SET state = 'confirmed' WHERE id = ?").run(fileId);
    going = parts.length;
    return { confirmed: going };
  });
  return going;
}

/** Everything a merge file put on letters is off them again, and its parts can be looked at anew. */
export function undoMerge(deps: SendingDeps, actor: Actor, fileId: string): void {
  deps.db.write((tx) => {
    const { file } = findFile(tx, actor, fileId);
    findDraft(tx, actor, file.dispatch_id);
    if (file.state !== 'confirmed') throw conflict('attachment.merge_not_done');
    const at = deps.clock.now();
    tx.statement('UPDATE dispatch_attachments SET removed_at = ? WHERE file_id = ? AND removed_at IS NULL').run(at.toISOString(), fileId);
    tx.statement("UPDATE attachment_files SET state = 'ready' WHERE id = ?").run(fileId);
    touch(tx, file.dispatch_id, at);
    record(tx, { at, actorId: actor.id, event: 'attachment.removed', subject: { kind: 'dispatch', id: file.dispatch_id }, payload: { filename: file.filename } });
  });
}

/** A merge file, or a file that was refused, is put aside; it is destroyed with the dispatch. Its attachments go with it. */
export function removeFile(deps: SendingDeps, actor: Actor, fileId: string): void {
  deps.db.write((tx) => {
    const { file } = findFile(tx, actor, fileId);
    findDraft(tx, actor, file.dispatch_id);
    const at = deps.clock.now();
    const now = at.toISOString();
    tx.statement('UPDATE dispatch_attachments SET removed_at = ? WHERE file_id = ? AND removed_at IS NULL').run(now, fileId);
    tx.statement('UPDATE attachment_files SET removed_at = ? WHERE id = ? AND removed_at IS NULL').run(now, fileId);
    touch(tx, file.dispatch_id, at);
    record(tx, { at, actorId: actor.id, event: 'attachment.removed', subject: { kind: 'dispatch', id: file.dispatch_id }, payload: { filename: file.filename } });
  });
}

/** A merge file that was put aside is back, with nothing on the letters yet. */
export function restoreFile(deps: SendingDeps, actor: Actor, fileId: string): void {
  deps.db.write((tx) => {
    const { file } = findFile(tx, actor, fileId);
    findDraft(tx, actor, file.dispatch_id);
    const at = deps.clock.now();
    tx.statement("UPDATE attachment_files SET removed_at = NULL, state = CASE state WHEN 'confirmed' THEN 'ready' ELSE state END WHERE id = ?").run(fileId);
    touch(tx, file.dispatch_id, at);
    record(tx, { at, actorId: actor.id, event: 'attachment.restored', subject: { kind: 'dispatch', id: file.dispatch_id }, payload: { filename: file.filename } });
  });
}
