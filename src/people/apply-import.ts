import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict } from '../core/errors.ts';
import type { Reader, Tx } from '../db/index.ts';
import { enqueue } from '../queue/index.ts';
import { findImport, findImportIn, type ImportRecord } from './find-import.ts';
import { turn } from './register-rows.ts';
import type { PeopleDeps } from './take-import.ts';
import type { PlannedChange } from './types.ts';

/** So many changes in one short transaction. */
const batch = 100;
type Row = { n: number; subject: PlannedChange['subject']; act: PlannedChange['act']; person_id: string; before: string | null; after: string | null };

/** How many of the school's own an import would mark as having left, and of how many. */
export function leaversOf(reader: Reader, id: string): { leaving: number; of: number } {
  const { leaving } = reader.statement("SELECT count(*) AS leaving FROM people_import_changes WHERE import_id = ? AND act = 'left' AND row IS NULL").get(id) as { leaving: number };
  const { of } = reader.statement("SELECT count(*) AS of FROM people WHERE (left_on IS NULL OR left_on > date('now')) AND kind IN ('student', 'staff')").get() as { of: number };
  return { leaving, of };
}

/** So large a part of the school does not leave at once: more likely half a file was chosen, and a person says that it is so. */
export const manyLeave = ({ leaving, of }: { leaving: number; of: number }) => leaving > 5 && leaving > of / 10;

/**
 * Starts what the preview showed; the queue does it. `leaving` is how many a person has confirmed to have left, asked for
 * where they are many. Errors: people.import_moved_on, people.preview_old (the register changed since; it is read anew),
 * people.confirm_leaving (`leaving`).
 */
export function applyPeopleImport(deps: PeopleDeps, actor: Actor | null, id: string, seen: { leaving?: number | undefined } = {}): void {
  const old = deps.db.write((tx) => {
    const found = findImportIn(tx, actor, id, ['preview']);
    const at = deps.clock.now();
    const since = tx.statement("SELECT 1 FROM people_imports WHERE id <> ? AND (applied_at > ? OR undone_at > ? OR state IN ('applying', 'undoing')) LIMIT 1").get(id, found.previewed_at, found.previewed_at);
    if (since) {
      tx.statement("UPDATE people_imports SET state = 'reading' WHERE id = ?").run(id);
      enqueue(tx, { kind: 'read-people-import', key: `read-people:${id}`, payload: { importId: id }, runAt: at, now: at });
      return true;
    }
    const leavers = leaversOf(tx, id);
    if (manyLeave(leavers) && seen.leaving !== leavers.leaving) throw conflict('people.confirm_leaving', { leaving: leavers.leaving });
    begin(tx, deps, found, { to: 'applying', kind: 'apply-people-import', column: 'applied_by', by: actor?.id ?? null, at });
    return false;
  });
  if (old) throw conflict('people.preview_old');
}

/** Starts taking an applied import back. Errors: people.import_moved_on, people.too_old_to_undo where what was before has been destroyed. */
export function undoPeopleImport(deps: PeopleDeps, actor: Actor | null, id: string): void {
  deps.db.write((tx) => {
    const found = findImportIn(tx, actor, id, ['applied']);
    if (found.purged_at) throw conflict('people.too_old_to_undo');
    begin(tx, deps, found, { to: 'undoing', kind: 'undo-people-import', column: 'undone_by', by: actor?.id ?? null, at: deps.clock.now() });
  });
}

function begin(tx: Tx, deps: PeopleDeps, found: ImportRecord, step: { to: 'applying' | 'undoing'; kind: string; column: 'applied_by' | 'undone_by'; by: string | null; at: Date }): void {
  const { total } = tx.statement('SELECT count(*) AS total FROM people_import_changes WHERE import_id = ?').get(found.id) as { total: number };
  tx.statement(`UPDATE people_imports SET state = ?, ${step.column} = ?, progress_done = 0, progress_total = ? WHERE id = ?`).run(step.to, step.by, total, found.id);
  enqueue(tx, { kind: step.kind, key: `${step.kind}:${found.id}`, payload: { importId: found.id }, runAt: step.at, now: step.at });
}

/** Writes the changes of an import that was started; goes on where a crash stopped it. What somebody changed in between is kept and marked. */
export async function runPeopleImport(deps: PeopleDeps, id: string): Promise<void> {
  const found = findImport(deps.db, null, id);
  if (found.state === 'applying') await inBatches(deps, found, { from: 'planned', to: 'done', order: 'n', turned: (row) => [row.before, row.after] });
  else if (found.state === 'undoing') await inBatches(deps, found, { from: 'done', to: 'undone', order: 'n DESC', turned: (row) => [row.after, row.before] });
  else return;
  deps.db.write((tx) => finishImport(tx, deps, found));
}

type Way = { from: 'planned' | 'done'; to: 'done' | 'undone'; order: 'n' | 'n DESC'; turned: (row: Row) => [string | null, string | null] };

async function inBatches(deps: PeopleDeps, found: ImportRecord, way: Way): Promise<void> {
  const parse = (text: string | null) => (text === null ? null : (JSON.parse(text) as never));
  for (;;) {
    const done = deps.db.write((tx) => {
      const rows = tx.statement(`SELECT n, subject, act, person_id, before, after FROM people_import_changes WHERE import_id = ? AND state = ? ORDER BY ${way.order} LIMIT ${batch}`).all(found.id, way.from) as Row[];
      const at = deps.clock.now();
      for (const row of rows) {
        const [from, to] = way.turned(row).map(parse) as [never, never];
        const turned = turn(tx, row.subject, from, to, at);
        tx.statement('UPDATE people_import_changes SET state = ? WHERE import_id = ? AND n = ?').run(turned ? way.to : 'kept', found.id, row.n);
        if (turned && row.subject === 'person') recordPerson(tx, found, row, at, way.to);
      }
      tx.statement('UPDATE people_imports SET progress_done = progress_done + ? WHERE id = ?').run(rows.length, found.id);
      return rows.length < batch;
    });
    if (done) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

function recordPerson(tx: Tx, found: ImportRecord, row: Row, at: Date, to: Way['to']): void {
  record(tx, {
    at, actorId: to === 'done' ? found.applied_by : found.undone_by, event: to === 'undone' ? 'person.change_undone' : row.act === 'new' ? 'person.made' : row.act === 'left' ? 'person.left' : 'person.changed',
    subject: { kind: 'person', id: row.person_id }, parent: { kind: 'people_import', id: found.id },
  });
}

function finishImport(tx: Tx, deps: PeopleDeps, found: ImportRecord): void {
  const at = deps.clock.now();
  const counts = tx.statement('SELECT state, count(*) AS n FROM people_import_changes WHERE import_id = ? GROUP BY state').all(found.id) as { state: string; n: number }[];
  const undoing = found.state === 'undoing';
  tx.statement(undoing ? "UPDATE people_imports SET state = 'undone', undone_at = ? WHERE id = ?" : "UPDATE people_imports SET state = 'applied', applied_at = ? WHERE id = ?").run(at.toISOString(), found.id);
  if (found.blob_id) {
    deps.files.shred(tx, found.blob_id);
    tx.statement('UPDATE people_imports SET blob_id = NULL WHERE id = ?').run(found.id);
  }
  record(tx, {
    at, actorId: undoing ? found.undone_by : found.applied_by, event: undoing ? 'people.import_undone' : 'people.imported', subject: { kind: 'people_import', id: found.id },
    payload: Object.fromEntries(counts.map(({ state, n }) => [state, n])),
  });
}
