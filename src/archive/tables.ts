import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CaseKind, CaseStatus, DocumentStatus, FileRole } from './types.ts';

export const documentTypes = sqliteTable('document_types', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
  restricted: integer('restricted', { mode: 'boolean' }).notNull().default(false),
  needsApproval: integer('needs_approval', { mode: 'boolean' }).notNull().default(false),
});

export const filingPlanNodes = sqliteTable('filing_plan_nodes', {
  id: text('id').primaryKey(),
  parentId: text('parent_id'),
  code: text('code').notNull(),
  title: text('title').notNull(),
  description: text('description'),
  position: integer('position').notNull().default(0),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
});

export const filingPlanAncestors = sqliteTable('filing_plan_ancestors', {
  nodeId: text('node_id').notNull(),
  ancestorId: text('ancestor_id').notNull(),
}, (table) => [primaryKey({ columns: [table.nodeId, table.ancestorId] })]);

export const cases = sqliteTable('cases', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<CaseKind>().notNull(),
  title: text('title').notNull(),
  status: text('status').$type<CaseStatus>().notNull(),
  confidential: integer('confidential', { mode: 'boolean' }).notNull().default(false),
  filingNodeId: text('filing_node_id'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const caseIdentifiers = sqliteTable('case_identifiers', {
  kind: text('kind').$type<'cpr' | 'cvr'>().notNull(),
  number: text('number').notNull(),
  caseId: text('case_id').notNull(),
  position: integer('position').notNull(),
}, (table) => [primaryKey({ columns: [table.kind, table.number] })]);

export const documents = sqliteTable('documents', {
  id: text('id').primaryKey(),
  caseId: text('case_id').notNull(),
  title: text('title').notNull(),
  documentTypeId: text('document_type_id'),
  direction: text('direction').$type<'sent' | 'received' | 'internal'>().notNull(),
  status: text('status').$type<DocumentStatus>().notNull(),
  sentAt: text('sent_at'),
  receivedAt: text('received_at'),
  disposalDate: text('disposal_date'),
  dispatchId: text('dispatch_id'),
  letterId: text('letter_id'),
  addressee: text('addressee'),
  createdAt: text('created_at').notNull(),
  createdBy: text('created_by'),
});

export const documentFiles = sqliteTable('document_files', {
  documentId: text('document_id').notNull(),
  role: text('role').$type<FileRole>().notNull(),
  position: integer('position').notNull(),
  blobId: text('blob_id').notNull(),
  filename: text('filename').notNull(),
  mime: text('mime').notNull(),
  sha256: text('sha256').notNull(),
  size: integer('size').notNull(),
  pages: integer('pages'),
}, (table) => [primaryKey({ columns: [table.documentId, table.role, table.position] })]);

export const documentTexts = sqliteTable('document_texts', {
  documentId: text('document_id').primaryKey(),
  text: text('text').notNull(),
});

export const documentReceipts = sqliteTable('document_receipts', {
  id: text('id').primaryKey(),
  documentId: text('document_id').notNull(),
  kind: text('kind').$type<'technical' | 'business'>().notNull(),
  status: text('status').notNull(),
  raw: text('raw').notNull(),
  sha256: text('sha256').notNull(),
  receivedAt: text('received_at').notNull(),
});

export const searches = sqliteTable('searches', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  criteria: text('criteria').notNull(),
  createdAt: text('created_at').notNull(),
  name: text('name'),
});
