import { record } from '../../audit/index.ts';
import { conflict } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { allMarked } from '../../people/index.ts';
import type { LetterRecord } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import type { Reason } from '../types.ts';
import { remake, takeOut } from './leave-batch.ts';

type Row = LetterRecord & { estate: number; followed: string | null };

/**
 * Takes letters out of an open batch whose recipient, or whom a copy is about, was marked dead after they were put there:
 * each waits for a person again. What a person gave to the estate stays. Answers how many; in the caller's transaction.
 */
export function takeOutDead(tx: Tx, batchId: string, at: Date): number {
  const marked = allMarked(tx);
  const dead = (number: string | null) => number !== null && marked.get(number)?.mark === 'dead';
  const rows = tx.statement(`SELECT l.*, p.estate, (SELECT f.recipient_name FROM letters f WHERE f.id = l.follows_letter_id) AS followed
    FROM paper_letters p JOIN letters l ON l.id = p.letter_id WHERE p.batch_id = ? AND p.open = 1`).all(batchId) as Row[];
  const why = (row: Row): Reason | null => {
    if (row.recipient_kind === 'cpr' && dead(row.recipient_number) && row.estate === 0) return { key: row.role === 'main' ? 'recipient.dead' : 'copy.dead', values: { name: row.followed ?? '' } };
    return (row.role === 'guardian_copy' || row.role === 'instead_of_child') && dead(row.about_number) ? { key: 'copy.about_dead', values: { name: row.followed ?? '' } } : null;
  };
  return rows.filter((row) => {
    const reason = why(row);
    if (!reason) return false;
    takeOut(tx, row.id, reason, at);
    record(tx, { at, actorId: null, event: 'paper.letter_out', subject: { kind: 'paper', id: batchId }, payload: { letterId: row.id, reason } });
    return true;
  }).length;
}

/** Before a batch is printed, said to be, or handed over: conflict paper.recipient_dead where letters had to be taken out; it is being made anew without them. */
export function refuseDead(deps: Pick<SendingDeps, 'db' | 'clock'>, batchId: string): void {
  const out = deps.db.write((tx) => {
    const at = deps.clock.now();
    const { state } = tx.statement('SELECT state FROM paper_batches WHERE id = ?').get(batchId) as { state: string };
    const taken = state === 'ready' ? takeOutDead(tx, batchId, at) : 0;
    if (taken > 0) remake(tx, batchId, at);
    return taken;
  });
  if (out > 0) throw conflict('paper.recipient_dead');
}
