import { actorOf, findUser, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { Problem } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { listDocuments } from '../queries.ts';
import { caseOfRecord, changeRecord } from './acts.ts';
import type { BulkRecord, ItemRecord } from './find-bulk.ts';
import type { BulkDeps, BulkItemState, BulkReason, BulkState } from './types.ts';

/** A transaction lasts about so long beside its commit, so that no page waits for it (milliseconds). */
const stepMs = 8;
type Outcome = { state: BulkItemState; before?: string | null; after?: string | null };
type Work = { from: BulkItemState; order: 'n' | 'n DESC'; refused: 'left' | 'kept'; one(tx: Tx, deps: BulkDeps, actor: Actor, bulk: BulkRecord, item: ItemRecord): Outcome };

/** Thrown to take a trial back: it has seen what it wanted to know. */
class Tried extends Error {
  constructor(readonly outcome: Outcome) { super('tried'); }
}

const chosen = (bulk: BulkRecord, item: ItemRecord) => ({ subject: bulk.subject, id: item.subject_id, value: bulk.value });

const works: Partial<Record<BulkState, Work>> = {
  // The act itself is done to each and taken back: the preview cannot say anything else than the act will.
  planning: {
    from: 'chosen', order: 'n', refused: 'left',
    one(tx, deps, actor, bulk, item) {
      if (bulk.act === 'export') {
        caseOfRecord(tx, actor, chosen(bulk, item));
        return { state: 'planned' };
      }
      const { act } = bulk;
      try {
        return deps.db.write(() => { throw new Tried({ state: 'planned', ...changeRecord(tx, deps, actor, act, chosen(bulk, item), {}) }); });
      } catch (error) {
        if (error instanceof Tried) return error.outcome;
        throw error;
      }
    },
  },
  running: {
    from: 'planned', order: 'n', refused: 'left',
    one(tx, deps, actor, bulk, item) {
      if (bulk.act !== 'export') return { state: 'done', ...changeRecord(tx, deps, actor, bulk.act, chosen(bulk, item), { expected: item.before }) };
      recordTaking(tx, deps, actor, bulk, item);
      return { state: 'done' };
    },
  },
  undoing: {
    from: 'done', order: 'n DESC', refused: 'kept',
    one(tx, deps, actor, bulk, item) {
      if (bulk.act !== 'export') changeRecord(tx, deps, actor, bulk.act, chosen(bulk, item), { expected: item.after, back: { to: item.before } });
      return { state: 'undone', before: item.before, after: item.after };
    },
  },
};

/** The log of each case and document says that it was taken out, and in which act. */
function recordTaking(tx: Tx, deps: BulkDeps, actor: Actor, bulk: BulkRecord, item: ItemRecord): void {
  const found = caseOfRecord(tx, actor, { subject: bulk.subject, id: item.subject_id });
  const entry = { at: deps.clock.now(), actorId: actor.id, payload: { bulk: bulk.id } };
  if (bulk.subject === 'case') record(tx, { ...entry, event: 'case.exported', subject: { kind: 'case', id: found.id } });
  const documents = bulk.subject === 'case' ? listDocuments(tx, actor, found.id).map(({ id }) => id) : [item.subject_id];
  for (const id of documents) record(tx, { ...entry, event: 'document.exported', subject: { kind: 'document', id }, parent: { kind: 'case', id: found.id } });
}

/** What became of one record. A command that refuses leaves it alone; one that breaks fails it alone, but a database that does not take writes stops the work. */
function outcomeOf(tx: Tx, deps: BulkDeps, actor: Actor, bulk: BulkRecord, item: ItemRecord, work: Work): Outcome & { reason?: BulkReason } {
  try {
    return deps.db.write(() => work.one(tx, deps, actor, bulk, item));
  } catch (error) {
    if (error instanceof Problem) return { state: work.refused, before: item.before, after: item.after, reason: { key: error.reason === 'not_found' ? 'bulk.not_seen' : error.reason, values: error.values } };
    const code = (error as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')) throw error;
    return { state: work.refused === 'kept' ? 'kept' : 'failed', before: item.before, after: item.after, reason: { key: 'bulk.failed', values: {} } };
  }
}

/**
 * One short transaction of an act that is at work: each record's change, its log and its mark as done together, so that a
 * crash neither loses nor repeats one. Whoever ordered it is asked anew each time what they may. Answers whether there was work.
 */
export function stepBulk(deps: BulkDeps, id: string): boolean {
  return deps.db.write((tx) => {
    const bulk = tx.statement('SELECT * FROM bulk_acts WHERE id = ?').get(id) as BulkRecord | undefined;
    const work = bulk && works[bulk.state];
    if (!bulk || !work) return false;
    const user = findUser(tx, bulk.user_id)!;
    if (user.lockedAt) {
      end(tx, deps, bulk, bulk.state === 'planning' ? 'choosing' : bulk.state === 'undoing' ? 'done' : 'stopped', 'bulk.user_locked');
      return true;
    }
    const actor = actorOf(deps, user);
    const until = performance.now() + stepMs;
    const next = tx.statement(`SELECT n, subject_id, state, reason, before, after FROM bulk_items WHERE bulk_id = ? AND state = ? ORDER BY ${work.order} LIMIT 1`);
    const mark = tx.statement('UPDATE bulk_items SET state = ?, reason = ?, before = ?, after = ? WHERE bulk_id = ? AND n = ?');
    do {
      const item = next.get(id, work.from) as ItemRecord | undefined;
      if (!item) {
        end(tx, deps, bulk, bulk.state === 'planning' ? 'preview' : bulk.state === 'undoing' ? 'undone' : bulk.act === 'export' ? 'packing' : 'done', null);
        return true;
      }
      const { state, reason, before, after } = outcomeOf(tx, deps, actor, bulk, item, work);
      mark.run(state, reason ? JSON.stringify(reason) : null, before ?? null, after ?? null, id, item.n);
    } while (performance.now() < until);
    return true;
  });
}

/** The acts that are at work, the oldest first: each gets a step in turn, so that a few never wait for many. */
export const bulkAtWork = (deps: Pick<BulkDeps, 'db'>): string[] =>
  (deps.db.statement("SELECT id FROM bulk_acts WHERE state IN ('planning', 'running', 'undoing') ORDER BY created_at").all() as { id: string }[]).map(({ id }) => id);

export function end(tx: Tx, deps: Pick<BulkDeps, 'clock'>, bulk: BulkRecord, state: BulkState, problem: string | null): void {
  const at = deps.clock.now();
  const column = state === 'undone' ? 'undone_at' : 'ended_at';
  tx.statement(`UPDATE bulk_acts SET state = ?, problem = ?, ${column} = ? WHERE id = ?`).run(state, problem, state === 'preview' || state === 'choosing' ? null : at.toISOString(), bulk.id);
  if (!['done', 'stopped', 'undone'].includes(state) || bulk.state === 'planning') return;
  const counts = tx.statement('SELECT state, count(*) AS n FROM bulk_items WHERE bulk_id = ? GROUP BY state').all(bulk.id) as { state: string; n: number }[];
  record(tx, { at, actorId: bulk.user_id, event: state === 'undone' ? 'bulk.undone' : state === 'stopped' ? 'bulk.stopped' : 'bulk.ended', subject: { kind: 'bulk', id: bulk.id }, payload: Object.fromEntries(counts.map((each) => [each.state, each.n])) });
}
