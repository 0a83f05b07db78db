import { queueReceipt, type ReceiptBody } from './receipts.ts';
import type { Store } from './open.ts';

export type MemoRow = {
  transmission: string;
  /** Lower case. */
  uuid: string;
  /** CVR number of the client certificate. */
  sender: string;
  sender_label: string;
  title: string;
  /** The recipient's mailbox; null where the recipient is not in the register. */
  mailbox: string | null;
  message_id: string | null;
  reply: number;
  /** Milliseconds. */
  accepted_at: number;
  due_at: number;
  status: 'COMPLETED' | 'INVALID' | 'NOT_ALLOWED';
  error_code: string | null;
  error_message: string | null;
};

const columns = 'transmission, uuid, sender, sender_label, title, mailbox, message_id, reply, accepted_at, due_at, status, error_code, error_message';

/** Stores a memo with the receipts that will follow it, in one transaction: after this the peer has taken it. */
export function storeMemo(store: Store, row: MemoRow, xml: Uint8Array, receipts: { dueAt: number; body: ReceiptBody }[]): void {
  store.transaction(() => {
    store.query(`INSERT INTO memo (sequence, ${columns}, xml) VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM memo), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`).run(
      row.transmission, row.uuid, row.sender, row.sender_label, row.title, row.mailbox, row.message_id, row.reply,
      row.accepted_at, row.due_at, row.status, row.error_code, row.error_message, xml);
    for (const receipt of receipts) queueReceipt(store, row.sender, receipt.dueAt, receipt.body);
    noteAttempt(store, row.uuid, row.accepted_at, 'stored');
  }).immediate();
}

export function noteAttempt(store: Store, uuid: string | null, at: number, outcome: string): void {
  store.query('INSERT INTO attempt (uuid, at, outcome) VALUES (?, ?, ?)').run(uuid, at, outcome);
}

export function memosByUuid(store: Store, uuid: string): MemoRow[] {
  return store.query<MemoRow, [string]>(`SELECT ${columns} FROM memo WHERE uuid = ? ORDER BY sequence`).all(uuid.toLowerCase());
}

/** The letters in a mailbox, newest first. */
export function lettersOf(store: Store, mailbox: string, now: number): MemoRow[] {
  return store.query<MemoRow, [string, number]>(`SELECT ${columns} FROM memo WHERE mailbox = ? AND status = 'COMPLETED' AND due_at <= ? ORDER BY due_at DESC, sequence DESC`).all(mailbox, now);
}

export function findLetter(store: Store, transmission: string): (MemoRow & { xml: Uint8Array }) | null {
  return store.query<MemoRow & { xml: Uint8Array }, [string]>(`SELECT ${columns}, xml FROM memo WHERE transmission = ?`).get(transmission);
}

/** Letters taken but not delivered, newest first, at most `limit`. */
export function refusedMemos(store: Store, now: number, limit: number): MemoRow[] {
  return store.query<MemoRow, [number, number]>(`SELECT ${columns} FROM memo WHERE status <> 'COMPLETED' AND due_at <= ? ORDER BY sequence DESC LIMIT ?`).all(now, limit);
}

export type Counts = {
  /** How often each message UUID was taken (stored). More than 1 is a letter sent twice. */
  accepted: Record<string, number>;
  /** How often each lies in a mailbox by now. */
  delivered: Record<string, number>;
  /** Posts by what they led to. */
  attempts: Record<string, number>;
  totals: { accepted: number; delivered: number; invalid: number; notAllowed: number; twice: number; receiptsWaiting: number };
};

export function countAll(store: Store, now: number): Counts {
  const per = (sql: string, ...values: number[]) => Object.fromEntries(
    store.query<{ key: string; number: number }, number[]>(sql).all(...values).map((row) => [row.key, row.number]));
  const accepted = per('SELECT uuid AS key, count(*) AS number FROM memo GROUP BY uuid');
  const delivered = per(`SELECT uuid AS key, count(*) AS number FROM memo WHERE status = 'COMPLETED' AND due_at <= ? GROUP BY uuid`, now);
  const outcome = per('SELECT status AS key, count(*) AS number FROM memo WHERE due_at <= ? GROUP BY status', now);
  const receiptsWaiting = store.query<{ number: number }, [number]>('SELECT count(*) AS number FROM receipt WHERE deleted_at IS NULL AND due_at <= ?').get(now)!.number;
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, number) => total + number, 0);
  return {
    accepted, delivered, attempts: per('SELECT outcome AS key, count(*) AS number FROM attempt GROUP BY outcome'),
    totals: {
      accepted: sum(accepted), delivered: sum(delivered), invalid: outcome['INVALID'] ?? 0, notAllowed: outcome['NOT_ALLOWED'] ?? 0,
      twice: Object.values(delivered).filter((number) => number > 1).length, receiptsWaiting,
    },
  };
}

/** Empties mailboxes, receipts and counts; the register stays. */
export function forgetLetters(store: Store): void {
  store.transaction(() => {
    for (const table of ['memo', 'receipt', 'attempt', 'post', 'system_fetch']) store.run(`DELETE FROM ${table}`);
  }).immediate();
}
