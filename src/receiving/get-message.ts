import { sql } from 'drizzle-orm';
import { may, visibleCases, visibleDocuments, type Actor } from '../access/index.ts';
import { historyOf, record, type HistoryEntry } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { notFound } from '../core/errors.ts';
import type { Database, Reader } from '../db/index.ts';
import { maskCpr } from '../numbers/index.ts';
import { mayAnswer } from './answer-target.ts';
import { hideNumbers } from './clean-text.ts';
import type { MessageRecord } from './placing.ts';
import type { Addressed, FileKind, MessageKind, Place, Step, Why } from './types.ts';
import { findMessage, givenTo, mayPlace, visibleMessages } from './visible-messages.ts';

export type MessageFile = { position: number; kind: FileKind; label: string; filename: string; mime: string; /** What its author called it, where that is something else. */ claimed: string | null; size: number; /** Of a PDF, where they have been counted. */ pages: number | null };
export type Decided = { at: string; by: string | null; step: Step; why: Why; userName: string | null; groupName: string | null; caseTitle: string | null; note: string | null };
export type ThreadEntry = { id: string; kind: 'received' | 'sent'; title: string; who: string; at: string; /** Where it can be seen. */ href: string };

export type MessageDetail = {
  id: string; kind: MessageKind; /** A letter of ours that came back signed; it has no raw message. */ signed: boolean; title: string; sender: { kind: 'cpr' | 'cvr'; shown: string } | null; senderName: string; receivedAt: string; writtenAt: string | null; replyAllowed: boolean; replyBy: string | null;
  addressed: Addressed; body: string; files: MessageFile[]; rawSize: number; readable: 'waiting' | 'made' | 'none' | 'failed'; /** Why its scanned pages have no searchable PDF. */ unsearchable: string | null; place: Place; userId: string | null; userName: string | null; groupId: string | null; groupName: string | null;
  /** Null also where the reader may not see the case. */
  filed: { id: string; title: string; documentId: string | null } | null;
  decision: { step: Step; why: Why }; decisions: Decided[]; note: string | null; dueOn: string | null; late: boolean; answeredAt: string | null; thread: ThreadEntry[];
  /** What the reader may do with it. */
  may: { place: boolean; take: boolean; undo: boolean; reply: boolean };
};

type Named = MessageRecord & { written_at: string | null; readable: MessageDetail['readable']; searchable_reason: string | null; addressed: string; answered_at: string | null; userName: string | null; groupName: string | null; caseTitle: string | null; caseSeen: number; rawSize: number };

/** A message with everything a person needs to decide about it; not_found for one the actor does not see. CPR numbers are masked. */
export function getMessage(deps: { db: Database; clock: Clock }, actor: Actor, id: string): MessageDetail {
  const { db } = deps;
  const row = db.orm.get<Named>(sql`SELECT m.*, u.name AS userName, g.name AS groupName, c.title AS caseTitle, coalesce(${visibleCases(actor, sql`m.case_id`)}, 0) AS caseSeen, f.size AS rawSize
    FROM messages m JOIN fetched_memos f ON f.id = m.fetched_id LEFT JOIN users u ON u.id = m.user_id LEFT JOIN user_groups g ON g.id = m.group_id LEFT JOIN cases c ON c.id = m.case_id
    WHERE m.id = ${id} AND ${visibleMessages(actor)}`);
  if (!row) throw notFound();
  const files = db.statement('SELECT position, kind, label, filename, mime, claimed, size, pages FROM message_files WHERE message_id = ? ORDER BY position').all(id) as (MessageFile & { claimed: string })[];
  const decisions = decisionsOf(db, id);
  const placed = mayPlace(actor, row);
  return {
    id, kind: row.kind as MessageKind, signed: row.signature_id !== null, title: row.title, sender: row.sender_kind && row.sender_number ? { kind: row.sender_kind, shown: row.sender_kind === 'cpr' ? maskCpr(row.sender_number) : row.sender_number } : null,
    senderName: row.sender_name, receivedAt: row.received_at, writtenAt: row.written_at, replyAllowed: row.reply_allowed === 1, replyBy: row.reply_by, addressed: masked(JSON.parse(row.addressed) as Addressed), body: row.body,
    files: files.map((file) => ({ ...file, claimed: sameType(file.mime, file.claimed) ? null : file.claimed })), rawSize: row.rawSize, readable: row.readable, unsearchable: row.searchable_reason, place: row.place,
    userId: row.user_id, userName: row.userName, groupId: row.group_id, groupName: row.groupName, filed: row.case_id && row.caseSeen ? { id: row.case_id, title: row.caseTitle ?? '', documentId: row.document_id } : null,
    decision: JSON.parse(row.decision) as MessageDetail['decision'], decisions, note: row.note, dueOn: row.due_on, late: row.due_on !== null && row.due_on < localDay(deps.clock.now()) && row.place !== 'done', answeredAt: row.answered_at,
    thread: threadOf(db, actor, row), may: { place: placed, take: placed && row.user_id !== actor.id && row.place !== 'done', undo: placed && (decisions.length > 1 || row.place !== 'tray' || row.case_id !== null), reply: mayAnswer(actor, row) },
  };
}

const sameType = (mime: string, claimed: string) => claimed === '' || claimed.toLowerCase().split(';')[0]!.trim() === mime || (mime === 'application/octet-stream' && !/pdf|image/.test(claimed));

function masked(addressed: Addressed): Addressed {
  const { content, contactPoint } = addressed;
  return {
    ...addressed, content: { ...content, cpr: content.cpr && maskCpr(content.cpr) },
    contactPoint: contactPoint && { ...contactPoint, info: contactPoint.info.map(({ label, value }) => ({ label, value: hideNumbers(value) })) },
  };
}

function decisionsOf(reader: Reader, id: string): Decided[] {
  const rows = reader.statement(`SELECT d.at, b.name AS "by", d.step, d.why, u.name AS userName, g.name AS groupName, c.title AS caseTitle, d.note FROM message_decisions d
    LEFT JOIN users b ON b.id = d.by_user LEFT JOIN users u ON u.id = d.user_id LEFT JOIN user_groups g ON g.id = d.group_id LEFT JOIN cases c ON c.id = d.case_id WHERE d.message_id = ? ORDER BY d.id DESC`).all(id) as (Omit<Decided, 'why'> & { why: string })[];
  return rows.map((row) => ({ ...row, why: JSON.parse(row.why) as Why }));
}

/**
 * Both directions of a conversation, oldest first: what the reader may see of it. What somebody has sent themselves they know of,
 * also where it lies on a case they do not see: it leads to the dispatch.
 */
function threadOf(reader: Reader, actor: Actor, row: Pick<MessageRecord, 'id' | 'thread_id'>): ThreadEntry[] {
  type Found = Omit<ThreadEntry, 'kind' | 'href'>;
  const received = reader.orm.all<Found>(sql`SELECT m.id, m.title, m.sender_name AS who, m.received_at AS at FROM messages m WHERE m.thread_id = ${row.thread_id} AND ${visibleMessages(actor)}`);
  const seen = visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`);
  const sent = reader.orm.all<Found & { seen: number; dispatchId: string }>(sql`SELECT d.id, d.title, coalesce(l.recipient_name, '') AS who, coalesce(d.sent_at, d.created_at) AS at, ${seen} AS seen, l.dispatch_id AS dispatchId
    FROM (SELECT id FROM letters WHERE document_id = ${row.thread_id} UNION SELECT id FROM letters WHERE answers_message_id IN (SELECT id FROM messages WHERE thread_id = ${row.thread_id})) t
    CROSS JOIN letters l ON l.id = t.id CROSS JOIN documents d ON d.id = l.document_id CROSS JOIN dispatches s ON s.id = l.dispatch_id WHERE s.created_by = ${actor.id} OR ${seen}`);
  const entries = [
    ...received.map((each): ThreadEntry => ({ ...each, kind: 'received', href: `/modtaget/${each.id}` })),
    ...sent.map(({ seen: found, dispatchId, ...each }): ThreadEntry => ({ ...each, kind: 'sent', href: found ? `/dokumenter/${each.id}` : `/afsendelser/${dispatchId}` })),
  ];
  return entries.length < 2 ? [] : entries.sort((a, b) => a.at.localeCompare(b.at));
}

/** As `getMessage`; the log says that the actor saw it, and it is no longer new to those it was given to. */
export function openMessage(deps: { db: Database; clock: Clock }, actor: Actor, id: string): MessageDetail {
  const found = getMessage(deps, actor, id);
  deps.db.write((tx) => {
    const at = deps.clock.now();
    tx.orm.run(sql`UPDATE messages AS m SET opened_at = ${at.toISOString()}, opened_by = ${actor.id} WHERE id = ${id} AND opened_at IS NULL AND (${givenTo(actor)} OR (place = 'tray' AND ${may(actor, 'distribute') ? 1 : 0}))`);
    record(tx, { at, actorId: actor.id, event: 'message.viewed', subject: { kind: 'message', id } });
  });
  return found;
}

/** The post a signed letter came as, with why it lies where it does; null where there is none or the actor does not see it. */
export function signedPost(reader: Reader, actor: Actor, requestId: string): { id: string; why: Why } | null {
  const row = reader.orm.get<{ id: string; decision: string } | undefined>(sql`SELECT m.id, m.decision FROM messages m WHERE m.signature_id = ${requestId} AND ${visibleMessages(actor)}`);
  return row ? { id: row.id, why: (JSON.parse(row.decision) as { why: Why }).why } : null;
}

export function messageHistory(reader: Reader, actor: Actor, id: string): HistoryEntry[] {
  findMessage(reader, actor, id);
  return historyOf(reader, { kind: 'message', id }, { limit: 100 });
}

/** The bytes of one of its files, `raw` for the message itself as it came; logged. */
export function messageFile(deps: { db: Database; clock: Clock }, actor: Actor, id: string, position: number | 'raw', log = true): { blobId: string; filename: string; mime: string; size: number; sha256: string; pages: number | null } {
  const row = findMessage(deps.db, actor, id);
  if (position === 'raw' && row.signature_id) throw notFound('file_gone');
  const file = (position === 'raw'
    ? deps.db.statement("SELECT blob_id AS blobId, 'meddelelse.xml' AS filename, 'application/xml' AS mime, size, sha256, NULL AS pages FROM fetched_memos WHERE id = ?").get(row.fetched_id)
    : deps.db.statement('SELECT blob_id AS blobId, filename, mime, size, sha256, pages FROM message_files WHERE message_id = ? AND position = ?').get(id, position)) as ReturnType<typeof messageFile> | undefined;
  if (!file) throw notFound('file_gone');
  if (log) deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'message.downloaded', subject: { kind: 'message', id } }));
  return file;
}
