import { createHash } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Problem, unavailable } from '../core/errors.ts';
import type { StoredBlob } from '../files/index.ts';
import { setStatus } from '../queue/index.ts';
import type { Mailbox, ReceivingDeps } from './ports.ts';

/** Messages under way together: their rows and marks share a transaction each. */
const together = 8;

export type Fetched = { /** What waited. */ listed: number; /** New here. */ fetched: number; /** Given their receipt and taken out of the queue. */ cleared: number; /** Left where they are for next time, by reason. */ left: Record<string, number> };

type Known = { id: string; memo_id: string; message_uuid: string | null; acknowledged_at: string | null };

/**
 * Fetches what waits (facts: digital-post 3.5): stores the raw message durably, gives the positive receipt, deletes. Each
 * step is written down before the next, so that one cut off anywhere goes on from there: what is stored already is not
 * fetched again, a receipt or deletion made twice is harmless. A message that cannot be fetched does not hold the
 * others back. `maxBytes` bounds one message. Throws as the mailbox does where nothing can be listed, and on a full disk.
 */
export async function fetchMail(deps: ReceivingDeps, mailbox: Mailbox, options: { maxBytes: number }): Promise<Fetched> {
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
  for (let start = 0; start < all.length; start += together) {
    const ids = all.slice(start, start + together);
    const fresh = await settled(ids.filter((id) => known.get(id) === undefined), (id) => store(deps, mailbox, id, options.maxBytes), leave);
    if (fresh.length > 0) deps.db.write((tx) => {
      for (const each of fresh) {
        const id = deps.ids.uuid();
        const at = deps.clock.now();
        deps.files.record(tx, each.blob);
        tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, message_uuid, state, stored_at) VALUES (?, ?, ?, ?, ?, ?, 'stored', ?)")
          .run(id, each.memoId, each.blob.id, each.blob.size, each.blob.sha256, each.messageUuid, at.toISOString());
        record(tx, { at, actorId: null, event: 'message.stored', subject: { kind: 'message', id }, payload: { sha256: each.blob.sha256, size: each.blob.size } });
      }
      result.fetched += fresh.length;
    });
    const here = ids.map((id) => known.get(id) as Known | undefined).filter((row) => row !== undefined);
    const receipts = await settled(here, async (row) => ({ row, given: await mailbox.acknowledge(row.memo_id, uuidFor(row)) }), leave);
    if (receipts.length > 0) deps.db.write((tx) => {
      const mark = tx.statement('UPDATE fetched_memos SET acknowledged_at = coalesce(acknowledged_at, ?), receipt = coalesce(receipt, ?) WHERE id = ?');
      for (const { row, given } of receipts) mark.run(deps.clock.now().toISOString(), given, row.id);
    });
    const gone = await settled(receipts, ({ row }) => mailbox.deleteMemo(row.memo_id).then(() => row), leave);
    if (gone.length > 0) deps.db.write((tx) => {
      const mark = tx.statement('UPDATE fetched_memos SET deleted_at = coalesce(deleted_at, ?) WHERE id = ?');
      for (const row of gone) mark.run(deps.clock.now().toISOString(), row.id);
    });
    result.cleared += gone.length;
  }
  deps.db.write((tx) => setStatus(tx, 'mail', { listed: result.listed, fetched: result.fetched, left: result.left }, deps.clock.now()));
  return result;
}

/** Does it for each side by side; what `leave` answers null for is left out. */
async function settled<In, Out>(items: In[], work: (item: In) => Promise<Out | null>, leave: (error: unknown) => null): Promise<Out[]> {
  const done = await Promise.all(items.map((item) => work(item).then((value) => ({ value }), (error: unknown) => ({ error }))));
  return done.map((each) => ('error' in each ? leave(each.error) : each.value)).filter((each) => each !== null) as Out[];
}

async function store(deps: ReceivingDeps, mailbox: Mailbox, memoId: string, maxBytes: number): Promise<{ memoId: string; blob: StoredBlob; messageUuid: string | null } | null> {
  const memo = await mailbox.fetchMemo(memoId);
  if (memo === null) return null;
  let head = '';
  const watched = (async function* () {
    for await (const piece of memo.content) {
      if (head.length < 65_536) head += Buffer.from(piece.subarray(0, 65_536)).toString('latin1');
      yield piece;
    }
  })();
  const blob = await deps.files.put(watched, { bytes: maxBytes, tooLarge: () => unavailable('mail.too_large') });
  return { memoId, blob, messageUuid: /:?messageUUID\s*>\s*([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\s*</i.exec(head)?.[1]?.toLowerCase() ?? null };
}

/** What the receipt names where no UUID could be seen: the id it was fetched by, or one made of it. */
function uuidFor(row: Known): string {
  if (row.message_uuid !== null) return row.message_uuid;
  if (/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(row.memo_id)) return row.memo_id;
  const hex = createHash('sha256').update(row.memo_id).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
