import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, forbidden, invalid } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { readSettings } from '../../settings/index.ts';
import { findDraft, findLetter, touch, type LetterRecord } from '../find.ts';
import { isDead } from '../gone.ts';
import { moveLetter } from '../letter-state.ts';
import type { SendingDeps } from '../ports.ts';
import { resolveLetters } from '../resolve-letters.ts';
import { mostInBatch } from './candidates.ts';
import { openBatch, type Wanted } from './open-batch.ts';
import type { PathChoice } from './types.ts';

const mostAddress = 400;

/** Errors: paper.address_too_long, paper.none_chosen, paper.too_many (`most`), resolution.note_missing, paper.no_remote. */
function check(deps: Pick<SendingDeps, 'db'>, choices: PathChoice[], note: string) {
  if (choices.length > mostInBatch) throw invalid('paper.too_many', { most: mostInBatch });
  if (choices.some(({ address }) => (address?.length ?? 0) > mostAddress)) throw invalid('paper.address_too_long', { most: mostAddress });
  if (choices.some(({ path }) => path === 'otherwise') && note.trim() === '') throw invalid('resolution.note_missing');
  if (choices.some(({ path }) => path === 'remote') && readSettings(deps.db)['paper.remoteFolder'] === '') throw invalid('paper.no_remote');
}

/** Keeps, in a draft, what is to become of each letter that Digital Post will not take; a report made before no longer holds. Errors as `check`. */
export function planPaths(deps: SendingDeps, actor: Actor, dispatchId: string, choices: PathChoice[], note: string): void {
  check(deps, choices, note);
  deps.db.write((tx) => {
    findDraft(tx, actor, dispatchId);
    const at = deps.clock.now();
    for (const choice of choices) {
      const letter = findLetter(tx, actor, choice.letterId);
      if (letter.dispatch_id !== dispatchId) continue;
      if (choice.path === 'wait') tx.statement('DELETE FROM letter_paths WHERE letter_id = ?').run(choice.letterId);
      else tx.statement('INSERT OR REPLACE INTO letter_paths (letter_id, path, address, show_protected, note, chosen_by, chosen_at, estate_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(choice.letterId, choice.path, choice.address, choice.showProtected ? 1 : 0, choice.path === 'otherwise' ? note.trim() : null, actor.id, at.toISOString(), isDead(tx, letter) ? letter.recipient_number : null);
    }
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'dispatch.paths_chosen', subject: { kind: 'dispatch', id: dispatchId }, payload: { letters: choices.length } });
  });
}

/** The estate of a recipient who has died gets the letter on paper. Errors: dispatch.not_draft, letter.not_dead. */
export function giveToEstate(deps: SendingDeps, actor: Actor, letterId: string): void {
  const letter = findLetter(deps.db, actor, letterId);
  if (!isDead(deps.db, letter)) throw conflict('letter.not_dead');
  planPaths(deps, actor, letter.dispatch_id, [{ letterId, path: 'print', address: null, showProtected: false }], '');
}

export type Gone = { print: string | null; remote: string | null; handled: number; left: Map<string, number> };

/**
 * Puts failed letters on the way a person chose: one batch to print, one to hand over, the rest marked with the note. What
 * has changed since is left and counted under why. Errors: dispatch.may_not_send (forbidden), those of `check`, paper.none_chosen.
 */
export function takePaths(deps: SendingDeps, actor: Actor, choices: PathChoice[], options: { note: string; duplex: boolean }): Gone {
  if (!may(actor, 'send')) throw forbidden('dispatch.may_not_send');
  check(deps, choices, options.note);
  const going = choices.filter(({ path }) => path !== 'wait');
  if (going.length === 0) throw invalid('paper.none_chosen');
  const gone = deps.db.write((tx) => {
    const at = deps.clock.now();
    for (const { letterId } of going) findLetter(tx, actor, letterId);
    const of = (path: 'print' | 'remote') => going.filter((each) => each.path === path).map(({ letterId, address, showProtected }) => ({ letterId, typed: address, showProtected }));
    return batches(tx, deps, of, { duplex: options.duplex, actorId: actor.id, at });
  });
  const otherwise = going.filter(({ path }) => path === 'otherwise').map(({ letterId }) => letterId);
  if (otherwise.length === 0) return { ...gone, handled: 0 };
  const { settled, left } = resolveLetters(deps, actor, otherwise, 'handled_otherwise', options.note);
  for (const [why, letters] of left) gone.left.set(why, (gone.left.get(why) ?? 0) + letters);
  return { ...gone, handled: settled };
}

function batches(tx: Tx, deps: SendingDeps, of: (path: 'print' | 'remote') => Wanted[], batch: { duplex: boolean; actorId: string; at: Date }): Omit<Gone, 'handled'> {
  const left = new Map<string, number>();
  const open = (kind: 'print' | 'remote') => {
    const wanted = of(kind);
    if (wanted.length === 0) return null;
    const opened = openBatch(tx, deps, wanted, { ...batch, kind });
    for (const [why, letters] of opened.left) left.set(why, (left.get(why) ?? 0) + letters);
    return opened.id;
  };
  return { print: open('print'), remote: open('remote'), left };
}

/** When a draft has begun: its letters without a mailbox go the way that was chosen for them. In the caller's transaction. */
export function beginPaths(tx: Tx, deps: SendingDeps, dispatchId: string, actorId: string | null, at: Date): void {
  const chosen = tx.statement(`SELECT l.*, p.path, p.address AS typed, p.show_protected AS shown, p.note, p.chosen_by AS chosenBy FROM letters l JOIN letter_paths p ON p.letter_id = l.id
      WHERE l.dispatch_id = ? AND l.state = 'failed' AND (json_extract(l.reason, '$.key') <> 'recipient.dead' OR p.estate_of = l.recipient_number) ORDER BY l.ordinal`)
    .all(dispatchId) as (LetterRecord & { path: 'print' | 'remote' | 'otherwise'; typed: string | null; shown: number; note: string | null; chosenBy: string })[];
  if (chosen.length === 0) return;
  const of = (path: 'print' | 'remote') => chosen.filter((each) => each.path === path).map((each) => ({ letterId: each.id, typed: each.typed, showProtected: each.shown === 1 }));
  batches(tx, deps, of, { duplex: readSettings(tx)['paper.duplex'], actorId: actorId ?? chosen[0]!.chosenBy, at });
  for (const letter of chosen.filter(({ path }) => path === 'otherwise')) {
    moveLetter(tx, letter, { to: 'handled_otherwise', at, actorId: letter.chosenBy, reason: { key: 'handled_otherwise', values: { how: letter.note ?? '', ...(letter.reason ? { before: letter.reason } : {}) } } });
  }
  tx.statement('DELETE FROM letter_paths WHERE letter_id IN (SELECT id FROM letters WHERE dispatch_id = ?)').run(dispatchId);
}
