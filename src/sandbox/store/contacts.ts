import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Store } from './open.ts';

export const contactStatuses = ['REGISTERED', 'EXEMPT', 'CLOSED', 'UNCONFIRMED_REGISTRATION'] as const;

export const contactEntry = z.strictObject({
  kind: z.enum(['cpr', 'cvr']),
  /** 10 or 8 digits. */
  number: z.string().regex(/^(\d{8}|\d{10})$/),
  name: z.string(),
  status: z.enum(contactStatuses),
});

export type ContactEntry = z.infer<typeof contactEntry>;
export type Contact = ContactEntry & { mailbox: string; since: string; updated: string };

const columns = 'mailbox, kind, number, name, status, since, updated';

/**
 * Loads the register from a JSON file, a list of ContactEntry. A status set over the control address
 * stays until the file itself says something new about that contact. Throws on a malformed file.
 */
export function loadContacts(store: Store, path: string, now: Date): void {
  putContacts(store, z.array(contactEntry).parse(JSON.parse(readFileSync(path, 'utf8'))), now);
}

/** Adds or updates contacts as a file would. */
export function putContacts(store: Store, entries: ContactEntry[], now: Date): void {
  const put = store.query(`INSERT INTO contact (mailbox, kind, number, name, status, file_status, since, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?6)
    ON CONFLICT (kind, number) DO UPDATE SET name = excluded.name,
      status = CASE WHEN file_status = excluded.file_status THEN status ELSE excluded.status END,
      updated = CASE WHEN file_status = excluded.file_status THEN updated ELSE excluded.updated END,
      file_status = excluded.file_status`);
  store.transaction(() => {
    for (const entry of entries) put.run(randomUUID(), entry.kind, entry.number, entry.name, entry.status, now.toISOString());
  }).immediate();
}

/** Sets the status of a contact, by number; adds the contact when it is new. */
export function setContact(store: Store, entry: ContactEntry, now: Date): void {
  store.query(`INSERT INTO contact (mailbox, kind, number, name, status, file_status, since, updated) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?6)
    ON CONFLICT (kind, number) DO UPDATE SET name = excluded.name, status = excluded.status, updated = excluded.updated`)
    .run(randomUUID(), entry.kind, entry.number, entry.name, entry.status, now.toISOString());
}

export function removeContact(store: Store, kind: string, number: string): void {
  store.query('DELETE FROM contact WHERE kind = ? AND number = ?').run(kind, number);
}

export function findContact(store: Store, kind: string, number: string): Contact | null {
  return store.query<Contact, [string, string]>(`SELECT ${columns} FROM contact WHERE kind = ? AND number = ?`).get(kind, number);
}

export function findMailbox(store: Store, mailbox: string): Contact | null {
  return store.query<Contact, [string]>(`SELECT ${columns} FROM contact WHERE mailbox = ?`).get(mailbox);
}

export type MailboxLine = Contact & { letters: number; latest: number | null };

/** Mailboxes whose name contains `name`, with letters first, at most `limit`. `now` in milliseconds. */
export function listMailboxes(store: Store, name: string, now: number, limit: number): MailboxLine[] {
  const lines = store.query<MailboxLine, [number]>(`SELECT ${columns.split(', ').map((column) => `contact.${column}`).join(', ')},
      count(memo.transmission) AS letters, max(memo.due_at) AS latest
    FROM contact LEFT JOIN memo ON memo.mailbox = contact.mailbox AND memo.status = 'COMPLETED' AND memo.due_at <= ?
    GROUP BY contact.mailbox ORDER BY latest DESC NULLS LAST, contact.name`).all(now);
  // Compared here, because SQLite's lower() knows no Danish letters.
  const wanted = name.toLocaleLowerCase('da');
  return lines.filter((line) => line.name.toLocaleLowerCase('da').includes(wanted)).slice(0, limit);
}
