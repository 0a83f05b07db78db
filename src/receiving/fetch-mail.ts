import { createHash } from 'node:crypto';
import { addReceipt } from '../archive/index.ts';
import { record } from '../audit/index.ts';
import { Problem, unavailable } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';
import { setStatus } from '../queue/index.ts';
import type { Mailbox, ReceivingDeps } from './ports.ts';

/** Calls under way together, and messages whose rows, with the marks of those before them, share a transaction. */
const together = 16;
/** The message's id stands in its first lines. */
const headBytes = 8192;

export type Fetched = { /** What waited. */ listed: number; /** New here. */ fetched: number; /** Given their receipt and taken out of the queue. */ cleared: number; /** Left where they are for next time, by reason. */ left: Record<string, number> };

type Known = { id: string; memo_id: string; message_uuid: string | null; acknowledged_at: string | null };

/**
 * Fetches what waits (facts: digital-post 3.5): stores the raw message durably, gives the positive receipt, deletes. Each
 * step is written down before the next, so that one cut off anywhere goes on from there: what is stored already is not
 * fetched again, a receipt or deletion made twice is harmless. Messages are in different steps at a time. A message that cannot be fetched does not hold the
 * others back. `maxBytes` bounds one message; `onStored` is told whenever some are here to be read. Throws as the mailbox does where nothing can be listed, and on a full disk.
 */
export async function fetchMail(deps: ReceivingDeps, mailbox: Mailbox, options: { maxBytes: number; onStored?: () => void }): Promise<Fetched> {
  const listed = await mailbox.listMemos();
  const result: Fetched = { listed: listed.length, fetched: 0, cleared: 0, left: {} };
  const known = deps.db.statement('SELECT id, memo_id, message_uuid, acknowledged_at FROM fetched_memos WHERE memo_id = ?');
  const begun = deps.db.statement('SELECT memo_id AS id FROM fetched_memos WHERE deleted_at IS NULL ORDER BY stored_at LIMIT 10000').all() as { id: string }[];
  const all = [...new Set([...begun.map(({ id }) => id), ...listed])];
  const leave = (error: unknown) => {
    // A full disk or a broken database is no fault of the message: everything stops, nothing is given a receipt.
    if (!(error instanceof Problem)) throw error;
    const reason = String(error.values.reason ?? error.reason);
    result.left[reason] = (result.left[reason] ?? 0) + 1;
    return null;
  };
  const line = openLine();
  const fresh: (Fresh & { files: Together })[] = [];
  const cleared: Cleared[] = [];
  let files = deps.files.together();
  const take = async (id: string) => {
    const mine = files;
    const stored = await store(mine, mailbox, id, options.maxBytes).catch(leave);
    if (stored) fresh.push({ ...stored, files: mine });
  };
  const clear = async (row: Known) => {
    const given = await mailbox.acknowledge(row.memo_id, uuidFor(row)).catch(leave);
    if (given === null) return;
    const gone = await mailbox.deleteMemo(row.memo_id).then(() => true, (error: unknown) => leave(error) ?? false);
    cleared.push({ row, given, gone });
    if (gone) result.cleared += 1;
  };
  /** One flush: what was cleared before, and what is here now. Until a mark is written the step is made again, without harm. */
  const write = async () => {
    const [stored, marked] = [fresh.splice(0), cleared.splice(0)];
    files = deps.files.together();
    for (const each of new Set(stored.map((one) => one.files))) await each.flush();
    deps.db.write((tx) => {
      mark(tx, deps, marked);
      for (const each of stored) enter(tx, deps, each);
    });
    result.fetched += stored.length;
    if (stored.length > 0) options.onStored?.();
    for (const { memoId } of stored) line.add(clear(known.get(memoId) as Known));
  };
  const ids = all.values();
  try {
    for (let next = ids.next(); !next.done || line.size() > 0 || fresh.length + cleared.length > 0;) {
      for (; !next.done && line.size() < together; next = ids.next()) {
        const row = known.get(next.value) as Known | undefined;
        line.add(row === undefined ? take(next.value) : clear(row));
      }
      if (line.size() > 0 && fresh.length < together && cleared.length < 2 * together) await line.oneMore();
      else if (fresh.length + cleared.length > 0) await write();
      line.check();
    }
  } finally {
    await line.end();
  }
  line.check();
  deps.db.write((tx) => setStatus(tx, 'mail', { listed: result.listed, fetched: result.fetched, cleared: result.cleared, left: result.left }, deps.clock.now()));
  return result;
}

type Together = ReturnType<ReceivingDeps['files']['together']>;

/** Work under way. What goes wrong in any of it comes out of `check`. */
function openLine() {
  const going = new Set<Promise<void>>();
  let broken: { error: unknown } | null = null;
  return {
    size: () => going.size,
    add(work: Promise<void>) {
      const done: Promise<void> = work.catch((error: unknown) => { broken ??= { error }; }).finally(() => going.delete(done));
      going.add(done);
    },
    oneMore: () => Promise.race(going),
    check() {
      if (broken) throw broken.error;
    },
    end: () => Promise.all(going),
  };
}

type Cleared = { row: Known; given: string; gone: boolean };
type Fresh = { memoId: string; blob: StoredBlob; messageUuid: string | null };

function mark(tx: Tx, deps: ReceivingDeps, cleared: Cleared[]): void {
  const at = deps.clock.now().toISOString();
  const set = tx.statement('UPDATE fetched_memos SET acknowledged_at = coalesce(acknowledged_at, ?), receipt = coalesce(receipt, ?), deleted_at = coalesce(deleted_at, ?) WHERE id = ?');
  for (const { row, given, gone } of cleared) {
    set.run(at, given, gone ? at : null, row.id);
    fileReceipt(tx, deps, row.id);
  }
}

/** It may have been read and filed while the receipt was on its way: then the receipt comes after. */
function fileReceipt(tx: Tx, deps: ReceivingDeps, fetchedId: string): void {
  const filed = tx.statement(`SELECT m.document_id AS documentId, f.receipt AS raw, f.acknowledged_at AS at FROM messages m JOIN fetched_memos f ON f.id = m.fetched_id
    WHERE m.fetched_id = ? AND m.document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM document_receipts r WHERE r.document_id = m.document_id)`).get(fetchedId) as { documentId: string; raw: string; at: string } | undefined;
  if (filed) addReceipt(tx, deps, { documentId: filed.documentId, kind: 'business', status: 'COMPLETED', raw: filed.raw, at: new Date(filed.at) });
}

function enter(tx: Tx, deps: ReceivingDeps, { memoId, blob, messageUuid }: Fresh): void {
  const id = deps.ids.uuid();
  const at = deps.clock.now();
  deps.files.record(tx, blob);
  tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, message_uuid, state, stored_at) VALUES (?, ?, ?, ?, ?, ?, 'stored', ?)")
    .run(id, memoId, blob.id, blob.size, blob.sha256, messageUuid, at.toISOString());
  record(tx, { at, actorId: null, event: 'message.stored', subject: { kind: 'message', id }, payload: { sha256: blob.sha256, size: blob.size } });
}

async function store(files: Together, mailbox: Mailbox, memoId: string, maxBytes: number): Promise<Fresh | null> {
  const memo = await mailbox.fetchMemo(memoId);
  if (memo === null) return null;
  let head = '';
  const watched = (async function* () {
    for await (const piece of memo.content) {
      if (head.length < headBytes) head += Buffer.from(piece.subarray(0, headBytes)).toString('latin1');
      yield piece;
    }
  })();
  const blob = await files.put(watched, { bytes: maxBytes, tooLarge: () => unavailable('mail.too_large') });
  return { memoId, blob, messageUuid: /:?messageUUID\s*>\s*([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\s*</i.exec(head)?.[1]?.toLowerCase() ?? null };
}

/** What the receipt names where no UUID could be seen: the id it was fetched by, or one made of it. */
function uuidFor(row: Known): string {
  if (row.message_uuid !== null) return row.message_uuid;
  if (/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(row.memo_id)) return row.memo_id;
  const hex = createHash('sha256').update(row.memo_id).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
