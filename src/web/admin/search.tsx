import { record } from '../../audit/index.ts';
import { isNewEnough, leastVersion, sendsInClear } from '../../connectors/meilisearch/index.ts';
import { conflict, Problem, unavailable } from '../../core/errors.ts';
import { beginServerIndex, indexToAsk, leaveServer, pendingRemovals, searchHealth } from '../../search/index.ts';
import { readSettings } from '../../settings/index.ts';
import { SearchBelow } from '../../../views/admin/search-below.tsx';
import { searchPage } from '../../../views/texts/search-server.ts';
import { attempt } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { settingsPart, takeSettingsPart } from './settings-part.tsx';

const address = '/administration/soegning';

function show(c: Ctx, refused?: Parameters<typeof settingsPart>[2], test?: { problem?: Problem; version?: string }, refusal?: Problem) {
  const { db } = c.get('deps');
  const url = readSettings(db)['search.url'];
  const onServer = indexToAsk(db, 'meilisearch');
  const asked = onServer?.state === 'ready' && !onServer.lastError ? onServer : indexToAsk(db, 'fts5');
  const below = <SearchBelow indexes={searchHealth(db)} asked={asked?.name} ready={url !== ''} inClear={sendsInClear({ url })} version={test?.version} removals={pendingRemovals(db).length} />;
  return settingsPart(c, { part: 'search', title: searchPage.title, lead: searchPage.lead, address, below, refusal }, refused, test?.problem);
}

export const showSearchServer = (c: Ctx) => show(c);

/** The address stays while there is an index at it, which would be left lying there. */
export const takeSearchServer = (c: Ctx) => takeSettingsPart(c, { part: 'search', address }, (refused) => show(c, refused), (values) => {
  const { db } = c.get('deps');
  if (indexToAsk(db, 'meilisearch') && values['search.url'] !== readSettings(db)['search.url']) throw conflict('meilisearch.in_use', { key: 'search.url' });
});

/** Asks the server which version it is, with the key, and says what came of it. */
export async function takeSearchTest(c: Ctx) {
  const { db, clock, search } = c.get('deps');
  const note = (payload: Record<string, unknown>) => db.write((tx) => {
    record(tx, { at: clock.now(), actorId: c.get('actor').id, event: 'search.server_tried', subject: { kind: 'system', id: 'search' }, payload });
  });
  try {
    const server = search.server();
    if (!server) throw unavailable('meilisearch.not_configured');
    const version = await server.version();
    if (!isNewEnough(version)) throw unavailable('meilisearch.too_old', { version, least: leastVersion });
    note({ ok: true, version });
    return show(c, undefined, { version });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    note({ ok: false, reason: error.reason });
    return show(c, undefined, { problem: error });
  }
}

export const takeServerIndex = (c: Ctx) => attempt(c, () => {
  beginServerIndex(c.get('deps'), c.get('actor').id);
  sayDone(c, 'searchServerBegun');
}, { to: address }, (problem) => show(c, undefined, undefined, problem));

export const takeServerOff = (c: Ctx) => attempt(c, () => {
  leaveServer(c.get('deps'), c.get('actor').id);
  sayDone(c, 'searchServerLeft');
}, { to: address }, (problem) => show(c, undefined, undefined, problem));
