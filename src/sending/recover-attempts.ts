import type { Tx } from '../db/index.ts';
import type { Job } from '../queue/index.ts';
import type { Attempt } from './deliver.ts';
import { recordInContainer } from './deliver-container.ts';
import type { LetterRecord } from './find.ts';
import { moveLetter } from './letter-state.ts';
import type { DeliveryOutcome, SendingDeps } from './ports.ts';

type OpenAttempt = LetterRecord & { attemptId: number; worker: string; transmissionId: string; kind: 'single' | 'mass'; postedAt: string | null; answer: string | null };

/**
 * After a crash: whatever the process before us had posted and got no answer to may have reached the
 * platform. Such a letter is unknown and is never sent again by itself. A letter that `mayHaveLeft` knows was only
 * ready to go waits again. A container that was only being packed is packed anew; one whose answer is known has its
 * letters written. Only called by the one process that holds the delivery lock, so every open attempt belongs to a
 * dead one. Answers how many are unknown.
 */
export function recoverAttempts(deps: SendingDeps, mayHaveLeft: (attempt: { id: number; worker: string }) => boolean = () => true): number {
  return deps.db.write((tx) => {
    const at = deps.clock.now();
    const open = tx.statement(`SELECT a.id AS attemptId, a.worker, a.transmission_id AS transmissionId, t.kind, t.posted_at AS postedAt, t.answer, l.*
      FROM attempts a JOIN letters l ON l.id = a.letter_id JOIN transmissions t ON t.id = a.transmission_id WHERE a.finished_at IS NULL`).all() as OpenAttempt[];
    let unknown = 0;
    for (const row of open) {
      if (row.answer !== null) finishAttempt(tx, deps, row, JSON.parse(row.answer) as DeliveryOutcome);
      else if (row.postedAt === null || (row.kind === 'single' && !mayHaveLeft({ id: row.attemptId, worker: row.worker }))) abandon(tx, row, at);
      else {
        markUnknown(tx, row, at);
        unknown += 1;
      }
    }
    tx.statement("UPDATE jobs SET state = 'waiting', lease_owner = NULL, lease_until = NULL WHERE state = 'leased'").run();
    return unknown;
  });
}

const jobOf = (tx: Tx, letterId: string) => {
  const row = tx.statement('SELECT id, kind, key, payload, attempts FROM jobs WHERE key = ?').get(`deliver:${letterId}`) as Omit<Job, 'payload'> & { payload: string };
  return { ...row, payload: JSON.parse(row.payload) as Record<string, unknown> };
};

function finishAttempt(tx: Tx, deps: SendingDeps, row: OpenAttempt, outcome: DeliveryOutcome): void {
  const attempt: Attempt = { job: jobOf(tx, row.id), letter: row, attemptId: row.attemptId, transmissionId: row.transmissionId };
  recordInContainer(tx, deps, attempt, outcome);
}

function close(tx: Tx, row: OpenAttempt, at: Date, outcome: 'not_sent' | 'unknown'): void {
  tx.statement('UPDATE attempts SET finished_at = ?, outcome = ?, reason = ? WHERE id = ?').run(at.toISOString(), outcome, 'crash', row.attemptId);
  tx.statement('UPDATE transmissions SET finished_at = ?, outcome = ? WHERE id = ?').run(at.toISOString(), outcome, row.transmissionId);
}

function abandon(tx: Tx, row: OpenAttempt, at: Date): void {
  close(tx, row, at, 'not_sent');
  moveLetter(tx, row, { to: 'queued', at, actorId: null, reason: { key: 'waits.crash', values: {} } });
}

function markUnknown(tx: Tx, row: OpenAttempt, at: Date): void {
  close(tx, row, at, 'unknown');
  moveLetter(tx, row, { to: 'unknown', at, actorId: null, reason: { key: 'unknown.crash', values: {} } });
  tx.statement("UPDATE jobs SET state = 'done', lease_owner = NULL, lease_until = NULL, finished_at = ? WHERE key = ?").run(at.toISOString(), `deliver:${row.id}`);
}
