import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { getCase, listCases } from '../../src/archive/index.ts';
import { runDisposal } from '../../src/jobs/disposal.ts';
import { groupings, statistics } from '../../src/reporting/index.ts';
import { approveDisposal, openBatch, proposeDisposal, takeApprovalBack, takeCertificate, type Certificate } from '../../src/retention/index.ts';
import { beginIndex, beginServerIndex, keepIndexes, openSearch, search } from '../../src/search/index.ts';
import { getDispatch, listDispatches, listLetters, needsPersonCount, prepareDispatch, purgeDispatches, submit, validate } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { actorIn, draftIn, openSchool, type School } from '../support/draft.ts';
import { sayIfUnchecked } from '../support/meilisearch/openapi.ts';
import { startStandIn } from '../support/meilisearch/serve.ts';
import { onDisk, workDisposal } from './destroying.ts';

let school: School;
let lise: Actor;
let lena: Actor;
let dispatch: string;
let ids: string[];
const standIn = startStandIn();
let keeper: ReturnType<typeof keepIndexes>;
let embedded: ReturnType<typeof openSearch>;
const catchUp = async () => { while (await keeper.step()); };

/** Letters that were cut from a merge file, sent with it, and came; the merge file has had its time. */
beforeAll(async () => {
  school = openSchool();
  const { deps } = school;
  [lise, lena] = [await actorIn(school, 'lise', 'secretary'), await actorIn(school, 'lena', 'leader')];
  deps.db.write((tx) => tx.statement("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, forget_case, reason, made_at) SELECT 'r', id, 'active', 'dispose', 0, 'filed', 1, 'Lov', '' FROM document_types").run());
  keeper = keepIndexes(deps, (record) => deps.search.open(record), { remove: deps.search.remove });
  embedded = openSearch({ db: deps.db, folder: join(deps.config.data, 'search') });
  beginIndex(deps.db, 'fts5', deps.clock.now());
  changeSettings(deps, null, { 'search.url': standIn.url, 'search.key': standIn.key });
  beginServerIndex(deps, null);
  dispatch = await draftIn(school, lise);
  submit(deps, lise, dispatch, validate(deps, lise, dispatch));
  await prepareDispatch(deps, dispatch);
  deps.db.write((tx) => {
    tx.statement("UPDATE letters SET state = 'delivered' WHERE dispatch_id = ?").run(dispatch);
    tx.statement("UPDATE documents SET status = 'delivered', sent_at = created_at WHERE dispatch_id = ?").run(dispatch);
    tx.statement("UPDATE dispatches SET state = 'settled', settled_at = ? WHERE id = ?").run(deps.clock.now().toISOString(), dispatch);
    tx.statement("UPDATE cases SET status = 'closed', closed_at = ?").run(deps.clock.now().toISOString());
  });
  ids = (deps.db.statement('SELECT id FROM documents WHERE dispatch_id = ? ORDER BY id').all(dispatch) as { id: string }[]).map(({ id }) => id);
  await catchUp();
}, 120_000);
afterAll(async () => {
  expect(standIn.violations).toEqual([]);
  standIn.stop();
  await keeper.close();
  await embedded.close();
  school.close();
});
sayIfUnchecked('test/retention/destroy-letters.test.ts');

const hits = async () => {
  const asked = { text: 'Optagelse', filters: { what: 'document' as const }, order: 'newest' as const, page: 1 };
  const [server, file] = [await search(school.deps.db, school.deps.search.ask, lise, asked), await search(school.deps.db, embedded.ask, lise, asked)];
  return [server.insteadOf, server.total, file.total];
};
const figures = () => groupings.map((grouping) => statistics(school.deps.db, lena, { period: { from: '2026-01', to: '2027-12' }, grouping }));

async function destroy(some: string[]) {
  const { deps } = school;
  const batch = proposeDisposal(deps, lise, { ids: some });
  approveDisposal(deps, lena, batch, openBatch(deps, lena, batch, 1).batch.contentHash);
  school.clock.advance(15 * 86_400_000);
  const run = await runDisposal(deps);
  await workDisposal(deps);
  await catchUp();
  return { batch, run };
}

test('while the merge file is there its letters are left alone; when it has had its time, real letters go, and what is sent is counted as before', async () => {
  const { deps } = school;
  school.clock.advance(2 * 86_400_000);
  expect((await destroy(ids.slice(0, 1))).run.batches[0]).toMatchObject({ destroyed: 0, left: [{ documentId: ids[0]!, why: 'bundled' }] });
  school.clock.advance(20 * 86_400_000);
  expect(purgeDispatches(deps)).toBe(1);
  const before = figures();
  expect(await hits()).toEqual([null, ids.length, ids.length]);
  const names = (deps.db.statement('SELECT recipient_name AS name, recipient_number AS number FROM letters WHERE document_id IN (SELECT value FROM json_each(?))').all(JSON.stringify(ids.slice(0, 2))) as { name: string; number: string }[]);
  const files = onDisk(deps).size;

  const { batch, run } = await destroy(ids.slice(0, 2));
  expect(run).toMatchObject({ batches: [{ destroyed: 2, left: [] }], cases: 2 });
  expect(await hits()).toEqual([null, ids.length - 2, ids.length - 2]);
  // Sent and original of both are gone; the certificate has come.
  expect(onDisk(deps).size).toBe(files - 4 + 1);
  expect(figures()).toEqual(before);
  const rows = listLetters(deps.db, lise, dispatch, { filter: 'all', query: '', page: 1 }).rows;
  expect(rows.filter(({ disposed }) => disposed).map(({ recipient, documentId, doubts }) => [recipient, documentId, doubts])).toEqual([[null, null, []], [null, null, []]]);
  expect(needsPersonCount(deps.db, lise)).toBe(0);
  // The session is two weeks old by now.
  await school.user('lis', 'Lis', 'secretary', 'leader');
  const page = await (await school.get(`/afsendelser/${dispatch}`, 'lis')).text();
  expect(page.split('Kasseret brev').length - 1).toBe(2);
  for (const path of ['/afsendelser', '/overblik', '/signaturer', `/afsendelser/${dispatch}/historik`, `/afsendelser/${dispatch}/papir`, '/send', '/arkiv', '/statistik']) expect([path, [200, 303, 404].includes((await school.get(path, 'lis')).status)]).toEqual([path, true]);
  for (const act of ['liste', 'rapport']) expect([act, (await school.post(`/afsendelser/${dispatch}/${act}`, {}, 'lis')).status]).toEqual([act, 200]);
  // The rule says so: the empty cases have no name and no number any more, and a new letter would make a new case.
  const empty = listCases(deps.db, lise, { status: 'disposed' }, 1).rows;
  expect(empty.map(({ title, identifier, documents }) => [title, identifier, documents])).toEqual([['Kasseret sag', null, 0], ['Kasseret sag', null, 0]]);
  expect(getCase(deps.db, lise, empty[0]!.id).identifiers).toEqual([]);
  const [json, pdf] = [await takeCertificate(deps, lise, batch, 'json'), await takeCertificate(deps, lena, batch, 'pdf')];
  const certificate = new TextDecoder().decode(json.content);
  expect(JSON.parse(certificate)).toMatchObject({ documents: { proposed: 2, destroyed: 2, left: 0 }, counts: [{ type: 'Brev', year: '2026', documents: 2 }], rules: [{ type: 'Brev', documents: 2, rule: { reason: 'Lov' } }] });
  expect(new TextDecoder('latin1').decode(pdf.content.slice(0, 5))).toBe('%PDF-');
  const said = [certificate, (await deps.documents.read(pdf.content, {})).map((page) => page.text).join(' ')].join(' ');
  // Every hash stands whole on paper too.
  const paper = said.slice(certificate.length);
  for (const { sha256 } of (JSON.parse(certificate) as Certificate).destroyedDocuments.flatMap((each) => each.files)) expect([sha256, paper.includes(sha256)]).toEqual([sha256, true]);
  for (const { name, number } of names) expect([name, said.includes(`${name} `) || said.includes(`${name}"`), said.includes(number)]).toEqual([name, false, false]);
}, 120_000);

test('with its last letter the dispatch is seen nowhere, and counted still', async () => {
  const { deps } = school;
  const before = figures();
  expect(getDispatch(deps.db, lise, dispatch).title).toBe('Optagelse');
  expect((await destroy(ids.slice(2))).run.batches[0]).toMatchObject({ destroyed: ids.length - 2, left: [] });
  expect(() => getDispatch(deps.db, lise, dispatch)).toThrow('not_found');
  expect(listDispatches(deps.db, lise, { view: 'done', page: 1 }).total).toBe(0);
  expect(figures()).toEqual(before);
  expect(await hits()).toEqual([null, 0, 0]);
  expect(deps.db.statement('SELECT title, source_filename AS name FROM dispatches').all()).toEqual([{ title: '', name: '' }]);
  expect(deps.db.statement("SELECT count(*) AS n FROM audit_payloads p JOIN audit_entries e USING (seq) WHERE p.payload LIKE '%Optagelse%' OR p.payload LIKE '%optagelsesbreve%'").get()).toEqual({ n: 0 });
  expect(verifyAudit(deps.db).faults).toEqual([]);
  const kept = (deps.db.statement('SELECT id FROM blobs WHERE shredded_at IS NULL').all() as { id: string }[]).map(({ id }) => id);
  expect([...onDisk(deps).keys()].sort()).toEqual(kept.sort());
}, 120_000);

test('an approval that was taken back destroys nothing, also when its time would have come', async () => {
  const { deps } = school;
  const caseId = deps.ids.uuid();
  const documentId = deps.ids.uuid();
  deps.db.write((tx) => {
    tx.statement("INSERT INTO cases (id, kind, type_id, title, status, created_at, updated_at) VALUES (?, 'student', 'student', 'Sag', 'open', '', '')").run(caseId);
    tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, 'D', (SELECT id FROM document_types), 'internal', 'filed', '2020-01-01T10:00:00Z')").run(documentId, caseId);
  });
  const batch = proposeDisposal(deps, lise, { ids: [documentId] });
  approveDisposal(deps, lena, batch, openBatch(deps, lena, batch, 1).batch.contentHash);
  school.clock.advance(13 * 86_400_000);
  expect((await runDisposal(deps)).batches).toEqual([]);
  takeApprovalBack(deps, lena, batch, 'Klage');
  school.clock.advance(13 * 86_400_000);
  expect((await runDisposal(deps)).batches).toEqual([]);
  expect((await destroy([documentId])).run.batches).toMatchObject([{ destroyed: 1 }]);
  expect(() => takeApprovalBack(deps, lena, (deps.db.statement("SELECT id FROM disposal_batches WHERE state = 'destroyed' ORDER BY number DESC").get() as { id: string }).id, 'For sent')).toThrow('disposal.not_approved');
});
