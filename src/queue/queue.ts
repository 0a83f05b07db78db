import type { Reader, Tx } from '../db/index.ts';

/** One piece of work. `payload` is small JSON data with ids only, never personal data. */
export type Job = { id: number; kind: string; key: string; payload: Record<string, unknown>; attempts: number };

type JobRow = { id: number; kind: string; key: string; payload: string; attempts: number };

/**
 * Adds work in the transaction of the change that wants it. `key` is stable: the same work asked
 * for twice is one row. A finished row is asked for anew; a waiting or leased one is left alone.
 */
export function enqueue(tx: Tx, job: { kind: string; key: string; payload?: Record<string, unknown>; runAt: Date; now: Date }): void {
  tx.statement(`INSERT INTO jobs (kind, key, payload, state, run_at, created_at) VALUES (?, ?, ?, 'waiting', ?, ?)
    ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, state = 'waiting', payload = excluded.payload, run_at = excluded.run_at, attempts = 0, last_error = NULL, finished_at = NULL
    WHERE jobs.state IN ('done', 'failed')`).run(
    job.kind, job.key, JSON.stringify(job.payload ?? {}), job.runAt.toISOString(), job.now.toISOString(),
  );
}

/** Takes at most `limit` due jobs of the kinds for `owner`, until `leaseMs` from now; also those whose lease ran out. */
export function claim(tx: Tx, want: { kinds: string[]; limit: number; owner: string; leaseMs: number; now: Date }): Job[] {
  const now = want.now.toISOString();
  const until = new Date(want.now.getTime() + want.leaseMs).toISOString();
  const marks = want.kinds.map(() => '?').join(', ');
  // Two questions instead of one with OR: each is answered by the index in its own order, without sorting all that waits.
  const waiting = tx.statement(`SELECT id, kind, key, payload, attempts FROM jobs
    WHERE state = 'waiting' AND kind IN (${marks}) AND run_at <= ? ORDER BY run_at, id LIMIT ?`).all(...want.kinds, now, want.limit) as JobRow[];
  const expired = waiting.length === want.limit ? [] : tx.statement(`SELECT id, kind, key, payload, attempts FROM jobs
    WHERE state = 'leased' AND kind IN (${marks}) AND lease_until < ? ORDER BY run_at, id LIMIT ?`).all(...want.kinds, now, want.limit - waiting.length) as JobRow[];
  const rows = [...waiting, ...expired];
  const take = tx.statement("UPDATE jobs SET state = 'leased', lease_owner = ?, lease_until = ?, attempts = attempts + 1 WHERE id = ?");
  for (const row of rows) take.run(want.owner, until, row.id);
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as Record<string, unknown>, attempts: row.attempts + 1 }));
}

/** How many jobs of a kind are due, by one text of their payload: work that is done many at a time. */
export function dueGroups(reader: Reader, want: { kind: string; by: string; now: Date }): { value: string; due: number }[] {
  return reader.statement(`SELECT json_extract(payload, '$.' || ?) AS value, count(*) AS due FROM jobs
    WHERE kind = ? AND state = 'waiting' AND run_at <= ? GROUP BY 1`).all(want.by, want.kind, want.now.toISOString()) as { value: string; due: number }[];
}

/** Those of one group, in the order they were asked for. */
export function dueOf(reader: Reader, want: { kind: string; by: string; value: string; limit: number; now: Date }): Job[] {
  const rows = reader.statement(`SELECT id, kind, key, payload, attempts FROM jobs
    WHERE kind = ? AND state = 'waiting' AND run_at <= ? AND json_extract(payload, '$.' || ?) = ? ORDER BY id LIMIT ?`)
    .all(want.kind, want.now.toISOString(), want.by, want.value, want.limit) as JobRow[];
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as Record<string, unknown> }));
}

/** Takes these of the waiting jobs, as `claim` does; those that are waiting no longer are left out of the answer. */
export function claimThese(tx: Tx, jobs: Job[], want: { owner: string; leaseMs: number; now: Date }): Job[] {
  const until = new Date(want.now.getTime() + want.leaseMs).toISOString();
  const take = tx.statement("UPDATE jobs SET state = 'leased', lease_owner = ?, lease_until = ?, attempts = attempts + 1 WHERE id = ? AND state = 'waiting'");
  return jobs.filter((job) => take.run(want.owner, until, job.id).changes > 0).map((job) => ({ ...job, attempts: job.attempts + 1 }));
}

/** Puts the job back as work of another kind, due at once. */
export function retryAs(tx: Tx, jobId: number, kind: string, now: Date): void {
  tx.statement("UPDATE jobs SET kind = ?, state = 'waiting', lease_owner = NULL, lease_until = NULL, run_at = ? WHERE id = ?").run(kind, now.toISOString(), jobId);
}

/** Makes waiting work due now that was to come later. */
export function bringForward(tx: Tx, key: string, now: Date): void {
  tx.statement("UPDATE jobs SET run_at = ? WHERE key = ? AND state = 'waiting' AND run_at > ?").run(now.toISOString(), key, now.toISOString());
}

/** True while `owner` still holds the job; called at the start of the transaction that records its outcome. */
export function stillMine(tx: Tx, jobId: number, owner: string): boolean {
  return tx.statement("SELECT 1 FROM jobs WHERE id = ? AND state = 'leased' AND lease_owner = ?").get(jobId, owner) !== undefined;
}

export function extendLease(tx: Tx, jobId: number, owner: string, until: Date): void {
  tx.statement("UPDATE jobs SET lease_until = ? WHERE id = ? AND state = 'leased' AND lease_owner = ?").run(until.toISOString(), jobId, owner);
}

export function finish(tx: Tx, jobId: number, now: Date): void {
  tx.statement("UPDATE jobs SET state = 'done', lease_owner = NULL, lease_until = NULL, finished_at = ? WHERE id = ?").run(now.toISOString(), jobId);
}

/** Puts the job back for later, with why. */
export function retryLater(tx: Tx, jobId: number, runAt: Date, error: string): void {
  tx.statement("UPDATE jobs SET state = 'waiting', lease_owner = NULL, lease_until = NULL, run_at = ?, last_error = ? WHERE id = ?")
    .run(runAt.toISOString(), error, jobId);
}

/** Gives up; a person sees it on the health page. */
export function fail(tx: Tx, jobId: number, error: string, now: Date): void {
  tx.statement("UPDATE jobs SET state = 'failed', lease_owner = NULL, lease_until = NULL, last_error = ?, finished_at = ? WHERE id = ?")
    .run(error, now.toISOString(), jobId);
}

/** Frees what a process that is gone still held; called by its successor at start. */
export function releaseOwner(tx: Tx, owner: string): void {
  tx.statement("UPDATE jobs SET state = 'waiting', lease_owner = NULL, lease_until = NULL WHERE state = 'leased' AND lease_owner = ?").run(owner);
}

export type QueueHealth = { waiting: number; leased: number; failed: number; oldestDue: string | null; lastError: string | null };

export function queueHealth(reader: Reader, now: Date): QueueHealth {
  const counts = reader.statement('SELECT state, count(*) AS n FROM jobs GROUP BY state').all() as { state: string; n: number }[];
  const of = (state: string) => counts.find((count) => count.state === state)?.n ?? 0;
  const oldest = reader.statement("SELECT min(run_at) AS at FROM jobs WHERE state = 'waiting' AND run_at <= ?").get(now.toISOString()) as { at: string | null };
  const error = reader.statement("SELECT last_error AS error FROM jobs WHERE state IN ('waiting', 'failed') AND last_error IS NOT NULL ORDER BY id DESC LIMIT 1").get() as { error: string } | undefined;
  return { waiting: of('waiting'), leased: of('leased'), failed: of('failed'), oldestDue: oldest.at, lastError: error?.error ?? null };
}

/** Waiting time before try number `attempts` + 1, in milliseconds: 2, 4, 8 ... seconds, at most ten minutes. */
export const backOff = (attempts: number) => Math.min(600_000, 1000 * 2 ** Math.min(attempts, 10));
