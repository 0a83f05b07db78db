import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, forbidden, invalid } from '../core/errors.ts';
import { formatCpr } from '../numbers/index.ts';
import { enqueue } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import { findDispatch, findLetter } from './find.ts';
import { fileSoon } from './paper/file-aside.ts';
import { moveLetter } from './letter-state.ts';
import type { SendingDeps } from './ports.ts';
import { resolutions, type Resolution } from './types.ts';

const mostNote = 500;

/**
 * A person settles a letter that goes no further by itself. unknown: after the waiting time of the
 * settings (a receipt may still tell). failed: sent again under a new message UUID, because the
 * platform has refused the old one, handled otherwise (`note` says how, at most 500 characters), or given up.
 * Errors: letter.too_early (`hours`), letter.not_waiting, letter.never_made (nothing was made that could be
 * sent again), letter.in_batch (it is being printed), resolution.note_missing, resolution.note_too_long.
 */
export function resolveLetter(deps: SendingDeps, actor: Actor, letterId: string, resolution: Resolution, note = ''): void {
  findLetter(deps.db, actor, letterId); // before anything is said about the words: a letter one may not see is not found
  if (!resolutions.includes(resolution)) throw invalid('resolution.none');
  const how = note.trim();
  if (resolution === 'handled_otherwise' && how === '') throw invalid('resolution.note_missing');
  if (how.length > mostNote) throw invalid('resolution.note_too_long', { most: mostNote });
  if (resolution === 'send_again' && !may(actor, 'send')) throw forbidden('dispatch.may_not_send');
  deps.db.write((tx) => {
    const letter = findLetter(tx, actor, letterId);
    const at = deps.clock.now();
    if (letter.state !== 'unknown' && letter.state !== 'failed') throw conflict('letter.not_waiting');
    if (tx.statement('SELECT 1 FROM paper_letters WHERE letter_id = ? AND open = 1').get(letterId)) throw conflict('letter.in_batch');
    const hours = readSettings(tx)['sending.unknownHours'];
    if (letter.state === 'unknown' && at.getTime() - new Date(letter.updated_at).getTime() < hours * 3_600_000) throw conflict('letter.too_early', { hours });
    record(tx, {
      at, actorId: actor.id, event: 'letter.resolved', subject: letter.document_id ? { kind: 'document', id: letter.document_id } : { kind: 'letter', id: letterId },
      parent: { kind: 'dispatch', id: letter.dispatch_id }, payload: { resolution, from: letter.state, messageUuid: letter.message_uuid, ...(how ? { note: how } : {}) },
    });
    if (resolution === 'was_sent') {
      if (letter.state !== 'unknown') throw conflict('letter.not_waiting');
      moveLetter(tx, letter, { to: 'handed_over', at, actorId: actor.id });
    } else if (resolution === 'handled_otherwise') {
      // Whether an unknown letter came is settled first: one that is handled twice over is a letter sent twice.
      if (letter.state !== 'failed') throw conflict('letter.not_waiting');
      moveLetter(tx, letter, {
        to: 'handled_otherwise', at, actorId: actor.id,
        // The reason it had is kept beside, for the day the mark is taken back.
        reason: { key: 'handled_otherwise', values: { how, ...(letter.reason ? { before: letter.reason } : {}) } },
      });
      fileSoon(tx, letter, at);
    } else if (resolution === 'give_up') {
      moveLetter(tx, letter, { to: 'cancelled', at, actorId: actor.id, reason: { key: 'given_up', values: {} } });
    } else {
      if (!letter.sent_blob_id) throw conflict('letter.never_made');
      if (letter.state === 'failed') tx.statement('UPDATE letters SET message_uuid = ? WHERE id = ?').run(deps.ids.uuid(), letterId);
      moveLetter(tx, letter, { to: 'queued', at, actorId: actor.id, event: 'letter.resent' });
      enqueue(tx, { kind: 'deliver-letter', key: `deliver:${letter.id}`, payload: { letterId }, runAt: at, now: at });
    }
  });
}

/** Nulstil: the draft and all that was found in it are gone from the lists; the file is destroyed by the retention job. */
export function discard(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  deps.db.write((tx) => {
    const dispatch = findDispatch(tx, actor, dispatchId);
    if (dispatch.state === 'submitted' || dispatch.state === 'settled' || dispatch.state === 'discarded') throw conflict('dispatch.not_draft');
    const at = deps.clock.now();
    tx.statement("UPDATE approvals SET state = 'withdrawn', decided_by = ?, decided_at = ? WHERE dispatch_id = ? AND state = 'waiting'").run(actor.id, at.toISOString(), dispatchId);
    tx.statement("UPDATE dispatches SET state = 'discarded', settled_at = ?, updated_at = ? WHERE id = ?").run(at.toISOString(), at.toISOString(), dispatchId);
    record(tx, { at, actorId: actor.id, event: 'dispatch.discarded', subject: { kind: 'dispatch', id: dispatchId } });
  });
}

/** The recipient's number in full, `010107-1234`, because the actor asked to see it. Logged. */
export function showNumber(deps: SendingDeps, actor: Actor, letterId: string): string {
  const letter = findLetter(deps.db, actor, letterId);
  deps.db.write((tx) => record(tx, {
    at: deps.clock.now(), actorId: actor.id, event: 'number.shown', subject: { kind: 'letter', id: letterId }, parent: { kind: 'dispatch', id: letter.dispatch_id },
  }));
  return letter.recipient_kind === 'cpr' ? formatCpr(letter.recipient_number ?? '') : letter.recipient_number ?? '';
}
