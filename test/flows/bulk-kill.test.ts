import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { actorOf } from '../../src/access/index.ts';
import { beginBulk, bulkPackage, caseFor, chooseBulkAct, fileDocument, getBulk, listDocumentTypes, runBulk, undoBulk, type BulkState } from '../../src/archive/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
beforeAll(async () => { box = await makeBox(); });
afterAll(() => box.close());

const count = 700;

test('kill -9 while many are tried, changed, taken back and packed: each exactly once, with its entry in the log', async () => {
  const { deps } = box;
  const lise = actorOf(deps, box.user('lise'));
  const type = listDocumentTypes(deps.db)[0]!.id;
  const caseId = deps.db.write((tx) => caseFor(tx, deps, { recipient: { kind: 'cpr', number: '0103104001' }, name: 'Ida Holm', at: deps.clock.now(), actorId: null }));
  const documents = deps.db.write((tx) => Array.from({ length: count }, (_, n) => {
    const id = deps.ids.uuid();
    tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at) VALUES (?, ?, ?, 'internal', 'filed', ?)").run(id, caseId, `Dokument ${n}`, deps.clock.now().toISOString());
    return id;
  }));
  const view = (id: string) => getBulk(deps.db, lise, id);
  const open = (id: string, state: BulkState) => (view(id).state === state ? view(id).counts[({ planning: 'chosen', running: 'planned', undoing: 'done' } as Record<string, 'chosen' | 'planned' | 'done'>)[state]!] : 0);
  const typed = () => (deps.db.statement('SELECT count(*) AS n FROM documents WHERE document_type_id = ?').get(type) as { n: number }).n;
  const logged = (event: string) => deps.db.statement('SELECT max(n) AS most, count(*) AS documents FROM (SELECT count(*) AS n FROM audit_entries WHERE event = ? GROUP BY subject_id)').get(event) as { most: number | null; documents: number };
  let killed = 0;
  /** Lets the delivery process work until `state` is over, killing it in the middle of it three times. */
  async function workThrough(id: string, state: BulkState) {
    for (let kill = 0; kill < 3; kill++) {
      const delivery = box.spawn('deliver');
      const left = open(id, state);
      await until(() => open(id, state) < left || view(id).state !== state, `work on ${state}`);
      delivery.kill('SIGKILL');
      await delivery.exited;
      if (view(id).state === state) killed += 1;
    }
    const last = box.spawn('deliver');
    await until(() => view(id).state !== state, `the end of ${state}`);
    last.kill('SIGKILL');
    await last.exited;
  }

  const id = beginBulk(deps, lise, { subject: 'document', act: 'document_type', ids: documents, origin: '/arkiv' });
  chooseBulkAct(deps, lise, id, type);
  await workThrough(id, 'planning');
  expect([view(id).counts.planned, typed(), logged('document.changed').documents]).toEqual([count, 0, 0]);
  runBulk(deps, lise, id);
  await workThrough(id, 'running');
  expect([view(id).counts.done, typed(), logged('document.changed')]).toEqual([count, count, { most: 1, documents: count }]);
  undoBulk(deps, lise, id);
  await workThrough(id, 'undoing');
  expect([view(id).counts.undone, typed(), logged('document.changed')]).toEqual([count, 0, { most: 2, documents: count }]);
  expect(killed).toBeGreaterThan(3);

  const files = await Promise.all(Array.from({ length: 30 }, (_, n) => fileDocument(deps, lise, caseId, { filename: `fil-${n}.bin`, content: (async function* () { yield new Uint8Array(2_000_000).fill(n); })() })));
  const taken = beginBulk(deps, lise, { subject: 'document', act: 'export', ids: files, origin: '/arkiv' });
  chooseBulkAct(deps, lise, taken, '');
  await workThrough(taken, 'planning');
  runBulk(deps, lise, taken);
  for (let kill = 0; kill < 3 && view(taken).state !== 'done'; kill++) {
    const delivery = box.spawn('deliver');
    await until(() => view(taken).state === 'packing' || view(taken).state === 'done', 'packing');
    await Bun.sleep(20 * kill);
    delivery.kill('SIGKILL');
    await delivery.exited;
  }
  box.spawn('deliver');
  await until(() => view(taken).state === 'done', 'the package');
  const inside = unzipSync(new Uint8Array(await (await bulkPackage(deps, lise, taken)).content.arrayBuffer()));
  expect(Object.keys(inside).filter((name) => name.endsWith('.bin')).length).toBe(30);
  expect(logged('document.exported')).toEqual({ most: 1, documents: 30 });
  expect(verifyAudit(deps.db).faults).toEqual([]);
}, 240_000);
