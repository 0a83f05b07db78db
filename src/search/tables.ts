import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const searchIndexes = sqliteTable('search_indexes', {
  name: text('name').primaryKey(),
  engine: text('engine').$type<'fts5' | 'meilisearch'>().notNull(),
  state: text('state').$type<'building' | 'ready'>().notNull(),
  caseCursor: integer('case_cursor').notNull().default(0),
  documentCursor: integer('document_cursor').notNull().default(0),
  madeAt: text('made_at').notNull(),
  readyAt: text('ready_at'),
  lastError: text('last_error'),
  lastErrorAt: text('last_error_at'),
});

export const searchChanges = sqliteTable('search_changes', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  indexName: text('index_name').notNull(),
  kind: text('kind').$type<'case' | 'document'>().notNull(),
  id: text('id').notNull(),
});

export const searchRemovals = sqliteTable('search_removals', {
  name: text('name').primaryKey(),
  notedAt: text('noted_at').notNull(),
});
