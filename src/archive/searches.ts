import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import type { CaseCriteria } from './types.ts';

/** Keeps what was searched for under an id of its own, so that no number stands in an address, and logs it. */
export function saveSearch(deps: { db: Database; clock: Clock; ids: Ids }, actor: Actor, criteria: CaseCriteria): string {
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const at = deps.clock.now();
    tx.statement('INSERT INTO searches (id, user_id, criteria, created_at) VALUES (?, ?, ?, ?)').run(id, actor.id, JSON.stringify(criteria), at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'search.made', subject: { kind: 'search', id }, payload: { criteria } });
  });
  return id;
}

/** The criteria of one's own search. */
export function readSearch(reader: Reader, actor: Actor, searchId: string): CaseCriteria {
  const row = reader.statement('SELECT criteria FROM searches WHERE id = ? AND user_id = ?').get(searchId, actor.id) as { criteria: string } | undefined;
  if (!row) throw notFound();
  return JSON.parse(row.criteria) as CaseCriteria;
}
