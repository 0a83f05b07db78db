import type { Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import type { Documents, SendingDeps } from '../ports.ts';
import { makeLetters } from '../prepare-dispatch.ts';

/** A letter that was settled before it was made is made and filed all the same: what a person did stands on its case. In the caller's transaction. */
export function fileSoon(tx: Tx, letter: Pick<LetterRecord, 'id' | 'document_id'>, at: Date): void {
  if (letter.document_id === null) enqueue(tx, { kind: 'file-letter', key: `file:${letter.id}`, payload: { letterId: letter.id }, runAt: at, now: at });
}

/** The work of the queue for it. A merge file that is destroyed leaves nothing to make it from. */
export async function fileLetterAside(deps: SendingDeps & { documents: Documents }, letterId: string): Promise<void> {
  const letter = deps.db.statement("SELECT * FROM letters WHERE id = ? AND document_id IS NULL AND state = 'handled_otherwise'").get(letterId) as LetterRecord | undefined;
  if (!letter) return;
  const dispatch = deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(letter.dispatch_id) as DispatchRecord;
  if (dispatch.purged_at) return;
  await makeLetters(deps, dispatch, [letter], { from: ['handled_otherwise'], status: () => 'handled_otherwise', filed: () => {}, stopped: () => {} }, { alone: true });
}
