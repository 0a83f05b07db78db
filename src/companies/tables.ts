import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const companyLookups = sqliteTable('company_lookups', {
  cvr: text('cvr').primaryKey(),
  answer: text('answer'),
  fetchedAt: text('fetched_at').notNull(),
});

export const companyContacts = sqliteTable('company_contacts', {
  cvr: text('cvr').primaryKey(),
  attention: text('attention').notNull(),
  usedBy: text('used_by'),
  usedAt: text('used_at').notNull(),
});
