import { record } from '../audit/index.ts';
import { Problem } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';
import { enqueue } from '../queue/index.ts';
import { recipientName } from '../people/index.ts';
import { fileType } from './file-type.ts';
import { lookupsOf } from './lookups.ts';
import { caseOfNumber, messageRecord, placeMessage } from './placing.ts';
import type { MemoReader, ReceivingDeps } from './ports.ts';
import { receiversOf, tellOf } from './place-by-hand.ts';
import { decide } from './rules.ts';
import { unaddressed, type Addressed, type Understood, type UnderstoodFile } from './types.ts';
import { understand } from './understand.ts';

/** Readings that ended the process before a message is left to a person. */
const mostAttempts = 3;
/** Messages and bytes read at a time. */
const batch = { messages: 16, bytes: 16_000_000 };
/** From so many bytes the memory a reading takes could end the process. */
const heavyBytes = 2_000_000;

type Stored = { id: string; memo_id: string; blob_id: string; size: number; attempts: number; stored_at: string };
type Taken = { stored: Stored; message: Understood; files: { file: UnderstoodFile; blob: StoredBlob; mime: string }[] } | { stored: Stored; problem: string };

/** What happened to what was stored. `filed` and `assigned` count those that found a case and a person by themselves. */
export type TakenIn = { read: number; unreadable: number; repeated: number; filed: number; assigned: number; tray: number };

/**
 * Reads every stored message that nobody has read yet, keeps its files each as a blob of its own, and distributes it. What
 * cannot be read is shown to a person as it is. A crash anywhere begins with the same message again.
 */
export async function takeIn(deps: ReceivingDeps, readMemo: MemoReader): Promise<TakenIn> {
  const result: TakenIn = { read: 0, unreadable: 0, repeated: 0, filed: 0, assigned: 0, tray: 0 };
  for (;;) {
    const waiting = deps.db.statement("SELECT id, memo_id, blob_id, size, attempts, stored_at FROM fetched_memos WHERE state = 'stored' ORDER BY stored_at, id LIMIT ?").all(batch.messages) as Stored[];
    if (waiting.length === 0) return result;
    let bytes = 0;
    const now = waiting.filter(({ size }, index) => (bytes += size) <= batch.bytes || index === 0);
    const heavy = now.filter(({ size }) => size > heavyBytes);
    if (heavy.length > 0) deps.db.write((tx) => { for (const { id } of heavy) tx.statement('UPDATE fetched_memos SET attempts = attempts + 1 WHERE id = ?').run(id); });
    // While one's files are flushed the next is read.
    const files = deps.files.together();
    const taken = await Promise.all(now.map((stored) => readOne(deps, files, stored, readMemo)));
    await files.flush();
    deps.db.write((tx) => { for (const each of taken) enter(tx, deps, each, result); });
  }
}

async function readOne(deps: ReceivingDeps, files: ReturnType<ReceivingDeps['files']['together']>, stored: Stored, readMemo: MemoReader): Promise<Taken> {
  if (stored.attempts >= mostAttempts) return { stored, problem: 'message.ends_the_reading' };
  const xml = await deps.files.read(stored.blob_id);
  let message: Understood;
  try {
    message = understand(readMemo(xml));
  } catch (error) {
    if (error instanceof Problem) return { stored, problem: error.reason };
    // A message nobody foresaw must not hold back those behind it.
    deps.log.error({ error: (error as Error).name, at: (error as Error).stack?.split('\n')[1]?.trim() }, 'a message could not be understood');
    return { stored, problem: 'message.ends_the_reading' };
  }
  const blobs = await Promise.all(message.files.map(({ content }) => files.put(content)));
  return { stored, message, files: message.files.map((file, index) => ({ file, blob: blobs[index]!, mime: fileType(file.content, file.filename, file.claimed) })) };
}

function enter(tx: Tx, deps: ReceivingDeps, taken: Taken, result: TakenIn): void {
  const at = deps.clock.now();
  const { stored } = taken;
  if ('problem' in taken) {
    settle(tx, stored, 'unreadable', taken.problem);
    enterUnreadable(tx, deps, stored, taken.problem, at);
    result.unreadable += 1;
    result.tray += 1;
    return;
  }
  const { message } = taken;
  const earlier = message.messageUuid ? (tx.statement('SELECT m.id, f.sha256 FROM messages m JOIN fetched_memos f ON f.id = m.fetched_id WHERE m.message_uuid = ?').get(message.messageUuid) as { id: string; sha256: string } | undefined) : undefined;
  if (earlier) {
    for (const { blob } of taken.files) deps.files.drop(blob.id);
    const mine = (tx.statement('SELECT sha256 FROM fetched_memos WHERE id = ?').get(stored.id) as { sha256: string }).sha256;
    if (mine === earlier.sha256) {
      settle(tx, stored, 'repeated', null);
      record(tx, { at, actorId: null, event: 'message.repeated', subject: { kind: 'message', id: earlier.id } });
      result.repeated += 1;
      return;
    }
    // The same id with another content: somebody must see both.
    settle(tx, stored, 'unreadable', 'message.same_id_other_content');
    enterUnreadable(tx, deps, stored, 'message.same_id_other_content', at);
    result.unreadable += 1;
    result.tray += 1;
    return;
  }
  settle(tx, stored, 'read', null);
  const known = message.sender ? recipientName(tx, message.sender)?.name : undefined;
  insert(tx, stored, {
    uuid: message.messageUuid, kind: message.kind, title: message.title, sender: message.sender, senderName: known ?? message.senderName, contactPoint: message.senderContactPoint, writtenAt: message.writtenAt,
    replyAllowed: message.replyAllowed, replyBy: message.replyBy, addressed: message.addressed, body: message.body, attachments: message.files.filter(({ kind }) => kind === 'additional').length,
    readable: message.kind === 'sms' ? 'none' : 'waiting', why: '{}',
  });
  const file = tx.statement('INSERT INTO message_files (message_id, position, kind, label, filename, mime, claimed, blob_id, sha256, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const [position, each] of taken.files.entries()) {
    deps.files.record(tx, each.blob);
    file.run(stored.id, position, each.file.kind, each.file.label, each.file.filename, each.mime, each.file.claimed, each.blob.id, each.blob.sha256, each.blob.size);
  }
  record(tx, { at, actorId: null, event: 'message.read', subject: { kind: 'message', id: stored.id } });
  if (message.kind === 'letter') enqueue(tx, { kind: 'make-message-readable', key: `readable-${stored.id}`, payload: { messageId: stored.id }, runAt: at, now: at });
  distribute(tx, deps, stored.id, { ...message, senderName: known ?? message.senderName, types: taken.files.filter((each) => each.file.kind === 'additional').map((each) => each.mime) }, result);
  result.read += 1;
}

function settle(tx: Tx, { id }: Stored, state: 'read' | 'unreadable' | 'repeated', problem: string | null): void {
  tx.statement('UPDATE fetched_memos SET state = ?, problem = ? WHERE id = ?').run(state, problem, id);
}

function enterUnreadable(tx: Tx, deps: ReceivingDeps, stored: Stored, problem: string, at: Date): void {
  const why = { key: problem, values: {} };
  insert(tx, stored, {
    uuid: null, kind: 'unreadable', title: '', sender: null, senderName: '', contactPoint: null, writtenAt: null, replyAllowed: false, replyBy: null, addressed: unaddressed, body: '', attachments: 0, readable: 'none',
    why: JSON.stringify({ step: 'unreadable', why }),
  });
  tx.statement("INSERT INTO message_decisions (message_id, at, step, why, place) VALUES (?, ?, 'unreadable', ?, 'tray')").run(stored.id, at.toISOString(), JSON.stringify(why));
  record(tx, { at, actorId: null, event: 'message.unreadable', subject: { kind: 'message', id: stored.id }, payload: { reason: why } });
}

type Row = {
  uuid: string | null; kind: string; title: string; sender: Understood['sender']; senderName: string; contactPoint: string | null; writtenAt: string | null; replyAllowed: boolean; replyBy: string | null;
  addressed: Addressed; body: string; attachments: number; readable: 'waiting' | 'none'; why: string;
};

/** A message and what it was fetched as have one id. */
function insert(tx: Tx, stored: Stored, row: Row): void {
  tx.statement(`INSERT INTO messages (id, fetched_id, message_uuid, kind, title, sender_kind, sender_number, sender_name, sender_contact_point, received_at, written_at, reply_allowed, reply_by,
    addressed, body, attachments, readable, place, thread_id, decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'tray', ?, ?)`).run(
    stored.id, stored.id, row.uuid, row.kind, row.title, row.sender?.kind ?? null, row.sender?.number ?? null, row.senderName, row.contactPoint, stored.stored_at, row.writtenAt, row.replyAllowed ? 1 : 0, row.replyBy,
    JSON.stringify(row.addressed), row.body, row.attachments, row.readable, stored.id, row.why);
}

/** The program's own decision, applied. */
function distribute(tx: Tx, deps: ReceivingDeps, id: string, message: Parameters<typeof decide>[0], result: TakenIn): void {
  const at = deps.clock.now();
  const decision = decide(message, lookupsOf(tx));
  const caseId = decision.file ?? (decision.fileFor ? caseOfNumber(tx, deps, decision.fileFor, message.addressed.content.name, { actorId: null, at }) : null);
  const thread = threadAnswered(tx, decision.letterId) ?? decision.documentId ?? threadOf(tx, message.addressed);
  if (decision.letterId || thread) tx.statement('UPDATE messages SET letter_id = ?, thread_id = coalesce(?, thread_id) WHERE id = ?').run(decision.letterId, thread, id);
  placeMessage(tx, deps, messageRecord(tx, id), {
    to: { place: decision.target ? 'assigned' : 'tray', userId: decision.target?.userId ?? null, groupId: decision.target?.groupId ?? null, caseId, note: null, dueOn: null },
    step: decision.step, why: decision.why, event: 'message.distributed', actorId: null, at,
  });
  if (decision.target) for (const userId of receiversOf(tx, decision.target, at)) tellOf(tx, deps, userId, 1, at);
  if (caseId) result.filed += 1;
  if (decision.target) result.assigned += 1;
  else result.tray += 1;
}

/** The conversation that the letter it answers is an answer in itself. */
function threadAnswered(tx: Tx, letterId: string | null): string | null {
  const row = tx.statement('SELECT m.thread_id AS thread FROM letters l JOIN messages m ON m.id = l.answers_message_id WHERE l.id = ?').get(letterId) as { thread: string } | undefined;
  return row?.thread ?? null;
}

/** The conversation of the message it names, where that is one we received. */
function threadOf(tx: Tx, { replies }: Addressed): string | null {
  for (const { messageUuid } of replies) {
    const row = messageUuid ? (tx.statement('SELECT thread_id AS thread FROM messages WHERE message_uuid = ?').get(messageUuid) as { thread: string } | undefined) : undefined;
    if (row) return row.thread;
  }
  return null;
}
