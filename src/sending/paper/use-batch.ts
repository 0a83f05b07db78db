import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, forbidden, notFound } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import type { LetterRecord } from '../find.ts';
import { moveLetter } from '../letter-state.ts';
import type { SendingDeps } from '../ports.ts';
import { findBatch, type BatchRow } from './find-batch.ts';
import { remake } from './leave-batch.ts';
import { refuseDead } from './take-out-dead.ts';

function findToUse(tx: Tx, actor: Actor, id: string, states: BatchRow['state'][]): BatchRow {
  if (!may(actor, 'send')) throw forbidden('dispatch.may_not_send');
  const batch = findBatch(tx, actor, id);
  if (!states.includes(batch.state)) throw conflict('paper.changed');
  return batch;
}

const open = (tx: Tx, batchId: string) => tx.statement('SELECT l.*, p.reason_before AS before FROM paper_letters p JOIN letters l ON l.id = p.letter_id WHERE p.batch_id = ? AND p.open = 1').all(batchId) as (LetterRecord & { before: string | null })[];

/** The PDF to print, whenever it is wanted; each time is written down. not_found where it is not made, or destroyed; conflict paper.recipient_dead. */
export function openBatchFile(deps: SendingDeps, actor: Actor, id: string): { blobId: string; createdAt: string } {
  const batch = findBatch(deps.db, actor, id);
  if (!batch.blob_id) throw notFound('file_gone');
  refuseDead(deps, id);
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: batch.state === 'done' ? 'paper.opened_again' : 'paper.opened', subject: { kind: 'paper', id } }));
  return { blobId: batch.blob_id, createdAt: batch.created_at };
}

/** A person says that the sheets are printed: each letter of the batch is, by them. Conflict paper.changed where it is not ready, paper.recipient_dead. Answers how many. */
export function markPrinted(deps: SendingDeps, actor: Actor, id: string): number {
  findBatch(deps.db, actor, id);
  refuseDead(deps, id);
  return deps.db.write((tx) => {
    const batch = findToUse(tx, actor, id, ['ready']);
    if (batch.kind !== 'print') throw conflict('paper.changed');
    const at = deps.clock.now();
    const letters = open(tx, id);
    for (const letter of letters) moveLetter(tx, letter, { to: 'printed', at, actorId: actor.id, reason: { key: 'printed', values: { who: actor.name, batch: id } } });
    finish(tx, id, actor, at, letters.length);
    return letters.length;
  });
}

export function finish(tx: Tx, id: string, actor: { id: string }, at: Date, letters: number): void {
  tx.statement("UPDATE paper_batches SET state = 'done', problem = NULL, done_by = ?, done_at = ? WHERE id = ?").run(actor.id, at.toISOString(), id);
  record(tx, { at, actorId: actor.id, event: 'paper.done', subject: { kind: 'paper', id }, payload: { letters } });
}

/** Asks for the batch to be handed over to the print supplier; the queue writes the folder. Conflict paper.changed, paper.recipient_dead. */
export function handOverSoon(deps: SendingDeps, actor: Actor, id: string): void {
  findBatch(deps.db, actor, id);
  refuseDead(deps, id);
  deps.db.write((tx) => {
    const batch = findToUse(tx, actor, id, ['ready', 'failed']);
    if (batch.kind !== 'remote' || open(tx, id).length === 0) throw conflict('paper.changed');
    const at = deps.clock.now();
    tx.statement("UPDATE paper_batches SET state = 'handing_over', problem = NULL, done_by = ? WHERE id = ?").run(actor.id, id);
    enqueue(tx, { kind: 'hand-over-paper', key: `hand-over-paper:${id}`, payload: { batchId: id }, runAt: at, now: at });
    record(tx, { at, actorId: actor.id, event: 'paper.handing_over', subject: { kind: 'paper', id } });
  });
}

/** Makes a failed batch once more. Conflict paper.changed. */
export function makeAgain(deps: SendingDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    findToUse(tx, actor, id, ['failed']);
    remake(tx, id, deps.clock.now());
  });
}

/** Its letters wait for a decision again, each with the reason it had; what was made of it is destroyed. Conflict paper.changed where it is used already. */
export function dissolveBatch(deps: SendingDeps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    const batch = findToUse(tx, actor, id, ['making', 'ready', 'failed']);
    const at = deps.clock.now();
    for (const letter of open(tx, id)) putBack(tx, id, letter, at);
    if (batch.blob_id) deps.files.shred(tx, batch.blob_id);
    tx.statement("UPDATE paper_batches SET state = 'dissolved', blob_id = NULL, done_by = ?, done_at = ? WHERE id = ?").run(actor.id, at.toISOString(), id);
    record(tx, { at, actorId: actor.id, event: 'paper.dissolved', subject: { kind: 'paper', id } });
  });
}

/** One letter out of a batch that is not used yet; the rest is made anew without it. Conflict paper.changed. */
export function takeOutOfBatch(deps: SendingDeps, actor: Actor, id: string, letterId: string): void {
  deps.db.write((tx) => {
    findToUse(tx, actor, id, ['ready', 'failed']);
    const letter = open(tx, id).find((each) => each.id === letterId);
    if (!letter) throw conflict('paper.changed');
    const at = deps.clock.now();
    putBack(tx, id, letter, at);
    tx.statement('DELETE FROM paper_letters WHERE batch_id = ? AND letter_id = ?').run(id, letterId);
    record(tx, { at, actorId: actor.id, event: 'paper.letter_out', subject: { kind: 'paper', id }, payload: { letterId } });
    remake(tx, id, at);
  });
}

function putBack(tx: Tx, batchId: string, letter: LetterRecord & { before: string | null }, at: Date): void {
  tx.statement('UPDATE paper_letters SET open = 0 WHERE batch_id = ? AND letter_id = ?').run(batchId, letter.id);
  tx.statement("UPDATE letters SET reason = ?, updated_at = ? WHERE id = ? AND state = 'failed'").run(letter.before, at.toISOString(), letter.id);
}
