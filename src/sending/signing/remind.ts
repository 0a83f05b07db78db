import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { invalid, notFound } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import { enqueue } from '../../queue/index.ts';
import { findDispatch, type LetterRecord } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { remindableLetters, type ToRemind } from './list.ts';

export const mostReminded = 2000;

/** The letter that reminds: the same to everybody, so it names nobody. */
export type ReminderLetter = { title: string; filename: string; pdf: Uint8Array; text: string; /** In points. */ width: number; height: number };

type Reminded = LetterRecord & { document_type_id: string | null };

/** What `remindableLetters` finds. Errors: signature.none_chosen, signature.too_many (`most`). */
export function lettersToRemind(deps: Pick<SendingDeps, 'db'>, actor: Actor, want: ToRemind): Map<string, string[]> {
  const found = remindableLetters(deps.db, actor, want);
  const count = [...found.values()].flat().length;
  if (count === 0) throw invalid('signature.none_chosen');
  if (count > mostReminded) throw invalid('signature.too_many', { most: mostReminded });
  return found;
}

/**
 * Makes the draft of a dispatch that reminds the recipients of these letters, all of one dispatch, to sign: one letter, each
 * with the link of their own. It is looked through and sent as any draft is. Answers its id.
 */
export async function remindSigners(deps: SendingDeps, actor: Actor, dispatchId: string, letterIds: string[], letter: ReminderLetter): Promise<string> {
  if (!may(actor, 'dispatch')) throw notFound();
  const blob = await deps.files.put(letter.pdf);
  const id = deps.ids.uuid();
  let made = false;
  try {
    deps.db.write((tx) => makeDraft(tx, deps, actor, { id, blob, of: dispatchId, letterIds, letter }));
    made = true;
  } finally {
    if (!made) deps.files.drop(blob.id);
  }
  return id;
}

type Draft = { id: string; blob: StoredBlob; of: string; letterIds: string[]; letter: ReminderLetter };

function makeDraft(tx: Tx, deps: SendingDeps, actor: Actor, { id, blob, of, letterIds, letter }: Draft): void {
  const original = findDispatch(tx, actor, of);
  const at = deps.clock.now();
  const now = at.toISOString();
  deps.files.record(tx, blob);
  tx.statement(`INSERT INTO dispatches (id, state, title, document_type_id, remove_cpr, source_blob_id, source_filename, source_size, pages, progress_done, progress_total, whole, cost_code, department, revision, created_by, created_at, updated_at)
    VALUES (?, 'draft', ?, ?, 1, ?, ?, ?, 1, 1, 1, 1, ?, ?, 1, ?, ?, ?)`)
    .run(id, letter.title, original.document_type_id, blob.id, letter.filename, blob.size, original.cost_code, original.department, actor.id, now, now);
  tx.statement("INSERT INTO dispatch_pages (dispatch_id, page, width, height, rotation, candidates) VALUES (?, 1, ?, ?, 0, '[]')").run(id, letter.width, letter.height);
  tx.statement('INSERT INTO dispatch_texts (dispatch_id, page, text) VALUES (?, 1, ?)').run(id, letter.text);
  const rows = tx.statement(`SELECT l.*, d.document_type_id FROM letters l JOIN dispatches d ON d.id = l.dispatch_id WHERE l.dispatch_id = ? AND l.id IN (SELECT value FROM json_each(?)) ORDER BY l.ordinal`)
    .all(of, JSON.stringify(letterIds)) as Reminded[];
  rows.forEach((row, n) => remind(tx, deps, id, row, n + 1, now));
  enqueue(tx, { kind: 'look-up-mailboxes', key: `look-up:${id}:read`, payload: { dispatchId: id }, runAt: at, now: at });
  record(tx, { at, actorId: actor.id, event: 'signature.reminder_made', subject: { kind: 'dispatch', id }, parent: { kind: 'dispatch', id: of }, payload: { letters: rows.length } });
}

/** A custody holder's reminder is filed on the same case as the copy it is about. */
function remind(tx: Tx, deps: SendingDeps, dispatchId: string, of: LetterRecord, ordinal: number, now: string): void {
  const letterId = deps.ids.uuid();
  tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, evidence, found, alternatives, about_kind, about_number, relation, attention, state, message_uuid, updated_at)
    VALUES (?, ?, ?, '[1]', ?, ?, ?, ?, 'confirmed', '[]', '[]', '[]', ?, ?, ?, ?, 'draft', ?, ?)`)
    .run(letterId, dispatchId, ordinal, of.recipient_kind, of.recipient_number, of.recipient_name, of.class_name, of.about_kind, of.about_number, of.relation, of.attention, deps.ids.uuid(), now);
  tx.statement('INSERT INTO signature_reminders (letter_id, for_letter_id) VALUES (?, ?)').run(letterId, of.id);
}

/** Whether a draft reminds of signatures, and of which dispatch. */
export function remindsOf(reader: Pick<SendingDeps['db'], 'statement'>, dispatchId: string): { dispatchId: string; title: string } | null {
  const row = reader.statement(`SELECT d.id AS dispatchId, d.title FROM letters l JOIN signature_reminders r ON r.letter_id = l.id JOIN letters o ON o.id = r.for_letter_id JOIN dispatches d ON d.id = o.dispatch_id
    WHERE l.dispatch_id = ? LIMIT 1`).get(dispatchId);
  return (row as { dispatchId: string; title: string } | undefined) ?? null;
}
