import type { Actor } from '../access/index.ts';
import { conflict } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { findDispatch, findLetter, type LetterRecord } from './find.ts';
import { moveLetter } from './letter-state.ts';
import type { SendingDeps } from './ports.ts';
import type { LetterState } from './types.ts';

/** Where a letter has not left yet: from here it can be recalled. */
export const recallable: LetterState[] = ['preparing', 'waiting_undo', 'waiting_date', 'queued'];

const recall = (tx: Tx, letter: LetterRecord, at: Date, actor: Actor) => moveLetter(tx, letter, { to: 'cancelled', at, actorId: actor.id, reason: { key: 'recalled', values: {} } });

/** Recalls what has not left yet; answers how many letters. What is being sent this moment goes. */
export function cancelLetters(deps: SendingDeps, actor: Actor, dispatchId: string): number {
  return deps.db.write((tx) => {
    findDispatch(tx, actor, dispatchId);
    const at = deps.clock.now();
    const rows = tx.statement('SELECT * FROM letters WHERE dispatch_id = ? AND state IN (SELECT value FROM json_each(?))').all(dispatchId, JSON.stringify(recallable)) as LetterRecord[];
    for (const letter of rows) recall(tx, letter, at, actor);
    return rows.length;
  });
}

/** Recalls one letter and the copies of it that have not left; the others go their way. Conflict letter.left where it has left already, or never will. */
export function recallLetter(deps: SendingDeps, actor: Actor, letterId: string): void {
  deps.db.write((tx) => {
    const letter = findLetter(tx, actor, letterId);
    if (!recallable.includes(letter.state)) throw conflict('letter.left');
    recall(tx, letter, deps.clock.now(), actor);
    // A copy of a letter that was never sent tells of nothing.
    const copies = tx.statement('SELECT * FROM letters WHERE follows_letter_id = ? AND state IN (SELECT value FROM json_each(?))').all(letterId, JSON.stringify(recallable)) as LetterRecord[];
    for (const copy of copies) recall(tx, copy, deps.clock.now(), actor);
  });
}
