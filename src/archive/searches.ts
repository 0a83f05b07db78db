import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { listCases } from './queries.ts';
import type { CaseList, CaseStatus } from './types.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
/** What was typed, and whatever else narrows that search down. */
export type SearchCriteria = { words?: string | undefined };

/** Keeps what was searched for under an id of its own, so that no number stands in an address, and logs it. */
export function saveSearch<Criteria extends SearchCriteria>(deps: Deps, actor: Actor, criteria: Criteria): string {
  const id = deps.ids.uuid();
  deps.db.write((tx) => {
    const at = deps.clock.now();
    tx.statement('INSERT INTO searches (id, user_id, criteria, created_at) VALUES (?, ?, ?, ?)').run(id, actor.id, JSON.stringify(criteria), at.toISOString());
    record(tx, { at, actorId: actor.id, event: 'search.made', subject: { kind: 'search', id }, payload: { criteria } });
  });
  return id;
}

/** Cases by what was typed (a part of a title or name, or a whole number), the first page; asking is logged like any search. */
export function searchCases(deps: Deps, actor: Actor, typed: string, status?: CaseStatus): CaseList {
  const criteria = { words: typed, ...(status ? { status } : {}) };
  saveSearch(deps, actor, criteria);
  return listCases(deps.db, actor, criteria, 1);
}

/** The criteria of one's own search, with its name where it was given one. */
export function readSearch<Criteria extends SearchCriteria>(reader: Reader, actor: Actor, searchId: string): Criteria & { name: string | null } {
  const row = reader.statement('SELECT criteria, name FROM searches WHERE id = ? AND user_id = ?').get(searchId, actor.id) as { criteria: string; name: string | null } | undefined;
  if (!row) throw notFound();
  return { ...(JSON.parse(row.criteria) as Criteria), name: row.name };
}

const mostNamed = 30;

/**
 * Gives one's own search a name to find it by again; '' takes the name away. Errors: search.name_too_long (60),
 * search.too_many_named (30), not_found.
 */
export function nameSearch(deps: Deps, actor: Actor, searchId: string, name: string): void {
  const plain = name.trim().replace(/\s+/g, ' ');
  if (plain.length > 60) throw invalid('search.name_too_long', { most: 60 });
  deps.db.write((tx) => {
    readSearch(tx, actor, searchId);
    if (plain && listNamedSearches(tx, actor).length >= mostNamed) throw conflict('search.too_many_named', { most: mostNamed });
    tx.statement('UPDATE searches SET name = ? WHERE id = ?').run(plain || null, searchId);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'search.named', subject: { kind: 'search', id: searchId }, payload: { name: plain } });
  });
}

/** One's own searches that have a name, by name. */
export function listNamedSearches(reader: Reader, actor: Actor): { id: string; name: string }[] {
  return reader.statement('SELECT id, name FROM searches WHERE user_id = ? AND name IS NOT NULL ORDER BY fold(name), created_at').all(actor.id) as { id: string; name: string }[];
}
