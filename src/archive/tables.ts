import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { BulkAct, BulkItemState, BulkState, BulkSubject } from './bulk/types.ts';
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
  typeId: text('type_id'),
  number: text('number'),
  closedAt: text('closed_at'),
  mergedInto: text('merged_into'),
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
  version: integer('version').notNull().default(1),
  approvedAt: text('approved_at'),
  approvedBy: text('approved_by'),
  readable: text('readable').$type<'waiting' | 'made' | 'none' | 'failed'>(),
  folder: text('folder'),
  searchableReason: text('searchable_reason'),
  retentionYears: integer('retention_years'),
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
  within: integer('within', { mode: 'boolean' }).notNull().default(false),
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

export const caseTypes = sqliteTable('case_types', {
  id: text('id').primaryKey(),
  kind: text('kind').$type<CaseKind>().notNull(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
});

export const metadataFields = sqliteTable('metadata_fields', {
  id: text('id').primaryKey(),
  ownerKind: text('owner_kind').$type<'case_type' | 'document_type'>().notNull(),
  ownerId: text('owner_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  choices: text('choices').notNull().default('[]'),
  required: integer('required', { mode: 'boolean' }).notNull().default(false),
  position: integer('position').notNull(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
});

export const metadataValues = sqliteTable('metadata_values', {
  subjectKind: text('subject_kind').$type<'case' | 'document'>().notNull(),
  subjectId: text('subject_id').notNull(),
  fieldId: text('field_id').notNull(),
  value: text('value').notNull(),
}, (table) => [primaryKey({ columns: [table.subjectKind, table.subjectId, table.fieldId] })]);

export const keywords = sqliteTable('keywords', {
  subjectKind: text('subject_kind').$type<'case' | 'document'>().notNull(),
  subjectId: text('subject_id').notNull(),
  keyword: text('keyword').notNull(),
}, (table) => [primaryKey({ columns: [table.subjectKind, table.subjectId, table.keyword] })]);

export const notes = sqliteTable('notes', {
  id: text('id').primaryKey(),
  subjectKind: text('subject_kind').$type<'case' | 'document'>().notNull(),
  subjectId: text('subject_id').notNull(),
  text: text('text').notNull(),
  authorId: text('author_id').notNull(),
  createdAt: text('created_at').notNull(),
  editedAt: text('edited_at'),
  removedAt: text('removed_at'),
});

export const caseParties = sqliteTable('case_parties', {
  id: text('id').primaryKey(),
  caseId: text('case_id').notNull(),
  kind: text('kind').$type<'cpr' | 'cvr' | 'other'>().notNull(),
  number: text('number'),
  name: text('name').notNull(),
  role: text('role').notNull(),
  addedAt: text('added_at').notNull(),
});

export const caseNumbers = sqliteTable('case_numbers', {
  year: integer('year').primaryKey(),
  last: integer('last').notNull(),
});

export const documentVersions = sqliteTable('document_versions', {
  documentId: text('document_id').notNull(),
  version: integer('version').notNull(),
  blobId: text('blob_id').notNull(),
  filename: text('filename').notNull(),
  mime: text('mime').notNull(),
  sha256: text('sha256').notNull(),
  size: integer('size').notNull(),
  replacedBy: text('replaced_by'),
  replacedAt: text('replaced_at').notNull(),
}, (table) => [primaryKey({ columns: [table.documentId, table.version] })]);

export const uploads = sqliteTable('uploads', {
  id: text('id').primaryKey(),
  caseId: text('case_id').notNull(),
  userId: text('user_id').notNull(),
  filename: text('filename').notNull(),
  folder: text('folder'),
  size: integer('size').notNull(),
  received: integer('received').notNull().default(0),
  modified: integer('modified'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
});

export const preservationCopies = sqliteTable('preservation_copies', {
  documentId: text('document_id').primaryKey(),
  state: text('state').$type<'waiting' | 'made' | 'kept'>().notNull(),
  reason: text('reason'),
  settledAt: text('settled_at'),
});

export const earlierScans = sqliteTable('earlier_scans', {
  kind: text('kind').$type<'document' | 'letter' | 'message'>().notNull(),
  id: text('id').notNull(),
  state: text('state').$type<'waiting' | 'made' | 'none' | 'failed'>().notNull().default('waiting'),
  attempts: integer('attempts').notNull().default(0),
}, (table) => [primaryKey({ columns: [table.kind, table.id] })]);

export const bulkActs = sqliteTable('bulk_acts', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  subject: text('subject').$type<BulkSubject>().notNull(),
  act: text('act').$type<BulkAct>().notNull(),
  value: text('value'),
  state: text('state').$type<BulkState>().notNull(),
  origin: text('origin').notNull(),
  shortened: integer('shortened', { mode: 'boolean' }).notNull().default(false),
  problem: text('problem'),
  blobId: text('blob_id'),
  createdAt: text('created_at').notNull(),
  startedAt: text('started_at'),
  endedAt: text('ended_at'),
  undoneAt: text('undone_at'),
  purgedAt: text('purged_at'),
});

export const bulkItems = sqliteTable('bulk_items', {
  bulkId: text('bulk_id').notNull(),
  n: integer('n').notNull(),
  subjectId: text('subject_id').notNull(),
  state: text('state').$type<BulkItemState>().notNull().default('chosen'),
  reason: text('reason'),
  before: text('before'),
  after: text('after'),
}, (table) => [primaryKey({ columns: [table.bulkId, table.n] })]);

/** How many cases there are by each branch of the tree, whoever may see them; kept by triggers (migration 0120). */
export const caseCounts = sqliteTable('case_counts', {
  key: text('key').primaryKey(),
  cases: integer('cases').notNull(),
});
