import type { Clock } from '../core/clock.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Tx } from '../db/index.ts';
import { fetchSoon } from './errands.ts';
import { moveRequest } from './move.ts';
import type { Reason } from './reason.ts';
import { tellOf } from './tell.ts';
import type { ServiceAnswer, SigningService } from './types.ts';

const batch = 100;

/**
 * Asks the service after every open request, a hundred at a time: the box stands on a school's own net, so nobody can call
 * it. Answers how many changed. Throws as the service does; what has been heard until then is kept.
 */
export async function pollSignatures(deps: { db: Database; clock: Clock; ids: Ids }, service: SigningService): Promise<number> {
  const began = deps.clock.now().toISOString();
  let changed = 0;
  for (;;) {
    const ids = (deps.db.statement(`SELECT id FROM signature_requests WHERE state IN ('received', 'started') AND (asked_at IS NULL OR asked_at < ?) ORDER BY asked_at, id LIMIT ${batch}`)
      .all(began) as { id: string }[]).map(({ id }) => id);
    if (ids.length === 0) return changed;
    const answers = new Map((await service.status(ids)).map((answer) => [answer.id, answer]));
    deps.db.write((tx) => {
      const at = deps.clock.now();
      for (const id of ids) {
        tx.statement('UPDATE signature_requests SET asked_at = ? WHERE id = ?').run(began, id);
        if (applyAnswer(tx, deps, id, answers.get(id), at)) changed += 1;
      }
    });
  }
}

const endings: Partial<Record<ServiceAnswer['state'], (answer: ServiceAnswer) => Reason>> = {
  declined: ({ reason }): Reason => (reason ? { key: 'signature.declined_why', values: { words: reason.slice(0, 500) } } : { key: 'signature.declined', values: {} }),
  expired: () => ({ key: 'signature.expired', values: {} }),
  failed: () => ({ key: 'signature.failed_there', values: {} }),
  cancelled: () => ({ key: 'signature.cancelled_there', values: {} }),
};

/** What the service says of one request; undefined = it knows no such request. True where that is news. */
function applyAnswer(tx: Tx, deps: { ids: Ids }, id: string, answer: ServiceAnswer | undefined, at: Date): boolean {
  if (!answer) return noteUnknown(tx, id);
  if (answer.state === 'started') return moveRequest(tx, id, { to: 'started', at });
  if (answer.state === 'completed') {
    const moved = moveRequest(tx, id, { to: 'signed', at });
    if (moved) fetchSoon(tx, id, at);
    return moved;
  }
  const ending = endings[answer.state];
  if (!ending) return false;
  const moved = moveRequest(tx, id, { to: 'failed', at, reason: ending(answer) });
  if (moved) tellOf(tx, deps, id, 'signature_failed', at);
  return moved;
}

/** It may be away for a while after a restore of its own: nothing is ended, but whoever looks is told. */
function noteUnknown(tx: Tx, id: string): boolean {
  return tx.statement('UPDATE signature_requests SET reason = ? WHERE id = ? AND reason IS NULL').run(JSON.stringify({ key: 'signature.unknown_there', values: {} }), id).changes > 0;
}
