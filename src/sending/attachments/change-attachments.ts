import type { Actor } from '../../access/index.ts';
import { record, type AuditEvent } from '../../audit/index.ts';
import { conflict } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { findDraft, touch } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { requireRoom } from './add-attachment.ts';
import { fileOf, findAttachment, findFile, type AttachmentRecord } from './records.ts';
import { checkTitle } from './titles.ts';

type Change = { event: AuditEvent; payload?: Record<string, unknown> };

/** One change of one attachment of a draft, with its revision and its log. */
function change(deps: SendingDeps, actor: Actor, id: string, work: (tx: Tx, attachment: AttachmentRecord) => Change): void {
  deps.db.write((tx) => {
    const { attachment } = findAttachment(tx, actor, id);
    findDraft(tx, actor, attachment.dispatch_id);
    const at = deps.clock.now();
    const { event, payload = {} } = work(tx, attachment);
    touch(tx, attachment.dispatch_id, at);
    record(tx, { at, actorId: actor.id, event, subject: { kind: 'dispatch', id: attachment.dispatch_id }, payload: { title: attachment.title, letterId: attachment.letter_id, ...payload } });
  });
}

/** A new title, at most 200 characters, without a CPR number. Errors: attachment.no_title, attachment.title_too_long, attachment.title_has_number. */
export function renameAttachment(deps: SendingDeps, actor: Actor, id: string, typed: string): void {
  const title = checkTitle(typed);
  change(deps, actor, id, (tx) => {
    tx.statement('UPDATE dispatch_attachments SET title = ? WHERE id = ?').run(title, id);
    return { event: 'attachment.changed', payload: { to: title } };
  });
}

/** One place earlier (-1) or later (1) among those it stands with; at the end of the row nothing happens. */
export function moveAttachment(deps: SendingDeps, actor: Actor, id: string, by: -1 | 1): void {
  change(deps, actor, id, (tx, { dispatch_id, letter_id }) => {
    const row = tx.statement('SELECT id, position FROM dispatch_attachments WHERE dispatch_id = ? AND letter_id IS ? AND removed_at IS NULL ORDER BY position, id').all(dispatch_id, letter_id) as { id: string; position: number }[];
    const here = row.findIndex((each) => each.id === id);
    const order = row.map((each) => each.id);
    const there = here + by;
    if (here >= 0 && there >= 0 && there < order.length) {
      [order[here], order[there]] = [order[there]!, order[here]!];
      order.forEach((each, index) => tx.statement('UPDATE dispatch_attachments SET position = ? WHERE id = ?').run(index + 1, each));
    }
    return { event: 'attachment.changed', payload: { by } };
  });
}

/** Goes with no letter any more; can be put back until the dispatch is gone. */
export function removeAttachment(deps: SendingDeps, actor: Actor, id: string): void {
  change(deps, actor, id, (tx) => {
    tx.statement('UPDATE dispatch_attachments SET removed_at = ? WHERE id = ? AND removed_at IS NULL').run(deps.clock.now().toISOString(), id);
    return { event: 'attachment.removed' };
  });
}

/** Errors: attachment.too_many where its place has been taken since. */
export function restoreAttachment(deps: SendingDeps, actor: Actor, id: string): void {
  change(deps, actor, id, (tx, { dispatch_id, letter_id, removed_at }) => {
    if (removed_at !== null) requireRoom(tx, dispatch_id, letter_id);
    tx.statement('UPDATE dispatch_attachments SET removed_at = NULL WHERE id = ?').run(id);
    return { event: 'attachment.restored' };
  });
}

/** A letter got another recipient after the attachment was put on it; a person has looked, and it shall go with the letter as it is now. */
export function keepWithLetter(deps: SendingDeps, actor: Actor, id: string): void {
  change(deps, actor, id, (tx, { letter_id }) => {
    if (letter_id === null) throw conflict('attachment.common');
    tx.statement('UPDATE dispatch_attachments SET recipient_number = (SELECT recipient_number FROM letters WHERE id = ?) WHERE id = ?').run(letter_id, id);
    return { event: 'attachment.changed', payload: { kept: true } };
  });
}

/** A person has looked at the pages that could not be read, and lets them go as they are. */
export function seeUnreadable(deps: SendingDeps, actor: Actor, fileId: string): void {
  deps.db.write((tx) => {
    const { file } = findFile(tx, actor, fileId);
    findDraft(tx, actor, file.dispatch_id);
    const at = deps.clock.now();
    tx.statement('UPDATE attachment_files SET seen_by = ?, seen_at = ? WHERE id = ?').run(actor.id, at.toISOString(), fileId);
    touch(tx, file.dispatch_id, at);
    record(tx, { at, actorId: actor.id, event: 'attachment.seen', subject: { kind: 'dispatch', id: file.dispatch_id }, payload: { filename: fileOf(tx, fileId).filename } });
  });
}
