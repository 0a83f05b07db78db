import { may, type Actor } from '../access/index.ts';
import { historyOf, record, type HistoryEntry } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { certificateHash } from './certificate.ts';
import { contentHash, standings, type Standing } from './content.ts';
import { documentsByIds, pageSize } from './due.ts';
import type { Batch, DueDocument, LeftReason } from './types.ts';

type Deps = { db: Database; clock: Clock };
const select = `SELECT b.id, b.number, b.state, b.content_hash AS contentHash, b.documents, p.name AS proposedBy, b.proposed_at AS proposedAt, b.note,
  d.name AS decidedBy, b.decided_at AS decidedAt, b.decision_note AS decisionNote, b.grace_until AS graceUntil, b.started_at AS startedAt, b.destroyed_at AS destroyedAt,
  (SELECT count(*) FROM disposal_batch_documents x WHERE x.batch_id = b.id AND x.outcome = 'destroyed') AS destroyed, (SELECT count(*) FROM disposal_batch_documents x WHERE x.batch_id = b.id AND x.outcome = 'left') AS left, b.proposed_by = @me AS mine
  FROM disposal_batches b JOIN users p ON p.id = b.proposed_by LEFT JOIN users d ON d.id = b.decided_by`;
const batchOf = (row: unknown): Batch => ({ ...(row as Batch), mine: (row as { mine: number }).mine === 1 });

/** Batches: those that wait for somebody, those being destroyed, those that will be, then the newest. not_found without the right. */
export function listBatches(reader: Reader, actor: Actor, page: number): { rows: Batch[]; total: number; page: number; pageSize: number } {
  if (!may(actor, 'dispose')) throw notFound();
  const { total } = reader.statement('SELECT count(*) AS total FROM disposal_batches').get() as { total: number };
  const rows = reader.statement(`${select} ORDER BY CASE b.state WHEN 'waiting' THEN 0 WHEN 'destroying' THEN 1 WHEN 'approved' THEN 2 ELSE 3 END, b.number DESC LIMIT ${pageSize} OFFSET @skip`).all({ me: actor.id, skip: (Math.max(1, page) - 1) * pageSize });
  return { rows: rows.map(batchOf), total, page, pageSize };
}

/** Batches that are destroyed and have their certificate, the newest first. not_found without the right. */
export function listCertificates(reader: Reader, actor: Actor, page: number): { rows: Batch[]; total: number; page: number; pageSize: number } {
  if (!may(actor, 'dispose')) throw notFound();
  const { total } = reader.statement("SELECT count(*) AS total FROM disposal_batches WHERE state = 'destroyed'").get() as { total: number };
  const rows = reader.statement(`${select} WHERE b.state = 'destroyed' ORDER BY b.destroyed_at DESC, b.number DESC LIMIT ${pageSize} OFFSET @skip`).all({ me: actor.id, skip: (Math.max(1, page) - 1) * pageSize });
  return { rows: rows.map(batchOf), total, page, pageSize };
}

/** How many wait for this actor to decide: their own are somebody else's. */
export function batchesToApprove(reader: Reader, actor: Actor): number {
  if (!may(actor, 'approve_disposal')) return 0;
  return (reader.statement("SELECT count(*) AS n FROM disposal_batches WHERE state = 'waiting' AND proposed_by <> ?").get(actor.id) as { n: number }).n;
}

export function findBatch(reader: Reader, actor: Actor, id: string): Batch {
  if (!may(actor, 'dispose')) throw notFound();
  const row = reader.statement(`${select} WHERE b.id = @id`).get({ me: actor.id, id });
  if (!row) throw notFound();
  return batchOf(row);
}

/** Why a batch cannot be approved as it is: so many are not seen by the actor, are held, have another day, or are not what was proposed. */
export type Obstacles = { unseen: number; held: number; later: number; changed: boolean };

/** How the documents of a batch stand now, and whether they are still exactly what was laid before a second person. */
export function obstaclesOf(reader: Reader, actor: Actor, batch: Batch, today: string): Obstacles {
  const ids = (reader.statement('SELECT document_id AS id FROM disposal_batch_documents WHERE batch_id = ?').all(batch.id) as { id: string }[]).map(({ id }) => id);
  const standing = standings(reader, actor, ids, today);
  const count = (...kinds: Standing['ok'][]) => standing.filter(({ ok }) => kinds.includes(ok)).length;
  return { unseen: count('unseen'), held: count('held'), later: count('later', 'restless'), changed: contentHash(reader, standing) !== batch.contentHash };
}

/** A document that was left alone; `row` null where it is no more or the actor does not see it. */
export type LeftDocument = { why: LeftReason; row: DueDocument | null };

export type BatchPage = { left: LeftDocument[]; /** SHA-256 of its certificate. */ certificate: string | null; batch: Batch; rows: (DueDocument & { held: boolean })[]; total: number; page: number; pageSize: number; obstacles: Obstacles | null; history: HistoryEntry[] };

/** A batch and the documents of it that the actor sees; opening it is logged, asking again how far it has come (`again`) is not. Page 1 is the first. */
export function openBatch(deps: Deps, actor: Actor, id: string, page: number, again = false): BatchPage {
  const { db, clock } = deps;
  const batch = findBatch(db, actor, id);
  const today = localDay(clock.now());
  const ids = (db.statement('SELECT document_id AS id FROM disposal_batch_documents WHERE batch_id = ? ORDER BY due, document_id').all(id) as { id: string }[]).map((row) => row.id);
  const standing = new Map(standings(db, actor, ids, today).map((each) => [each.id, each.ok]));
  const seen = ids.filter((each) => standing.has(each) && standing.get(each) !== 'unseen');
  const rows = documentsByIds(db, seen.slice((page - 1) * pageSize, page * pageSize)).map((row) => ({ ...row, held: standing.get(row.id) === 'held' }));
  if (!again) db.write((tx) => record(tx, { at: clock.now(), actorId: actor.id, event: 'disposal.viewed', subject: { kind: 'disposal_batch', id } }));
  return { left: leftAlone(db, id, seen), certificate: certificateHash(db, id), batch, rows, total: seen.length, page, pageSize, obstacles: batch.state === 'waiting' ? obstaclesOf(db, actor, batch, today) : null, history: historyOf(db, { kind: 'disposal_batch', id }, { limit: 20 }) };
}

function leftAlone(reader: Reader, batchId: string, seen: string[]): LeftDocument[] {
  const left = reader.statement("SELECT document_id AS id, why FROM disposal_batch_documents WHERE batch_id = ? AND outcome = 'left' ORDER BY due, document_id").all(batchId) as { id: string; why: LeftReason }[];
  const rows = new Map(documentsByIds(reader, left.map(({ id }) => id).filter((id) => seen.includes(id))).map((row) => [row.id, row]));
  return left.map(({ id, why }) => ({ why, row: rows.get(id) ?? null }));
}
