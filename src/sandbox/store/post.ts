import { randomUUID } from 'node:crypto';
import type { Store } from './open.ts';

/** Mail for an organisation's recipient system, as it waits to be fetched (facts: digital-post 3.5). */
export type PostRow = {
  id: string; sequence: number; recipient: string; uuid: string; title: string; sender_label: string; content_type: string; created_at: number;
  /** Lies in the mailbox but is not offered to the system: from before the system was set up. */
  old: number;
  fetched: number; receipts: number; negative: number; receipt: string | null; deleted_at: number | null; deletes: number;
};

export const postTables = [
  `CREATE TABLE IF NOT EXISTS post (
    id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, recipient TEXT NOT NULL, uuid TEXT NOT NULL, title TEXT NOT NULL, sender_label TEXT NOT NULL, content_type TEXT NOT NULL,
    created_at INTEGER NOT NULL, old INTEGER NOT NULL DEFAULT 0, fetched INTEGER NOT NULL DEFAULT 0, receipts INTEGER NOT NULL DEFAULT 0, negative INTEGER NOT NULL DEFAULT 0,
    receipt TEXT, deleted_at INTEGER, deletes INTEGER NOT NULL DEFAULT 0, xml BLOB NOT NULL)`,
  `CREATE INDEX IF NOT EXISTS post_waiting ON post (recipient, deleted_at, sequence)`,
  `CREATE INDEX IF NOT EXISTS post_sequence ON post (sequence)`,
  `CREATE TABLE IF NOT EXISTS system_fetch (
    id TEXT PRIMARY KEY, recipient TEXT NOT NULL, mailbox TEXT NOT NULL, organisation TEXT NOT NULL, contact_point TEXT NOT NULL,
    from_time TEXT, to_time TEXT, total INTEGER NOT NULL, created_at INTEGER NOT NULL)`,
];

const columns = 'id, sequence, recipient, uuid, title, sender_label, content_type, created_at, old, fetched, receipts, negative, receipt, deleted_at, deletes';
const waiting = 'FROM post WHERE recipient = ? AND deleted_at IS NULL AND old = 0';

export type NewPost = { recipient: string; uuid: string; title: string; senderLabel: string; contentType: string; xml: Uint8Array; at: number; old?: boolean };

/** Puts mail into the queue; answers the id it is fetched by. */
export function addPost(store: Store, post: NewPost): string {
  const id = randomUUID();
  store.query(`INSERT INTO post (id, sequence, recipient, uuid, title, sender_label, content_type, created_at, old, xml)
    VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM post), ?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(id, post.recipient, post.uuid, post.title, post.senderLabel, post.contentType, post.at, post.old ? 1 : 0, post.xml);
  return id;
}

/** Ids that wait, oldest first. */
export function waitingPost(store: Store, recipient: string, page: number, size: number): { ids: string[]; total: number } {
  const ids = store.query<{ id: string }, [string, number, number]>(`SELECT id ${waiting} ORDER BY sequence LIMIT ? OFFSET ?`).all(recipient, size, page * size);
  const { total } = store.query<{ total: number }, [string]>(`SELECT count(*) AS total ${waiting}`).get(recipient)!;
  return { ids: ids.map(({ id }) => id), total };
}

export function findPost(store: Store, recipient: string, id: string): (PostRow & { xml: Uint8Array }) | null {
  return store.query<PostRow & { xml: Uint8Array }, [string, string]>(`SELECT ${columns}, xml ${waiting} AND id = ?`).get(recipient, id);
}

export function notePost(store: Store, id: string, change: 'fetched' | 'deletes'): void {
  store.query(`UPDATE post SET ${change} = ${change} + 1 WHERE id = ?`).run(id);
}

/** A positive receipt settles; a negative one leaves the mail where it is, to be fetched again. */
export function notePostReceipt(store: Store, id: string, raw: string, positive: boolean): void {
  store.query(`UPDATE post SET receipts = receipts + 1, negative = negative + ?, receipt = CASE WHEN ? THEN ? ELSE receipt END WHERE id = ?`).run(positive ? 0 : 1, positive ? 1 : 0, raw, id);
}

export function removePost(store: Store, id: string, at: number): void {
  store.query('UPDATE post SET deleted_at = ?, deletes = deletes + 1 WHERE id = ?').run(at, id);
}

/** Newest first. */
export function allPost(store: Store, limit: number): PostRow[] {
  return store.query<PostRow, [number]>(`SELECT ${columns} FROM post ORDER BY sequence DESC LIMIT ?`).all(limit);
}

export type SystemFetchRow = { id: string; mailbox: string; organisation: string; contact_point: string; from_time: string | null; to_time: string | null; total: number; created_at: number };

/** Offers what lies in the mailbox from that time to the recipient system again; answers how many. */
export function addSystemFetch(store: Store, recipient: string, wish: Omit<SystemFetchRow, 'id' | 'total'>): SystemFetchRow {
  const from = wish.from_time ? Date.parse(wish.from_time) : 0;
  const to = wish.to_time ? Date.parse(wish.to_time) : wish.created_at;
  const id = randomUUID();
  return store.transaction(() => {
    const { changes: total } = store.query('UPDATE post SET old = 0, deleted_at = NULL, receipt = NULL WHERE recipient = ? AND (old = 1 OR deleted_at IS NOT NULL) AND created_at BETWEEN ? AND ?').run(recipient, from, to);
    store.query('INSERT INTO system_fetch (id, recipient, mailbox, organisation, contact_point, from_time, to_time, total, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, recipient, wish.mailbox, wish.organisation, wish.contact_point, wish.from_time, wish.to_time, total, wish.created_at);
    return { ...wish, id, total };
  }).immediate();
}

export function systemFetches(store: Store, recipient: string): SystemFetchRow[] {
  return store.query<SystemFetchRow, [string]>('SELECT id, mailbox, organisation, contact_point, from_time, to_time, total, created_at FROM system_fetch WHERE recipient = ? ORDER BY created_at').all(recipient);
}
