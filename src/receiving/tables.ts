import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { FileKind, MessageKind, Place, TargetKind } from './types.ts';

export const fetchedMemos = sqliteTable('fetched_memos', {
  id: text('id').primaryKey(),
  memoId: text('memo_id').notNull(),
  blobId: text('blob_id').notNull(),
  size: integer('size').notNull(),
  sha256: text('sha256').notNull(),
  messageUuid: text('message_uuid'),
  state: text('state').$type<'stored' | 'read' | 'unreadable' | 'repeated'>().notNull(),
  attempts: integer('attempts').notNull().default(0),
  problem: text('problem'),
  receipt: text('receipt'),
  storedAt: text('stored_at').notNull(),
  acknowledgedAt: text('acknowledged_at'),
  deletedAt: text('deleted_at'),
});

export const distributionTargets = sqliteTable('distribution_targets', {
  kind: text('kind').$type<TargetKind>().notNull(),
  key: text('key').notNull(),
  label: text('label').notNull(),
  userId: text('user_id'),
  groupId: text('group_id'),
}, (table) => [primaryKey({ columns: [table.kind, table.key] })]);

export const distributionRules = sqliteTable('distribution_rules', {
  id: text('id').primaryKey(),
  position: integer('position').notNull(),
  name: text('name').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull().default(false),
  revision: integer('revision').notNull().default(1),
  testedRevision: integer('tested_revision'),
  conditions: text('conditions').notNull(),
  userId: text('user_id'),
  groupId: text('group_id'),
  createdBy: text('created_by'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const messages = sqliteTable('messages', {
  id: text('id').primaryKey(),
  fetchedId: text('fetched_id').notNull(),
  messageUuid: text('message_uuid'),
  kind: text('kind').$type<MessageKind>().notNull(),
  title: text('title').notNull(),
  senderKind: text('sender_kind').$type<'cpr' | 'cvr'>(),
  senderNumber: text('sender_number'),
  senderName: text('sender_name').notNull(),
  senderContactPoint: text('sender_contact_point'),
  receivedAt: text('received_at').notNull(),
  writtenAt: text('written_at'),
  replyAllowed: integer('reply_allowed', { mode: 'boolean' }).notNull().default(false),
  replyBy: text('reply_by'),
  addressed: text('addressed').notNull(),
  body: text('body').notNull(),
  attachments: integer('attachments').notNull().default(0),
  readable: text('readable').$type<'waiting' | 'made' | 'none' | 'failed'>().notNull().default('waiting'),
  place: text('place').$type<Place>().notNull(),
  userId: text('user_id'),
  groupId: text('group_id'),
  caseId: text('case_id'),
  documentId: text('document_id'),
  letterId: text('letter_id'),
  threadId: text('thread_id').notNull(),
  decision: text('decision').notNull(),
  note: text('note'),
  dueOn: text('due_on'),
  openedAt: text('opened_at'),
  openedBy: text('opened_by'),
  answeredAt: text('answered_at'),
  doneAt: text('done_at'),
  doneBy: text('done_by'),
});

export const messageFiles = sqliteTable('message_files', {
  messageId: text('message_id').notNull(),
  position: integer('position').notNull(),
  kind: text('kind').$type<FileKind>().notNull(),
  label: text('label').notNull(),
  filename: text('filename').notNull(),
  mime: text('mime').notNull(),
  claimed: text('claimed').notNull(),
  blobId: text('blob_id').notNull(),
  sha256: text('sha256').notNull(),
  size: integer('size').notNull(),
}, (table) => [primaryKey({ columns: [table.messageId, table.position] })]);

export const messageDecisions = sqliteTable('message_decisions', {
  id: integer('id').primaryKey(),
  messageId: text('message_id').notNull(),
  at: text('at').notNull(),
  byUser: text('by_user'),
  step: text('step').notNull(),
  why: text('why').notNull(),
  place: text('place').$type<Place>().notNull(),
  userId: text('user_id'),
  groupId: text('group_id'),
  caseId: text('case_id'),
  note: text('note'),
  dueOn: text('due_on'),
});
