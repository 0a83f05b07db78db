import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { conflict, invalid } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import { addIndex, dropRecord, listIndexes } from './changes.ts';

type Deps = { db: Database; clock: Clock };

/**
 * Begins an index on the school's Meilisearch server. It is asked when it is built; until then, and whenever the server is
 * away, the embedded one is. Where one is in use already, that goes on answering meanwhile. `actorId` null = command line.
 * Errors: invalid meilisearch.not_configured; conflict meilisearch.is_building. Answers its name.
 */
export function beginServerIndex({ db, clock }: Deps, actorId: string | null): string {
  return db.write((tx) => {
    if (readSettings(tx)['search.url'] === '') throw invalid('meilisearch.not_configured');
    if (listIndexes(tx).some(({ engine, state }) => engine === 'meilisearch' && state === 'building')) throw conflict('meilisearch.is_building');
    const name = addIndex(tx, 'meilisearch', clock.now());
    record(tx, { at: clock.now(), actorId, event: 'search.server_begun', subject: { kind: 'system', id: 'search' }, payload: { name } });
    return name;
  });
}

/** Leaves the server: the embedded index answers from now on, and what is on the server is taken away there. */
export function leaveServer({ db, clock }: Deps, actorId: string | null): void {
  db.write((tx) => {
    const left = listIndexes(tx).filter(({ engine }) => engine === 'meilisearch');
    for (const { name } of left) dropRecord(tx, name);
    if (left.length > 0) record(tx, { at: clock.now(), actorId, event: 'search.server_left', subject: { kind: 'system', id: 'search' }, payload: { names: left.map(({ name }) => name) } });
  });
}
