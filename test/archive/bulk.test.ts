import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser, giveCaseAccess, giveGrant, maySeeCase, removeCaseAccess, setLocked, type Actor, type Role } from '../../src/access/index.ts';
import * as archive from '../../src/archive/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bulk-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock, documents: directDocumentWorker() });
const { db } = deps;
let lise: Actor;
let ole: Actor;
let anna: Actor;
let minutes: string;
let notes: string;
let branch: string;
const user = async (username: string, role: Role) => actorOf(deps, findUser(db, (await addUser(deps, null, { username, name: username, password: 'long enough', roles: [role] })).id)!);
let born = 0;
const student = () => db.write((tx) => archive.caseFor(tx, deps, { recipient: { kind: 'cpr', number: `0103${String(10 + Math.floor(born / 1000))}${String(4000 + (born++ % 1000))}` }, name: `Elev ${born}`, at: clock.now(), actorId: null }));
const file = (caseId: string, name: string, text = name) => archive.fileDocument(deps, lise, caseId, { filename: `${name}.txt`, content: (async function* () { yield new TextEncoder().encode(text); })() });
/** So many documents without files. */
const many = (caseId: string, n: number) => db.write((tx) => Array.from({ length: n }, (_, at) => {
  const id = deps.ids.uuid();
  tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at) VALUES (?, ?, ?, 'internal', 'filed', ?)").run(id, caseId, `Dokument ${at}`, clock.now().toISOString());
  return id;
}));
const columnOf = (table: string, column: string, id: string) => (db.statement(`SELECT ${column} AS v FROM ${table} WHERE id = ?`).get(id) as { v: string | null }).v;
const typeOf = (id: string) => columnOf('documents', 'document_type_id', id);
const states = (id: string) => Object.fromEntries((db.statement('SELECT subject_id AS id, state FROM bulk_items WHERE bulk_id = ?').all(id) as { id: string; state: string }[]).map((row) => [row.id, row.state]));
const reasons = (id: string) => Object.fromEntries((db.statement('SELECT subject_id AS id, reason FROM bulk_items WHERE bulk_id = ? AND reason IS NOT NULL').all(id) as { id: string; reason: string }[]).map((row) => [row.id, (JSON.parse(row.reason) as { key: string }).key]));
const entries = (event: string) => (db.statement('SELECT count(*) AS n FROM audit_entries WHERE event = ?').get(event) as { n: number }).n;
const work = (id: string) => { while (archive.stepBulk(deps, id)); };
const chosen = (actor: Actor, subject: 'document' | 'case', ids: string[], act: string, value = '') => {
  const id = archive.beginBulk(deps, actor, { subject, act, ids, origin: '/arkiv' });
  archive.chooseBulkAct(deps, actor, id, value);
  work(id);
  return id;
};
const done = (actor: Actor, subject: 'document' | 'case', ids: string[], act: string, value = '') => {
  const id = chosen(actor, subject, ids, act, value);
  archive.runBulk(deps, actor, id);
  work(id);
  return id;
};
const reasonOf = (work: () => unknown) => { try { work(); return null; } catch (error) { return (error as { reason: string }).reason; } };

beforeAll(async () => {
  [lise, ole, anna] = [await user('lise', 'secretary'), await user('ole', 'case_officer'), await user('anna', 'reader')];
  archive.layDocumentTypes(deps, null, ['Referat', 'Notat']);
  [minutes, notes] = archive.listDocumentTypes(db).map(({ id }) => id) as [string, string];
  const admin = await user('rune', 'administrator');
  branch = archive.addFilingPlanNode(deps, admin, { parentId: null, code: '01', title: 'Elever', description: '' });
});
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the preview changes nothing and says what will happen; the act does just that, and the undo sets back what nobody touched', async () => {
  const [a, b] = [student(), student()];
  const documents = [await file(a, 'et'), await file(a, 'to'), await file(b, 'tre'), await file(b, 'fire')];
  archive.changeDocument(deps, lise, documents[1]!, { title: 'To', documentTypeId: minutes });
  archive.setCaseStatus(deps, lise, b, 'closed');
  const before = entries('document.changed');
  const id = chosen(lise, 'document', documents, 'document_type', minutes);
  expect(archive.getBulk(db, lise, id)).toMatchObject({ state: 'preview', value: 'Referat', counts: { planned: 1, left: 3 } });
  expect(reasons(id)).toEqual({ [documents[1]!]: 'bulk.already', [documents[2]!]: 'bulk.case_closed', [documents[3]!]: 'bulk.case_closed' });
  expect(archive.listBulkItems(db, lise, id, { states: ['planned'], page: 1 }).rows).toMatchObject([{ title: 'Et', before: null, after: 'Referat' }]);
  expect([typeOf(documents[0]!), entries('document.changed')]).toEqual([null, before]);

  archive.runBulk(deps, lise, id);
  work(id);
  expect([typeOf(documents[0]!), typeOf(documents[2]!), entries('document.changed')]).toEqual([minutes, null, before + 1]);
  archive.undoBulk(deps, lise, id);
  work(id);
  expect([typeOf(documents[0]!), archive.getBulk(db, lise, id).state, entries('bulk.undone')]).toEqual([null, 'undone', 1]);
  expect(reasonOf(() => archive.undoBulk(deps, lise, id))).toBe('bulk.moved_on');
  expect(verifyAudit(db).faults).toEqual([]);
});

test('what was changed since the preview is left, what was changed since the act is kept', async () => {
  const a = student();
  const [one, two] = [await file(a, 'en'), await file(a, 'to')];
  const id = chosen(lise, 'document', [one, two], 'document_type', minutes);
  archive.changeDocument(deps, lise, one, { title: 'En', documentTypeId: notes });
  archive.runBulk(deps, lise, id);
  work(id);
  expect([states(id), reasons(id)]).toEqual([{ [one]: 'left', [two]: 'done' }, { [one]: 'bulk.changed' }]);
  archive.changeDocument(deps, lise, two, { title: 'To', documentTypeId: notes });
  archive.undoBulk(deps, lise, id);
  work(id);
  expect([states(id)[two], typeOf(two), archive.getBulk(db, lise, id).counts.kept]).toEqual(['kept', notes, 1]);
});

test('every act does what it says, and its undo takes it back', async () => {
  const [from, to] = [student(), student()];
  const documents = [await file(from, 'a'), await file(from, 'b')];
  const there = () => [documents.map((id) => [typeOf(id), columnOf('documents', 'case_id', id), columnOf('documents', 'approved_at', id) !== null, archive.readKeywords(db, { kind: 'document', id })]),
    [columnOf('cases', 'filing_node_id', from), columnOf('cases', 'status', from), columnOf('cases', 'closed_at', from), archive.readKeywords(db, { kind: 'case', id: from }), archive.getCase(db, lise, from).officer, own(from)]];
  const own = (id: string) => [columnOf('cases', 'confidential', id), (db.statement("SELECT level FROM case_access WHERE case_id = ? AND user_id = ? AND kind = 'given'").get(id, lise.id) as { level: string } | undefined)?.level];
  archive.setValues(deps, lise, { kind: 'document', id: documents[0]! }, { values: {}, keywords: ['sommer', 'tur'] });
  archive.setValues(deps, lise, { kind: 'case', id: from }, { values: {}, keywords: ['gammel'] });
  const acts: ['document' | 'case', string[], string, string, (now: ReturnType<typeof there>) => unknown, unknown][] = [
    ['document', documents, 'move', to, ([rows]) => rows!.map((row) => (row as unknown[])[1]), [to, to]],
    ['document', documents, 'approve', '', ([rows]) => rows!.map((row) => (row as unknown[])[2]), [true, true]],
    ['document', documents, 'add_keyword', ' ekskursion ', ([rows]) => rows!.map((row) => (row as unknown[])[3]), [['ekskursion', 'sommer', 'tur'], ['ekskursion']]],
    ['document', documents, 'remove_keyword', 'tur', ([rows]) => rows!.map((row) => (row as unknown[])[3]), [['sommer'], []]],
    ['case', [from], 'officer', ole.id, (now) => now[1]![4], 'ole'],
    ['case', [from], 'branch', branch, (now) => now[1]![0], branch],
    ['case', [from], 'add_keyword', 'ny', (now) => now[1]![3], ['gammel', 'ny']],
    ['case', [from], 'remove_keyword', 'gammel', (now) => now[1]![3], []],
    ['case', [from], 'close', '', (now) => now[1]![1], 'closed'],
    ['case', [from], 'confidential', '', (now) => now[1]![5], [1, 'write']],
  ];
  for (const [subject, ids, act, value, look, expected] of acts) {
    const before = there();
    const id = done(lise, subject, ids, act, value);
    expect([act, look(there())]).toEqual([act, expected]);
    archive.undoBulk(deps, lise, id);
    work(id);
    expect([act, there()]).toEqual([act, before]);
  }
  expect(archive.getCase(db, lise, from).officer).toBeNull();
});

test('nobody does to many what they may not do to one, whatever was chosen and whenever the right went', async () => {
  const [hers, closedToHim, secret] = [student(), student(), student()];
  giveCaseAccess(deps, lise, { caseId: hers, userId: ole.id, kind: 'officer' });
  const documents = [await file(hers, 'a'), await file(hers, 'b'), await file(closedToHim, 'c'), await file(secret, 'd')];
  archive.setConfidential(deps, lise, secret, true);
  // What is not seen is not even chosen.
  const id = chosen(ole, 'document', documents, 'document_type', minutes);
  expect(Object.keys(states(id)).sort()).toEqual([documents[0]!, documents[1]!].sort());
  giveCaseAccess(deps, lise, { caseId: closedToHim, userId: ole.id, kind: 'given', level: 'read' });
  expect(reasons(chosen(ole, 'document', documents, 'document_type', minutes))).toEqual({ [documents[2]!]: 'case.read_only' });
  expect(reasonOf(() => chosen(ole, 'document', documents, 'move', closedToHim))).toBe('case.read_only');
  expect(reasonOf(() => chosen(ole, 'document', documents, 'move', secret))).toBe('not_found');
  expect(reasonOf(() => chosen(ole, 'case', [hers], 'officer', lise.id))).toBe('forbidden');
  expect(archive.offeredActs(db, ole, 'case', [hers])).not.toContain('officer');
  expect(archive.offeredActs(db, anna, 'document', documents)).toEqual(['export']);
  // Taken away between preview and act.
  removeCaseAccess(deps, lise, { caseId: hers, userId: ole.id, kind: 'officer' });
  archive.runBulk(deps, ole, id);
  work(id);
  expect(Object.values(reasons(id))).toEqual(['bulk.not_seen', 'bulk.not_seen']);
  expect(documents.map(typeOf)).toEqual([null, null, null, null]);
  // Somebody else's act does not exist.
  expect(['getBulk', 'runBulk', 'undoBulk'].map((name) => reasonOf(() => (name === 'getBulk' ? archive.getBulk(db, lise, id) : archive[name as 'runBulk'](deps, lise, id))))).toEqual(['not_found', 'not_found', 'not_found']);
});

test('an act does not take away the sight of whoever does it', async () => {
  const rune = await user('rita', 'administrator');
  const free = archive.makeCase(deps, lise, { typeId: 'free', title: 'Fri', filingNodeId: branch, confidential: false });
  const other = archive.addFilingPlanNode(deps, rune, { parentId: null, code: '02', title: 'Andet', description: '' });
  const per = await user('per', 'case_officer');
  giveGrant(deps, rune, { holder: { kind: 'user', id: per.id }, mark: `branch:${branch}`, level: 'write' });
  expect(reasons(chosen(per, 'case', [free], 'branch', other))).toEqual({ [free]: 'bulk.out_of_sight' });
  archive.setConfidential(deps, lise, free, true);
  removeCaseAccess(deps, lise, { caseId: free, userId: lise.id, kind: 'given' });
  expect(reasons(chosen(lise, 'case', [free], 'officer', per.id))).toEqual({ [free]: 'bulk.out_of_sight' });
});

test('many cases made confidential are seen by those named on them alone, closed ones too; the undo gives back what there was', async () => {
  const [open, closed, already, own] = [student(), student(), student(), student()];
  giveCaseAccess(deps, lise, { caseId: open, userId: ole.id, kind: 'given', level: 'read' });
  giveCaseAccess(deps, lise, { caseId: own, userId: lise.id, kind: 'given', level: 'read' });
  archive.setCaseStatus(deps, lise, closed, 'closed');
  archive.setConfidential(deps, lise, already, true);
  const other = await user('lone', 'secretary');
  const sees = (actor: Actor) => [open, closed, already, own].filter((id) => archive.listCases(db, actor, {}, 1).rows.some((row) => row.id === id) || maySeeCase(db, actor, id));
  expect([sees(other), sees(ole)]).toEqual([[open, closed, own], [open]]);
  const logged = entries('case.confidentiality_set');
  const id = done(lise, 'case', [open, closed, already, own], 'confidential');
  expect(reasons(id)).toEqual({ [already]: 'bulk.already' });
  expect([sees(other), sees(ole), sees(lise), entries('case.confidentiality_set') - logged]).toEqual([[], [open], [open, closed, already, own], 3]);
  archive.undoBulk(deps, lise, id);
  work(id);
  expect([sees(other), sees(ole)]).toEqual([[open, closed, own], [open]]);
  const level = (caseId: string) => (db.statement("SELECT level FROM case_access WHERE case_id = ? AND user_id = ?").get(caseId, lise.id) as { level: string } | undefined)?.level;
  expect([level(open), level(closed), level(own), level(already)]).toEqual([undefined, undefined, 'read', 'write']);
  // Whoever does not say who sees a case is not offered it, and cannot.
  expect(archive.offeredActs(db, ole, 'case', [open])).not.toContain('confidential');
  expect(reasonOf(() => archive.beginBulk(deps, ole, { subject: 'case', act: 'confidential', ids: [open], origin: '/arkiv' }))).toBe('forbidden');
});

test('a stopped act keeps what it did, goes on, and is taken back; an account that is locked stops it', async () => {
  const a = student();
  const documents = many(a, 400);
  const id = chosen(lise, 'document', documents, 'document_type', minutes);
  archive.runBulk(deps, lise, id);
  archive.stepBulk(deps, id);
  archive.stopBulk(deps, lise, id);
  expect(archive.stepBulk(deps, id)).toBe(false);
  const half = archive.getBulk(db, lise, id).counts.done;
  expect([documents.filter((each) => typeOf(each) === minutes).length, half > 0 && half < 400]).toEqual([half, true]);
  archive.runBulk(deps, lise, id);
  setLocked(deps, lise, lise.id, true);
  work(id);
  expect(archive.getBulk(db, lise, id)).toMatchObject({ state: 'stopped', problem: 'bulk.user_locked', counts: { done: half } });
  setLocked(deps, lise, lise.id, false);
  archive.runBulk(deps, lise, id);
  work(id);
  expect(archive.getBulk(db, lise, id)).toMatchObject({ state: 'done', undoable: true, counts: { done: 400 } });
  archive.undoBulk(deps, lise, id);
  work(id);
  expect(documents.map(typeOf)).toEqual(documents.map(() => null));
});

test('an export is one package with every file and its hash, logged for each document, given only while all of it is seen, and goes', async () => {
  const [a, b] = [student(), student()];
  for (const each of [a, b]) giveCaseAccess(deps, lise, { caseId: each, userId: ole.id, kind: 'given' });
  const documents = [await file(a, 'ens', 'første'), await file(a, 'ens', 'anden'), await file(b, 'x', 'tredje')];
  const id = done(ole, 'document', documents, 'export');
  expect(archive.bulkToPack(deps)).toBe(id);
  await archive.packBulk(deps, id);
  const read = async (which: string) => unzipSync(new Uint8Array(await (await archive.bulkPackage(deps, ole, which)).content.arrayBuffer()));
  const inside = await read(id);
  const manifest = JSON.parse(new TextDecoder().decode(inside['manifest.json'])) as { name: string; sha256: string }[];
  for (const { name, sha256 } of manifest) expect(createHash('sha256').update(inside[name]!).digest('hex')).toBe(sha256);
  expect(manifest.length).toBe(4);
  expect(Object.entries(inside).filter(([name]) => name.endsWith('.txt')).map(([, bytes]) => new TextDecoder().decode(bytes)).sort()).toEqual(['anden', 'første', 'tredje']);
  for (const document of documents) expect(archive.documentHistory(db, lise, document).map(({ event }) => event)).toContain('document.exported');

  const cases = done(ole, 'case', [a, b], 'export');
  await archive.packBulk(deps, cases);
  expect(Object.keys(await read(cases)).filter((name) => name.endsWith('sag.json')).length).toBe(2);
  expect(entries('case.exported')).toBe(2);
  expect(entries('bulk.downloaded')).toBe(2);
  removeCaseAccess(deps, lise, { caseId: b, userId: ole.id, kind: 'given' });
  for (const each of [id, cases]) expect(await archive.bulkPackage(deps, ole, each).then(() => null, (error: { reason: string }) => error.reason)).toBe('bulk.package_not_all');
  const { blob } = db.statement('SELECT blob_id AS blob FROM bulk_acts WHERE id = ?').get(id) as { blob: string };
  expect(existsSync(deps.files.path(blob))).toBe(true);
  clock.advance(8 * 86_400_000);
  archive.purgeBulk(deps);
  expect([existsSync(deps.files.path(blob)), archive.getBulk(db, ole, id).packageUntil]).toEqual([false, null]);
});

test('after its days what was before is forgotten, and a choice nobody used is thrown away', async () => {
  const a = student();
  const documents = [await file(a, 'a')];
  const acted = done(lise, 'document', documents, 'document_type', minutes);
  const unused = chosen(lise, 'document', documents, 'document_type', notes);
  clock.advance(31 * 86_400_000);
  archive.purgeBulk(deps);
  expect([reasonOf(() => archive.undoBulk(deps, lise, acted)), reasonOf(() => archive.getBulk(db, lise, unused)), typeOf(documents[0]!)]).toEqual(['bulk.too_old_to_undo', 'not_found', minutes]);
});
