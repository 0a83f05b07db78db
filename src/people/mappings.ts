import type { Clock } from '../core/clock.ts';
import { invalid } from '../core/errors.ts';
import type { Database, Reader, Tx } from '../db/index.ts';

export type MappingPurpose = 'people' | 'recipients' | 'mailboxes';
export type SavedMapping<M> = { name: string; mapping: M };

/** The saved choices of columns for a purpose, by name. They hold headings, never values. */
export function listMappings<M>(reader: Reader, purpose: MappingPurpose): SavedMapping<M>[] {
  const rows = reader.statement('SELECT name, mapping FROM column_mappings WHERE purpose = ? ORDER BY name').all(purpose) as { name: string; mapping: string }[];
  return rows.map(({ name, mapping }) => ({ name, mapping: JSON.parse(mapping) as M }));
}

export const findMapping = <M>(reader: Reader, purpose: MappingPurpose, name: string): SavedMapping<M> | undefined =>
  listMappings<M>(reader, purpose).find((each) => each.name.toLocaleLowerCase('da') === name.trim().toLocaleLowerCase('da'));

/** Keeps a choice under its name, in place of what had it. Error mapping.name_too_long (60). */
export function saveMapping(tx: Tx, purpose: MappingPurpose, name: string, mapping: object, by: string | null, at: Date): void {
  const wanted = name.trim();
  if (wanted.length > 60) throw invalid('mapping.name_too_long', { most: 60 });
  tx.statement('INSERT OR REPLACE INTO column_mappings (purpose, name, mapping, updated_by, updated_at) VALUES (?, ?, ?, ?, ?)').run(purpose, wanted, JSON.stringify(mapping), by, at.toISOString());
}

export const dropMapping = (deps: { db: Database; clock: Clock }, purpose: MappingPurpose, name: string): void =>
  deps.db.write((tx) => void tx.statement('DELETE FROM column_mappings WHERE purpose = ? AND name = ?').run(purpose, name));
