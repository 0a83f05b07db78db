import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { invalid, Problem } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Tx } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { enqueue } from '../queue/index.ts';
import { findImport, findImportIn, requirePeople, type ImportRecord } from './find-import.ts';
import { saveMapping } from './mappings.ts';
import type { PeopleMapping } from './types.ts';
import { mostPeopleBytes, requireNumber, understandPeople, type Understood } from './understand-file.ts';

export type PeopleDeps = { db: Database; files: FileStore; clock: Clock; ids: Ids };
const chunk = 200;

/**
 * Takes a file of people in: kept first, understood by the queue. `mappingName` empty: a saved choice of columns that
 * fits, or a person chooses. Answers the import's id. Errors: sheet.empty, sheet.too_large (`megabytes`), not_found.
 */
export async function takePeopleFile(deps: PeopleDeps, actor: Actor | null, input: { filename: string; bytes: Uint8Array; mappingName?: string }): Promise<string> {
  requirePeople(actor);
  if (input.bytes.length === 0) throw invalid('sheet.empty');
  if (input.bytes.length > mostPeopleBytes) throw invalid('sheet.too_large', { megabytes: mostPeopleBytes / 1024 / 1024 });
  const blob = await deps.files.put(input.bytes);
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const at = deps.clock.now();
    deps.files.record(tx, blob);
    tx.statement("INSERT INTO people_imports (id, state, filename, blob_id, mapping_name, created_by, created_at) VALUES (?, 'reading', ?, ?, ?, ?, ?)")
      .run(id, input.filename.slice(0, 200), blob.id, input.mappingName || null, actor?.id ?? null, at.toISOString());
    readSoon(tx, id, at);
    record(tx, { at, actorId: actor?.id ?? null, event: 'people.file_taken', subject: { kind: 'people_import', id }, payload: { size: blob.size, sha256: blob.sha256 } });
  });
  return id;
}

function readSoon(tx: Tx, id: string, at: Date): void {
  enqueue(tx, { kind: 'read-people-import', key: `read-people:${id}`, payload: { importId: id }, runAt: at, now: at });
}

/** What a person says the columns are; the file is read anew. `saveAs` remembers them. Errors: people.no_cpr_column, people.import_moved_on, mapping.name_too_long. */
export function chooseColumns(deps: PeopleDeps, actor: Actor | null, id: string, mapping: PeopleMapping, saveAs: string): void {
  requireNumber(mapping);
  deps.db.write((tx) => {
    findImportIn(tx, actor, id, ['needs_columns', 'preview', 'unreadable']);
    const at = deps.clock.now();
    if (saveAs.trim()) saveMapping(tx, 'people', saveAs, mapping, actor?.id ?? null, at);
    tx.statement("UPDATE people_imports SET state = 'reading', mapping = ?, mapping_name = ?, problem = NULL WHERE id = ?").run(JSON.stringify(mapping), saveAs.trim() || null, id);
    readSoon(tx, id, at);
  });
}

/** Reads the file of an import and writes its preview, or what stands in the way. Can be done again after a crash. */
export async function readPeopleImport(deps: PeopleDeps, id: string): Promise<void> {
  const found = findImport(deps.db, null, id);
  if (found.state !== 'reading' || !found.blob_id) return;
  const mapping = found.mapping ? (JSON.parse(found.mapping) as PeopleMapping) : undefined;
  let understood: Understood;
  try {
    const wish = mapping && found.source !== 'unilogin' ? { mapping, name: found.mapping_name ?? undefined } : { name: found.mapping_name ?? undefined, mapping };
    understood = await understandPeople(deps.db, await deps.files.read(found.blob_id), wish, { now: deps.clock.now(), newId: () => deps.ids.uuid() });
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'unavailable') throw error;
    deps.db.write((tx) => tx.statement("UPDATE people_imports SET state = 'unreadable', problem = ? WHERE id = ?").run(JSON.stringify({ key: error.reason, values: error.values }), id));
    return;
  }
  writePreview(deps, found, understood);
}

function writePreview(deps: PeopleDeps, { id }: ImportRecord, understood: Understood): void {
  deps.db.write((tx) => {
    tx.statement('DELETE FROM people_import_changes WHERE import_id = ?').run(id);
    tx.statement('DELETE FROM people_import_problems WHERE import_id = ?').run(id);
  });
  if ('needsColumns' in understood) {
    deps.db.write((tx) => tx.statement("UPDATE people_imports SET state = 'needs_columns', source = 'sheet', headings = ?, mapping = ?, problem = NULL WHERE id = ? AND state = 'reading'")
      .run(JSON.stringify(understood.headings), JSON.stringify(understood.guess), id));
    return;
  }
  const { plan, incoming } = understood;
  inChunks(deps.db, plan.changes, (tx, change, n) => {
    tx.statement('INSERT INTO people_import_changes (import_id, n, row, subject, act, person_id, before, after) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(id, n, change.row, change.subject, change.act, change.personId, change.before && JSON.stringify(change.before), change.after && JSON.stringify(change.after));
  });
  inChunks(deps.db, plan.problems, (tx, problem, n) => {
    tx.statement('INSERT INTO people_import_problems (import_id, n, row, level, reason, "values") VALUES (?, ?, ?, ?, ?, ?)').run(id, n, problem.row, problem.level, problem.reason, JSON.stringify(problem.values));
  });
  deps.db.write((tx) => tx.statement(`UPDATE people_imports SET state = 'preview', source = ?, mapping = ?, mapping_name = ?, headings = ?, rows = ?, unchanged = ?, previewed_at = ?, problem = NULL WHERE id = ? AND state = 'reading'`)
    .run(understood.source, JSON.stringify(understood.mapping), understood.mappingName, JSON.stringify(understood.headings), incoming.rows, plan.unchanged, deps.clock.now().toISOString(), id));
}

/** In short transactions, so that no page waits. */
export function inChunks<T>(db: Database, items: T[], each: (tx: Tx, item: T, n: number) => void): void {
  for (let start = 0; start < items.length; start += chunk) db.write((tx) => items.slice(start, start + chunk).forEach((item, n) => each(tx, item, start + n)));
}
