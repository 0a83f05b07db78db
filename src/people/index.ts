export type * from './types.ts';
export { hasProtectedAddress, recipientName, schoolRegister, type RecipientName } from './register.ts';
export { findRecipients, recipientOfRef, type RecipientHit } from './find-recipients.ts';
export { importPeople } from './import.ts';
export { knownMailbox, rememberMailboxes, type KnownMailbox, type MailboxLookUp } from './mailboxes.ts';
