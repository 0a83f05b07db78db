import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { SignatureState } from './types.ts';

export const signatureRequests = sqliteTable('signature_requests', {
  id: text('id').primaryKey(),
  letterId: text('letter_id').notNull(),
  dispatchId: text('dispatch_id').notNull(),
  documentId: text('document_id'),
  state: text('state').$type<SignatureState>().notNull(),
  signerName: text('signer_name'),
  signerKind: text('signer_kind').$type<'cpr' | 'cvr'>().notNull(),
  signerNumber: text('signer_number').notNull(),
  signBy: text('sign_by'),
  url: text('url'),
  blobId: text('blob_id').notNull(),
  reason: text('reason'),
  verdict: text('verdict'),
  refusedBlobId: text('refused_blob_id'),
  requestedBy: text('requested_by'),
  createdAt: text('created_at').notNull(),
  receivedAt: text('received_at'),
  startedAt: text('started_at'),
  signedAt: text('signed_at'),
  endedAt: text('ended_at'),
  askedAt: text('asked_at'),
  updatedAt: text('updated_at').notNull(),
  /** The newest on a letter that is not destroyed; kept by triggers (migration 0120). */
  shown: integer('shown').notNull().default(1),
});

export const signatureReminders = sqliteTable('signature_reminders', {
  letterId: text('letter_id').primaryKey(),
  forLetterId: text('for_letter_id').notNull(),
});
