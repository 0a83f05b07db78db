import { randomUUID } from 'node:crypto';
import type { Store } from './open.ts';

/** The receipt of the API (facts: digital-post 3.3). */
export type ReceiptBody = {
  transmissionId: string;
  messageUUID: string;
  messageId: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  timeStamp: string;
  receiptStatus: 'RECEIVED' | 'COMPLETED' | 'INVALID' | 'NOT_ALLOWED';
};

/** Puts a receipt into the sender's queue; it can be fetched from `dueAt` (milliseconds). Inside the caller's transaction. */
export function queueReceipt(store: Store, sender: string, dueAt: number, body: ReceiptBody): void {
  store.query('INSERT INTO receipt (id, sender, due_at, body) VALUES (?, ?, ?, ?)').run(randomUUID(), sender, dueAt, JSON.stringify(body));
}

const waiting = 'FROM receipt WHERE sender = ? AND deleted_at IS NULL AND due_at <= ?';

export type WaitingReceipt = { id: string; body: string };

/** The receipts that wait for a sender, one page of `size`, oldest first; by random id where order is to mean nothing. */
export function listReceipts(store: Store, sender: string, now: number, page: number, size: number, shuffled: boolean): { rows: WaitingReceipt[]; total: number } {
  const order = shuffled ? 'id' : 'due_at, rowid';
  const rows = store.query<WaitingReceipt, [string, number, number, number]>(`SELECT id, body ${waiting} ORDER BY ${order} LIMIT ? OFFSET ?`).all(sender, now, size, page * size);
  const { total } = store.query<{ total: number }, [string, number]>(`SELECT count(*) AS total ${waiting}`).get(sender, now)!;
  return { rows, total };
}

export function fetchReceipt(store: Store, sender: string, id: string, now: number): WaitingReceipt | null {
  return store.query<WaitingReceipt, [string, number, string]>(`SELECT id, body ${waiting} AND id = ?`).get(sender, now, id);
}

/** True when there was such a receipt to delete. */
export function deleteReceipt(store: Store, sender: string, id: string, now: number): boolean {
  return store.query('UPDATE receipt SET deleted_at = ? WHERE sender = ? AND id = ? AND deleted_at IS NULL AND due_at <= ?').run(now, sender, id, now).changes === 1;
}
