import { expect, test } from 'bun:test';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Reader } from '../../src/db/index.ts';
import { root, sources } from './source.ts';

type Column = { name: string; type: string; notnull: number; pk: number };

/** Where a table as the code describes it differs from the one the migrations made. */
function differences(reader: Reader, table: SQLiteTable): string[] {
  const { name, columns, primaryKeys } = getTableConfig(table);
  const real = reader.statement('SELECT name, type, "notnull", pk FROM pragma_table_info(?)').all(name) as Column[];
  const keys = new Set([...columns.filter((column) => column.primary).map((column) => column.name), ...primaryKeys.flatMap((key) => key.columns.map((column) => column.name))]);
  const said = columns.map((column) => `${column.name} ${column.getSQLType().toUpperCase()}${column.notNull || keys.has(column.name) ? ' required' : ''}${keys.has(column.name) ? ' key' : ''}`);
  const made = real.map((column) => `${column.name} ${column.type}${column.notnull || column.pk ? ' required' : ''}${column.pk ? ' key' : ''}`);
  const missing = said.filter((each) => !made.includes(each)).map((each) => `${name}: the database has no ${each}`);
  return [...missing, ...made.filter((each) => !said.includes(each)).map((each) => `${name}: the code does not know ${each}`)];
}

test('every table the code describes is the table the migrations make', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-schema-'));
  const db = openDatabase(join(folder, 'db.sqlite'));
  const files = sources('src/*/tables.ts').filter(({ text: source }) => source.includes('sqliteTable'));
  const modules = await Promise.all(files.map(({ path }) => import(join(root, path)) as Promise<Record<string, unknown>>));
  const tables = modules.flatMap((module) => Object.values(module)).filter((value): value is SQLiteTable => is(value, SQLiteTable));
  expect(tables.length).toBeGreaterThan(15);
  expect(tables.flatMap((table) => differences(db, table))).toEqual([]);

  const planted = sqliteTable('searches', { id: text('id').primaryKey(), userId: text('user_id'), criteria: text('criteria').notNull(), extra: text('extra') });
  expect(differences(db, planted)).toEqual([
    'searches: the database has no user_id TEXT', 'searches: the database has no extra TEXT',
    'searches: the code does not know user_id TEXT required', 'searches: the code does not know created_at TEXT required',
    'searches: the code does not know name TEXT',
  ]);
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
