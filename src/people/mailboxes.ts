import type { Reader, Tx } from '../db/index.ts';
import type { RecipientNumber } from '../numbers/index.ts';
import type { MailboxStatus } from './types.ts';

export type KnownMailbox = { status: MailboxStatus; checkedAt: string };

/** Port to the platform's contact register: a number whose call failed is absent from the answer. */
export type MailboxLookUp = (numbers: RecipientNumber[]) => Promise<Map<string, MailboxStatus>>;

/** What was last answered about a number, with its age; undefined = never asked. */
export function knownMailbox(reader: Reader, recipient: RecipientNumber): KnownMailbox | undefined {
  return reader.statement('SELECT status, checked_at AS checkedAt FROM mailboxes WHERE kind = ? AND number = ?')
    .get(recipient.kind, recipient.number) as KnownMailbox | undefined;
}

/** Keeps answers of one look-up. */
export function rememberMailboxes(tx: Tx, answers: { recipient: RecipientNumber; status: MailboxStatus }[], at: Date): void {
  const put = tx.statement('INSERT OR REPLACE INTO mailboxes (kind, number, status, checked_at) VALUES (?, ?, ?, ?)');
  for (const { recipient, status } of answers) put.run(recipient.kind, recipient.number, status, at.toISOString());
}
