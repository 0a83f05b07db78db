import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { giveCaseAccess } from '../../src/access/index.ts';
import { actorOf, findUser } from '../../src/access/index.ts';
import { fileDocument, layDocumentTypes, listDocumentTypes, listDocuments, packBulk, setConfidential, stepBulk } from '../../src/archive/index.ts';
import { openPortal } from './portal.ts';

const portal = openPortal();
const { db } = portal.deps;
let cases: string[];
let documents: string[];
let type: string;
let lise: string;
let ole: string;
const actor = (id: string) => actorOf(portal.deps, findUser(db, id)!);
const typeOf = (id: string) => (db.statement('SELECT document_type_id AS type FROM documents WHERE id = ?').get(id) as { type: string | null }).type;
const text = async (answer: Response | Promise<Response>) => (await answer).text();
/** Posts the bar of a list, and answers where it leads. */
const begin = async (as: string, fields: [string, string][]) => (await portal.post('/samlet', fields, as)).headers.get('location') ?? '';
const work = (where: string) => { while (stepBulk(portal.deps, where.split('/').pop()!)); };

beforeAll(async () => {
  lise = await portal.user('lise', 'Lise', 'secretary');
  ole = await portal.user('ole', 'Ole', 'case_officer');
  await portal.user('anna', 'Anna', 'reader');
  layDocumentTypes(portal.deps, null, ['Referat']);
  type = listDocumentTypes(db)[0]!.id;
  const letters = [];
  for (const [n, name] of ['Ida Holm', 'Bo Lund', 'Eva Kjær'].entries()) letters.push(await portal.letter({ cpr: `010107123${n}`, name, title: `Brev til ${name}` }));
  cases = letters.map(({ caseId }) => caseId);
  await fileDocument(portal.deps, actor(lise), cases[0]!, { filename: 'referat.txt', content: (async function* () { yield new TextEncoder().encode('om rejsen'); })() });
  documents = cases.flatMap((id) => listDocuments(db, actor(lise), id).map((row) => row.id));
  giveCaseAccess(portal.deps, actor(lise), { caseId: cases[0]!, userId: ole, kind: 'given', level: 'read' });
  await portal.index();
});
afterAll(() => portal.close());

test('a list offers only what whoever looks may do', async () => {
  const acts = async (as: string, path: string) => [...(await text(portal.get(path, as))).matchAll(/name="handling" value="(\w+:\w+)"/g)].map((match) => match[1]);
  expect(await acts('lise', '/arkiv')).toEqual(['case:officer', 'case:add_keyword', 'case:remove_keyword', 'case:branch', 'case:close', 'case:confidential', 'case:export']);
  expect(await acts('ole', '/arkiv')).toEqual(['case:export']);
  expect(await acts('ole', `/sager/${cases[0]}`)).toEqual(['document:export']);
  expect(await acts('lise', `/sager/${cases[0]}`)).toContain('document:move');
  expect(await acts('anna', '/arkiv')).toEqual([]);
});

test('from a case: chosen, shown, done, taken back; everything typed by post and nothing of it in an address', async () => {
  const where = await begin('lise', [['fra', `/sager/${cases[0]}`], ['valgt', `document:${documents[0]}`], ['valgt', `document:${documents[1]}`], ['handling', 'document:document_type']]);
  expect(where).toMatch(/^\/samlet\/[\w-]{36}$/);
  expect(await text(portal.get(where, 'lise'))).toContain('2 dokumenter er valgt');
  expect((await portal.post(`${where}/valg`, { vaerdi: type }, 'lise')).headers.get('location')).toBe(where);
  const preview = await text(portal.get(where, 'lise'));
  expect([preview.includes('2 dokumenter bliver ændret'), preview.includes('Ret 2 dokumenter'), typeOf(documents[0]!)]).toEqual([true, true, null]);
  await portal.post(`${where}/udfoerelse`, {}, 'lise');
  expect([await text(portal.get(where, 'lise')), typeOf(documents[0]!)]).toEqual([expect.stringContaining('2 dokumenter er ændret'), type]);
  await portal.post(`${where}/fortrydelse`, {}, 'lise');
  expect([await text(portal.get(where, 'lise')), typeOf(documents[0]!)]).toEqual([expect.stringContaining('2 er sat tilbage'), null]);
  expect(await text(portal.get('/samlet', 'lise'))).toContain(`${where}"`);
  const again = await portal.post(`${where}/fortrydelse`, {}, 'lise');
  expect([again.status, (await again.text()).includes('Handlingen er kommet videre siden')]).toEqual([409, true]);
});

test('cases made confidential: what that means is said before, and it is taken back', async () => {
  const where = await begin('lise', [['fra', '/arkiv'], ['valgt', `case:${cases[1]}`], ['valgt', `case:${cases[2]}`], ['handling', 'case:confidential']]);
  work(where);
  const preview = await text(portal.get(where, 'lise'));
  expect([preview.includes('Gør sager fortrolige'), preview.includes('kun ses og findes af sin sagsbehandler'), preview.includes('Gør 2 sager fortrolige')]).toEqual([true, true, true]);
  await portal.post(`${where}/udfoerelse`, {}, 'lise');
  work(where);
  expect((db.statement('SELECT sum(confidential) AS n FROM cases').get() as { n: number }).n).toBe(2);
  expect(await text(portal.get(where, 'lise'))).toContain('2 sager er ændret');
  await portal.post(`${where}/fortrydelse`, {}, 'lise');
  work(where);
  expect((db.statement('SELECT sum(confidential) AS n FROM cases').get() as { n: number }).n).toBe(0);
});

test('all of a list, of a page and of a search is chosen on the server, each through what one may see', async () => {
  const rows = (where: string) => (db.statement('SELECT subject_id AS id FROM bulk_items WHERE bulk_id = ?').all(where.split('/').pop()!) as { id: string }[]).map(({ id }) => id).sort();
  expect(rows(await begin('lise', [['fra', '/arkiv?klasse=1.a'], ['alle', 'on'], ['handling', 'case:close']]))).toEqual([...cases].sort());
  expect(rows(await begin('ole', [['fra', '/arkiv'], ['alle', 'on'], ['handling', 'case:export']]))).toEqual([cases[0]!]);
  expect(rows(await begin('lise', [['fra', '/arkiv'], ['hele-siden', 'on'], ['siden', `case:${cases[0]} document:${documents[0]} case:${cases[1]}`], ['handling', 'case:close']]))).toEqual([cases[0]!, cases[1]!].sort());
  const search = (await portal.post('/soegninger', { ord: 'brev' }, 'lise')).headers.get('location')!;
  expect(rows(await begin('lise', [['fra', search], ['alle', 'on'], ['handling', 'document:approve']])).length).toBe(3);
  expect(await text(portal.get(search, 'lise'))).toContain('name="handling" value="document:approve"');
  // Another's search is not there, nor are rows of cases one does not see.
  expect((await portal.post('/samlet', [['fra', search], ['alle', 'on'], ['handling', 'document:export']], 'ole')).status).toBe(404);
  expect((await portal.post('/samlet', [['fra', '/arkiv'], ['valgt', `case:${cases[1]}`], ['handling', 'case:export']], 'ole')).status).toBe(422);
});

test('what cannot be used comes back with a sentence that says what to do', async () => {
  for (const [fields, status, words] of [
    [[['handling', 'case:close']], 422, 'Intet er valgt'], [[['valgt', `case:${cases[0]}`], ['handling', 'case:slet']], 422, 'Vælg, hvad der skal ske'],
    [[['valgt', `document:${documents[0]}`], ['handling', 'case:close']], 422, 'Intet er valgt'], [[['alle', 'on'], ['fra', '//ude.example/arkiv'], ['handling', 'case:close']], 422, 'Intet er valgt'],
  ] as [[string, string][], number, string][]) {
    const answer = await portal.post('/samlet', [['fra', '/arkiv'], ...fields].reverse() as [string, string][], 'lise');
    expect([fields, answer.status, (await answer.text()).includes(words)]).toEqual([fields, status, true]);
  }
  const where = await begin('lise', [['fra', '/arkiv'], ['valgt', `case:${cases[0]}`], ['handling', 'case:add_keyword']]);
  const answer = await portal.post(`${where}/valg`, { vaerdi: '   ' }, 'lise');
  expect([answer.status, (await answer.text()).includes('Skriv et nøgleord.')]).toEqual([422, true]);
  expect((await portal.post('/samlet', [['fra', '/arkiv'], ['valgt', `case:${cases[0]}`], ['handling', 'case:officer']], 'ole')).status).toBe(403);
});

test('the other case is looked for by post, and only one that may be changed is offered', async () => {
  const where = await begin('lise', [['fra', '/arkiv'], ['valgt', `document:${documents.at(-1)}`], ['handling', 'document:move']]);
  const hits = await text(portal.post(`${where}/valg`, { ord: 'Bo' }, 'lise'));
  expect([hits.includes('Bo Lund'), hits.includes(`name="vaerdi" value="${cases[1]}"`)]).toEqual([true, true]);
  await portal.post(`${where}/valg`, { vaerdi: cases[1]! }, 'lise');
  expect(await text(portal.get(where, 'lise'))).toContain('Flyt 1 dokument<');
  expect((await portal.post(`${where}/kassering`, {}, 'lise')).headers.get('location')).toBe('/arkiv');
  expect((await portal.get(where, 'lise')).status).toBe(404);
});

test('a package is fetched by whoever ordered it, while they see all of it', async () => {
  const where = await begin('lise', [['fra', '/arkiv'], ['alle', 'on'], ['handling', 'case:export']]);
  work(where);
  await portal.post(`${where}/udfoerelse`, {}, 'lise');
  work(where);
  expect(await text(portal.get(where, 'lise'))).toContain('Filerne bliver samlet');
  await packBulk(portal.deps, where.split('/').pop()!);
  const answer = await portal.post(`${where}/pakke`, {}, 'lise');
  expect([answer.status, answer.headers.get('content-type'), Object.keys(unzipSync(new Uint8Array(await answer.arrayBuffer()))).filter((name) => name.endsWith('.pdf')).length]).toEqual([200, 'application/zip', 6]);
  const secret = actor(ole);
  setConfidential(portal.deps, actor(lise), cases[2]!, true);
  db.write((tx) => tx.statement("UPDATE case_access SET user_id = ? WHERE case_id = ? AND user_id = ?").run(secret.id, cases[2]!, lise));
  const refused = await portal.post(`${where}/pakke`, {}, 'lise');
  expect([refused.status, (await refused.text()).includes('Du må ikke længere se alt i pakken')]).toEqual([409, true]);
});
