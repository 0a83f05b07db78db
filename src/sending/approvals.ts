import { may, rolesThatMay, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { findToRead } from './find.ts';
import type { SendingDeps } from './ports.ts';

/** One request and what became of it. `mine`: the actor asked for it and cannot decide it. */
export type ApprovalView = {
  dispatchId: string; title: string; state: 'waiting' | 'approved' | 'sent_back' | 'withdrawn'; why: 'recipients' | 'document_type' | 'no_right'; letters: number; contentHash: string;
  requestedBy: string; requestedAt: string; requestNote: string | null; decidedBy: string | null; decidedAt: string | null; note: string | null; mine: boolean;
};

const select = `SELECT a.dispatch_id AS dispatchId, d.title, a.state, a.why, a.letters, a.content_hash AS contentHash, asked.name AS requestedBy, a.requested_at AS requestedAt, a.request_note AS requestNote,
    decider.name AS decidedBy, a.decided_at AS decidedAt, a.note, a.requested_by = @me AS mine
  FROM approvals a JOIN dispatches d ON d.id = a.dispatch_id JOIN users asked ON asked.id = a.requested_by LEFT JOIN users decider ON decider.id = a.decided_by`;

const view = (row: unknown) => ({ ...(row as ApprovalView), mine: (row as { mine: number }).mine === 1 });
const pageSize = 25;

/** What waits for a second person, oldest first; or what the actor has decided, newest first. not_found for whoever may not approve. */
export function listApprovals(reader: Reader, actor: Actor, want: { view: 'waiting' | 'decided'; page: number }): { rows: ApprovalView[]; total: number; page: number; pageSize: number } {
  if (!may(actor, 'approve')) throw notFound();
  const page = Math.max(1, want.page);
  const where = want.view === 'waiting' ? "a.state = 'waiting'" : "a.decided_by = @me AND a.state IN ('approved', 'sent_back')";
  const order = want.view === 'waiting' ? 'a.requested_at' : 'a.decided_at DESC';
  const { total } = reader.statement(`SELECT count(*) AS total FROM approvals a WHERE ${where} AND @me = @me`).get({ me: actor.id }) as { total: number };
  const rows = reader.statement(`${select} WHERE ${where} ORDER BY ${order}, a.id LIMIT ${pageSize} OFFSET @skip`).all({ me: actor.id, skip: (page - 1) * pageSize });
  return { rows: rows.map(view), total, page, pageSize };
}

/** How many dispatches wait for this actor: those they asked for themselves are somebody else's to decide. */
export function approvalsWaiting(reader: Reader, actor: Actor): number {
  if (!may(actor, 'approve')) return 0;
  return (reader.statement("SELECT count(*) AS n FROM approvals WHERE state = 'waiting' AND requested_by <> ?").get(actor.id) as { n: number }).n;
}

/** The last request for a dispatch, for those who may read it; null where none was made. */
export function lastApproval(reader: Reader, actor: Actor, dispatchId: string): ApprovalView | null {
  findToRead(reader, actor, dispatchId);
  const row = reader.statement(`${select} WHERE a.dispatch_id = @id ORDER BY a.requested_at DESC, a.id LIMIT 1`).get({ me: actor.id, id: dispatchId });
  return row ? view(row) : null;
}

/** Users who could approve what this one asks for. */
export function approverIds(reader: Reader, askerId: string): string[] {
  const rows = reader.statement('SELECT DISTINCT u.id FROM users u JOIN user_roles r ON r.user_id = u.id WHERE u.locked_at IS NULL AND u.id <> ? AND r.role IN (SELECT value FROM json_each(?))')
    .all(askerId, JSON.stringify(rolesThatMay('approve'))) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Names of those who could approve what this actor asks for; empty means that nobody can. */
export function approversBeside(reader: Reader, actor: Actor): string[] {
  const rows = reader.statement(`SELECT DISTINCT u.name FROM users u JOIN user_roles r ON r.user_id = u.id WHERE u.locked_at IS NULL AND u.id <> ? AND r.role IN (SELECT value FROM json_each(?)) ORDER BY u.name`)
    .all(actor.id, JSON.stringify(rolesThatMay('approve'))) as { name: string }[];
  return rows.map(({ name }) => name);
}

/** The letters before and after one on the list, for whoever looks through them all. */
export function lettersBeside(reader: Reader, actor: Actor, dispatchId: string, ordinal: number): { previous: string | null; next: string | null } {
  findToRead(reader, actor, dispatchId);
  const one = (sql: string) => (reader.statement(`SELECT id FROM letters WHERE dispatch_id = ? AND state <> 'removed' AND ${sql} LIMIT 1`).get(dispatchId, ordinal) as { id: string } | undefined)?.id ?? null;
  return { previous: one('ordinal < ? ORDER BY ordinal DESC'), next: one('ordinal > ? ORDER BY ordinal') };
}

/** Writes that the actor looked at what they may approve, or at one letter of it. */
export function noteLook(deps: Pick<SendingDeps, 'db' | 'clock'>, actor: Actor, dispatchId: string, letterId?: string): void {
  findToRead(deps.db, actor, dispatchId);
  deps.db.write((tx) => record(tx, {
    at: deps.clock.now(), actorId: actor.id, event: 'dispatch.viewed', subject: { kind: 'dispatch', id: dispatchId }, payload: { for: 'approval', ...(letterId ? { letterId } : {}) },
  }));
}
