import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { MailboxStatus } from './types.ts';

export const people = sqliteTable('people', {
  id: text('id').primaryKey(),
  cpr: text('cpr').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<'student' | 'guardian' | 'staff' | 'other'>().notNull(),
  className: text('class_name'),
  address: text('address'),
  protected: integer('protected', { mode: 'boolean' }).notNull().default(false),
  leftOn: text('left_on'),
});

export const guardianships = sqliteTable('guardianships', {
  studentId: text('student_id').notNull(),
  guardianId: text('guardian_id').notNull(),
  relation: text('relation').notNull(),
  custody: integer('custody', { mode: 'boolean' }).notNull(),
}, (table) => [primaryKey({ columns: [table.studentId, table.guardianId] })]);

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
