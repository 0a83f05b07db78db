import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ImportState, MailboxStatus, PersonMark } from './types.ts';

export const people = sqliteTable('people', {
  id: text('id').primaryKey(),
  cpr: text('cpr').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<'student' | 'guardian' | 'staff' | 'other'>().notNull(),
  className: text('class_name'),
  address: text('address'),
  protected: integer('protected', { mode: 'boolean' }).notNull().default(false),
  leftOn: text('left_on'),
  studentNumber: text('student_number'),
  mark: text('mark').$type<PersonMark>(),
  markOn: text('mark_on'),
});

export const guardianships = sqliteTable('guardianships', {
  studentId: text('student_id').notNull(),
  guardianId: text('guardian_id').notNull(),
  relation: text('relation').notNull(),
  custody: integer('custody', { mode: 'boolean' }).notNull(),
  receivesCopy: integer('receives_copy', { mode: 'boolean' }).notNull().default(false),
}, (table) => [primaryKey({ columns: [table.studentId, table.guardianId] })]);

export const formerNumbers = sqliteTable('former_numbers', {
  cpr: text('cpr').primaryKey(),
  personId: text('person_id').notNull(),
  notedAt: text('noted_at').notNull(),
});

export const companies = sqliteTable('companies', {
  id: text('id').primaryKey(),
  cvr: text('cvr').notNull(),
  name: text('name').notNull(),
  address: text('address'),
});

export const productionUnits = sqliteTable('production_units', {
  number: text('number').primaryKey(),
  companyId: text('company_id').notNull(),
  name: text('name').notNull(),
  address: text('address'),
});

export const mailboxes = sqliteTable('mailboxes', {
  kind: text('kind').$type<'cpr' | 'cvr'>().notNull(),
  number: text('number').notNull(),
  status: text('status').$type<MailboxStatus>().notNull(),
  checkedAt: text('checked_at').notNull(),
}, (table) => [primaryKey({ columns: [table.kind, table.number] })]);

export const columnMappings = sqliteTable('column_mappings', {
  purpose: text('purpose').$type<'people' | 'recipients' | 'mailboxes'>().notNull(),
  name: text('name').notNull(),
  mapping: text('mapping').notNull(),
  updatedBy: text('updated_by'),
  updatedAt: text('updated_at').notNull(),
}, (table) => [primaryKey({ columns: [table.purpose, table.name] })]);

export const peopleImports = sqliteTable('people_imports', {
  id: text('id').primaryKey(),
  state: text('state').$type<ImportState>().notNull(),
  filename: text('filename').notNull(),
  blobId: text('blob_id'),
  source: text('source').$type<'sheet' | 'unilogin'>(),
  mapping: text('mapping'),
  mappingName: text('mapping_name'),
  headings: text('headings'),
  rows: integer('rows').notNull().default(0),
  unchanged: integer('unchanged').notNull().default(0),
  progressDone: integer('progress_done').notNull().default(0),
  progressTotal: integer('progress_total').notNull().default(0),
  problem: text('problem'),
  createdBy: text('created_by'),
  createdAt: text('created_at').notNull(),
  previewedAt: text('previewed_at'),
  appliedBy: text('applied_by'),
  appliedAt: text('applied_at'),
  undoneBy: text('undone_by'),
  undoneAt: text('undone_at'),
  purgedAt: text('purged_at'),
});

export const peopleImportChanges = sqliteTable('people_import_changes', {
  importId: text('import_id').notNull(),
  n: integer('n').notNull(),
  row: integer('row'),
  subject: text('subject').$type<'person' | 'tie' | 'former'>().notNull(),
  act: text('act').$type<'new' | 'changed' | 'left' | 'gone'>().notNull(),
  personId: text('person_id').notNull(),
  before: text('before'),
  after: text('after'),
  state: text('state').$type<'planned' | 'done' | 'undone' | 'kept'>().notNull().default('planned'),
}, (table) => [primaryKey({ columns: [table.importId, table.n] })]);

export const peopleImportProblems = sqliteTable('people_import_problems', {
  importId: text('import_id').notNull(),
  n: integer('n').notNull(),
  row: integer('row').notNull(),
  level: text('level').$type<'error' | 'note'>().notNull(),
  reason: text('reason').notNull(),
  values: text('values').notNull(),
}, (table) => [primaryKey({ columns: [table.importId, table.n] })]);

export const mailboxChecks = sqliteTable('mailbox_checks', {
  id: text('id').primaryKey(),
  source: text('source').$type<'class' | 'list'>().notNull(),
  name: text('name').notNull(),
  state: text('state').$type<'running' | 'done' | 'discarded'>().notNull(),
  progressDone: integer('progress_done').notNull().default(0),
  progressTotal: integer('progress_total').notNull().default(0),
  unanswered: integer('unanswered').notNull().default(0),
  watched: integer('watched', { mode: 'boolean' }).notNull().default(false),
  createdBy: text('created_by'),
  createdAt: text('created_at').notNull(),
  runAt: text('run_at'),
  seenAt: text('seen_at'),
});

export const mailboxCheckMembers = sqliteTable('mailbox_check_members', {
  checkId: text('check_id').notNull(),
  n: integer('n').notNull(),
  row: integer('row'),
  kind: text('kind').$type<'cpr' | 'cvr'>().notNull(),
  number: text('number').notNull(),
  name: text('name'),
  status: text('status').$type<MailboxStatus>(),
  before: text('before').$type<MailboxStatus>(),
  changedAt: text('changed_at'),
}, (table) => [primaryKey({ columns: [table.checkId, table.n] })]);

export const mailboxCheckProblems = sqliteTable('mailbox_check_problems', {
  checkId: text('check_id').notNull(),
  n: integer('n').notNull(),
  row: integer('row').notNull(),
  reason: text('reason').notNull(),
  values: text('values').notNull(),
}, (table) => [primaryKey({ columns: [table.checkId, table.n] })]);
