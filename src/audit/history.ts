import type { Reader } from '../db/index.ts';
import type { AuditEvent, SubjectKind } from './events.ts';

export type HistoryEntry = {
  seq: number;
  at: string;
  actorName: string | null;
  event: AuditEvent;
  subject: { kind: SubjectKind; id: string };
  payload: Record<string, unknown> | null;
};

type Row = { seq: number; at: string; name: string | null; event: string; subject_kind: string; subject_id: string; payload: string | null };

/**
 * Newest first, at most `limit` entries older than `before`, of what happened to a subject or to
 * something that belongs to it. `file`: only what was about one file of a document. The caller has already found the subject through the actor.
 */
export function historyOf(reader: Reader, subject: { kind: SubjectKind; id: string }, page: { limit: number; before?: number | undefined; file?: { role: string; position: number } | undefined }): HistoryEntry[] {
  // A case of thousands of letters has tens of thousands of entries: no more of either kind is read than is shown, but where it must be looked for.
  const before = page.before ?? Number.MAX_SAFE_INTEGER;
  const rows = reader.statement(`
    SELECT e.seq, e.at, u.name, e.event, e.subject_kind, e.subject_id, p.payload
    FROM (
      SELECT * FROM (SELECT * FROM audit_entries WHERE subject_kind = @kind AND subject_id = @id AND seq < @before ORDER BY seq DESC LIMIT @each)
      UNION SELECT * FROM (SELECT * FROM audit_entries WHERE parent_kind = @kind AND parent_id = @id AND seq < @before ORDER BY seq DESC LIMIT @each)
    ) e LEFT JOIN audit_payloads p USING (seq) LEFT JOIN users u ON u.id = e.actor_id
    WHERE @role IS NULL OR (json_extract(p.payload, '$.role') = @role AND coalesce(json_extract(p.payload, '$.position'), 0) = @position)
    ORDER BY e.seq DESC LIMIT @limit`).all({ ...subject, before, limit: page.limit, each: page.file ? -1 : page.limit, role: page.file?.role ?? null, position: page.file?.position ?? null }) as Row[];
  return entriesOf(rows);
}

/** Newest first, at most `limit` entries older than `before`, of what a user did and saw, and of what was done to their access. For whoever may see users. */
export function historyOfUser(reader: Reader, id: string, page: { limit: number; before?: number | undefined }): HistoryEntry[] {
  return entriesOf(reader.statement(`
    SELECT e.seq, e.at, u.name, e.event, e.subject_kind, e.subject_id, p.payload
    FROM (
      SELECT * FROM (SELECT * FROM audit_entries WHERE actor_id = @id AND seq < @before ORDER BY seq DESC LIMIT @limit)
      UNION SELECT * FROM (SELECT * FROM audit_entries WHERE subject_kind = 'user' AND subject_id = @id AND seq < @before ORDER BY seq DESC LIMIT @limit)
    ) e LEFT JOIN audit_payloads p USING (seq) LEFT JOIN users u ON u.id = e.actor_id
    ORDER BY e.seq DESC LIMIT @limit`).all({ id, limit: page.limit, before: page.before ?? Number.MAX_SAFE_INTEGER }) as Row[]);
}

const entriesOf = (rows: Row[]): HistoryEntry[] => rows.map((row) => ({
  seq: row.seq,
  at: row.at,
  actorName: row.name,
  event: row.event as AuditEvent,
  subject: { kind: row.subject_kind as SubjectKind, id: row.subject_id },
  payload: row.payload === null ? null : (JSON.parse(row.payload) as Record<string, unknown>),
}));
