import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { BatchState, CountedFrom, LeftReason, Outcome } from './types.ts';

export const retentionRules = sqliteTable('retention_rules', {
  id: text('id').primaryKey(),
  documentTypeId: text('document_type_id'),
  state: text('state').$type<'proposed' | 'active' | 'retired'>().notNull(),
  outcome: text('outcome').$type<Outcome>().notNull(),
  years: integer('years'),
  countedFrom: text('counted_from').$type<CountedFrom>().notNull(),
  yearEnd: integer('year_end', { mode: 'boolean' }).notNull().default(false),
  forgetCase: integer('forget_case', { mode: 'boolean' }).notNull().default(false),
  reason: text('reason').notNull().default(''),
  madeBy: text('made_by'),
  madeAt: text('made_at').notNull(),
});

export const retentionRecounts = sqliteTable('retention_recounts', {
  documentTypeId: text('document_type_id').primaryKey(),
  after: text('after').notNull().default(''),
  done: integer('done').notNull().default(0),
  total: integer('total').notNull(),
  finishedAt: text('finished_at'),
});

export const disposalPostponements = sqliteTable('disposal_postponements', {
  documentId: text('document_id').primaryKey(),
  until: text('until').notNull(),
  reason: text('reason').notNull(),
  postponedBy: text('postponed_by').notNull(),
  postponedAt: text('postponed_at').notNull(),
});

export const disposalHolds = sqliteTable('disposal_holds', {
  id: text('id').primaryKey(),
  subjectKind: text('subject_kind').$type<'case' | 'document'>().notNull(),
  subjectId: text('subject_id').notNull(),
  reason: text('reason').notNull(),
  placedBy: text('placed_by').notNull(),
  placedAt: text('placed_at').notNull(),
  liftedBy: text('lifted_by'),
  liftedAt: text('lifted_at'),
});

export const disposalBatches = sqliteTable('disposal_batches', {
  id: text('id').primaryKey(),
  number: integer('number').notNull(),
  state: text('state').$type<BatchState>().notNull(),
  contentHash: text('content_hash').notNull(),
  documents: integer('documents').notNull(),
  proposedBy: text('proposed_by').notNull(),
  proposedAt: text('proposed_at').notNull(),
  note: text('note'),
  decidedBy: text('decided_by'),
  decidedAt: text('decided_at'),
  decisionNote: text('decision_note'),
  graceUntil: text('grace_until'),
  startedAt: text('started_at'),
  destroyedAt: text('destroyed_at'),
  certificate: text('certificate'),
  certificateBlobId: text('certificate_blob_id'),
});

export const disposalBatchDocuments = sqliteTable('disposal_batch_documents', {
  batchId: text('batch_id').notNull(),
  documentId: text('document_id').notNull(),
  ruleId: text('rule_id').notNull(),
  due: text('due').notNull(),
  open: integer('open', { mode: 'boolean' }).notNull().default(true),
  contentHash: text('content_hash'),
  outcome: text('outcome').$type<'destroyed' | 'left'>(),
  why: text('why').$type<LeftReason>(),
  settledAt: text('settled_at'),
  caseId: text('case_id'),
  typeName: text('type_name'),
  year: text('year'),
  templateYears: integer('template_years'),
  files: text('files'),
}, (table) => [primaryKey({ columns: [table.batchId, table.documentId] })]);

/** How many documents pass their last day in each month, by type ('' = none); kept by triggers (migration 0121). */
export const disposalCounts = sqliteTable('disposal_counts', {
  documentTypeId: text('document_type_id').notNull(),
  month: text('month').notNull(),
  documents: integer('documents').notNull(),
}, (table) => [primaryKey({ columns: [table.documentTypeId, table.month] })]);
