import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOnPicture, shownSize } from '../../views/sending/marks.ts';
import { addDocumentType, listDocumentTypes } from '../../src/archive/index.ts';
import { importPeople, rememberMailboxes } from '../../src/people/index.ts';
import { getDispatch, listLetters, readDispatch, submit } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { setStatus } from '../../src/queue/index.ts';
import { problems } from '../../views/texts.ts';
import { openPortal, origin, type Portal } from './portal.ts';

let portal: Portal;
let lise: Parameters<typeof getDispatch>[1];
let id: string;
const sample = (name: string) => readFileSync(join(import.meta.dir, '../../samples', name));

/** Uploads as a browser does; `bytes` null = the form without a file chosen. */
function upload(bytes: Uint8Array | null, name: string, as = 'lise') {
  const form = new FormData();
  form.append('fil', new File(bytes ? [bytes as Uint8Array<ArrayBuffer>] : [], bytes ? name : '', { type: 'application/pdf' }));
  const { headers } = portal.cookieOf(as);
  return portal.app.request(`${origin}/afsendelser`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...headers } });
}

const rows = () => listLetters(portal.deps.db, lise, id, { filter: 'all', query: '', page: 1 }).rows;

beforeAll(async () => {
  portal = openPortal({ digitalPost: { certificate: 'school.p12' } });
  // That there is one is enough here: nothing is sent from this test.
  writeFileSync(portal.deps.config.digitalPost.certificate, 'a certificate');
  const { deps } = portal;
  lise = { id: await portal.user('lise', 'Lise', 'secretary'), username: 'lise', name: 'Lise', roles: ['secretary'] };
  await portal.user('peter', 'Peter', 'case_officer');
  await portal.user('ole', 'Ole', 'reader');
  const answer = await upload(sample('blandet-med-tvivl.pdf'), '../breve æøå.pdf');
  expect(answer.status).toBe(303);
  id = /\/afsendelser\/([0-9a-f-]{36})$/.exec(answer.headers.get('Location')!)![1]!;
  await readDispatch(deps, id);
  const numbers = deps.db.statement('SELECT recipient_kind AS kind, recipient_number AS number FROM letters WHERE dispatch_id = ? AND recipient_number IS NOT NULL').all(id) as { kind: 'cpr'; number: string }[];
  importPeople(deps, null, { people: numbers.map(({ number }, n) => ({ cpr: number, name: `Elev ${n}`, kind: 'student', className: '2.b' })), guardianships: [], companies: [] });
  deps.db.write((tx) => rememberMailboxes(tx, numbers.map((recipient) => ({ recipient, status: 'registered' as const })), deps.clock.now()));
  changeSettings(deps, null, { 'sender.cvr': '99999999', 'sender.label': 'Skolen', 'digitalPost.baseUrl': 'https://localhost:1/apis/v1' });
  addDocumentType(deps, lise, 'Brev');
});
afterAll(() => portal.close());

test('an upload keeps its Danish name and loses its folder; others than its maker do not find it', async () => {
  expect(getDispatch(portal.deps.db, lise, id)).toMatchObject({ filename: 'breve æøå.pdf', state: 'draft', pages: 12 });
  expect((await portal.get(`/afsendelser/${id}/modtagere`, 'peter')).status).toBe(404);
  expect((await portal.get(`/afsendelser/${id}/sider/1/billede`, 'peter')).status).toBe(404);
  expect((await portal.get('/afsendelser', 'ole')).status).toBe(404);
});

const program = Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]);

test('what is no document is refused with a sentence, and the page is still there', async () => {
  for (const [bytes, words] of [[program, 'Filtypen kan ikke bruges'], [new Uint8Array(), 'tom'], [null, 'Vælg']] as const) {
    const answer = await upload(bytes, 'brev.pdf');
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(words);
  }
  changeSettings(portal.deps, null, { 'upload.maxMegabytes': 1 });
  const answer = await upload(Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(1024 * 1024)]), 'stor.pdf');
  expect(answer.status).toBe(413);
  expect(await answer.text()).toContain('større end 1 MB');
});

test('several files at once are a dispatch each; one that is refused does not stop the others', async () => {
  const form = new FormData();
  const pdf = sample('optagelsesbreve.pdf') as Uint8Array<ArrayBuffer>;
  for (const [bytes, name] of [[pdf, 'første æ.pdf'], [program, 'anden.txt'], [pdf, 'tredje ø.pdf']] as const) form.append('fil', new File([bytes], name));
  const answer = await portal.app.request(`${origin}/afsendelser`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf('lise').headers } });
  expect(answer.status).toBe(422);
  const text = await answer.text();
  expect(text).toMatch(/<strong>anden.txt<\/strong>: Filtypen kan ikke bruges/);
  for (const kept of ['Første æ', 'Tredje ø']) expect(text).toContain(`>${kept}</a>`);
  expect(portal.deps.db.statement("SELECT count(*) AS n FROM dispatches WHERE source_filename = 'anden.txt'").get()).toEqual({ n: 0 });
});

test('the list masks every number, and the eye shows one, logged', async () => {
  const text = await (await portal.get(`/afsendelser/${id}/modtagere`, 'lise')).text();
  expect(text).toContain('11 modtagere fundet');
  expect(text).not.toMatch(/\d{6}-\d{4}(?![\d-])/);
  const before = portal.events('number.shown');
  const shown = await (await portal.post(`/breve/${rows()[1]!.id}/nummer`, { til: `/afsendelser/${id}/modtagere` }, 'lise')).text();
  expect(shown.match(/>\d{6}-\d{4}</g)).toHaveLength(1);
  expect(portal.events('number.shown')).toBe(before + 1);
});

test('what is searched for never stands in an address: a number or a name finds its letter, for the searcher alone', async () => {
  const { number } = portal.deps.db.statement('SELECT recipient_number AS number FROM letters WHERE dispatch_id = ? AND recipient_number IS NOT NULL LIMIT 1').get(id) as { number: string };
  const before = portal.events('search.made');
  const letters = async (address: string, who: string) => (await (await portal.get(address, who)).text()).match(/id="nummer-/g)?.length ?? 0;
  const search = async (typed: string) => (await portal.post(`/afsendelser/${id}/soegning`, { find: typed, vis: 'all', liste: 'recipients' }, 'lise')).headers.get('Location')!;
  const found = await search(`${number.slice(0, 6)}-${number.slice(6)}`);
  expect(found).toMatch(/\/modtagere\?soeg=[0-9a-f-]{36}$/);
  expect(await letters(found, 'lise')).toBe(1);
  // Another's search is nobody's: the whole list.
  await portal.user('mette', 'Mette', 'secretary');
  expect(await letters(found, 'mette')).toBe(11);
  expect(await letters(await search('ingen hedder sådan'), 'lise')).toBe(0);
  expect(portal.events('search.made')).toBe(before + 2);
  expect((await portal.post(`/afsendelser/${id}/soegning`, { find: '', vis: 'attention', liste: 'dispatch' }, 'lise')).headers.get('Location')).toBe(`/afsendelser/${id}?vis=attention`);
  expect((await portal.post(`/afsendelser/${id}/soegning`, { find: 'x' }, 'peter')).status).toBe(404);
});

test('a refused number comes back with what was typed, at its letter', async () => {
  const letter = rows()[0]!;
  const answer = await portal.post(`/breve/${letter.id}/modtager`, { nummer: '12 34', til: `/afsendelser/${id}/modtagere?dokside=4` }, 'lise');
  expect(answer.status).toBe(422);
  const text = await answer.text();
  expect(text).toContain('value="12 34"');
  expect(text).toContain('hverken et CPR-nummer');
});

test('an act goes back to where the reader was, and nowhere else', async () => {
  const letter = rows().at(-1)!;
  const here = `/afsendelser/${id}/modtagere?vis=all&dokside=3`;
  expect((await portal.post(`/breve/${letter.id}/fjernelse`, { til: here }, 'lise')).headers.get('Location')).toBe(`${here}&fjernet=${letter.id}`);
  expect(await (await portal.get(`${here}&fjernet=${letter.id}`, 'lise')).text()).toContain('Fortryd');
  expect((await portal.post(`/breve/${letter.id}/genoprettelse`, { til: '//evil.example/' }, 'lise')).headers.get('Location')).toBe(`/afsendelser/${id}/modtagere`);
  expect(rows()).toHaveLength(11);
});

/** The domain and the page refuse the report that was just good, name what is missing, and link there for an administrator alone. */
async function notReadyStopsEverything(seen: { revision: number; fingerprint: string }) {
  const { deps } = portal;
  const { certificate } = deps.config.digitalPost;
  const say = (key: string, value: Record<string, unknown>) => deps.db.write((tx) => setStatus(tx, key, value, deps.clock.now()));
  const ways: { reason: string; link: string; begin(): void; end(): void }[] = [
    { reason: 'set_up.no_certificate', link: '/opsaetning/certifikat', begin: () => renameSync(certificate, `${certificate}.away`), end: () => renameSync(`${certificate}.away`, certificate) },
    { reason: 'set_up.other_cvr', link: '/opsaetning/certifikat', begin: () => say('certificate', { cvr: '10150817' }), end: () => say('certificate', { cvr: '99999999' }) },
    { reason: 'set_up.set_up_pending', link: '/opsaetning/klar', begin: () => say('set-up', { complete: false }), end: () => say('set-up', { complete: true }) },
    { reason: 'set_up.missing.sender.label', link: '/administration/indstillinger', begin: () => changeSettings(deps, null, { 'sender.label': '' }), end: () => changeSettings(deps, null, { 'sender.label': 'Skolen' }) },
  ];
  await portal.user('begge', 'Begge', 'administrator', 'secretary');
  for (const { reason, link, begin, end } of ways) {
    begin();
    expect(() => submit(deps, lise, id, seen)).toThrow(reason);
    const answer = await portal.post(`/afsendelser/${id}/indsendelse`, { revision: String(seen.revision), kontrol: seen.fingerprint }, 'lise');
    expect(answer.status).toBe(409);
    const why = await answer.text();
    expect(why).toContain(problems[reason]!);
    expect(why).not.toContain('/indsendelse');
    for (const path of ['/afsendelser', `/afsendelser/${id}/kontrol`]) {
      const [theirs, administrators] = [await (await portal.get(path, 'lise')).text(), await (await portal.get(path, 'begge')).text()];
      expect([path, reason, theirs.includes(`href="${link}"`), administrators.includes(`<a href="${link}">`)]).toEqual([path, reason, false, true]);
    }
    end();
  }
  expect(await (await portal.get('/afsendelser', 'begge')).text()).not.toContain('Skolen kan ikke sende endnu');
  expect(getDispatch(deps.db, lise, id).state).toBe('draft');
}

test('the report blocks until everything is settled, and a change voids it', async () => {
  const report = async () => (await portal.get(`/afsendelser/${id}/kontrol`, 'lise')).text();
  expect(await report()).not.toContain('/indsendelse');
  for (const row of rows().filter((each) => each.certainty === 'doubtful')) await portal.post(`/breve/${row.id}/bekraeftelse`, {}, 'lise');
  await portal.post(`/afsendelser/${id}/sider/1/udeladelse`, {}, 'lise');
  const type = listDocumentTypes(portal.deps.db)[0]!.id;
  expect((await portal.post(`/afsendelser/${id}/valg`, { titel: 'Til 010107-1234', type, fjern: 'on' }, 'lise')).status).toBe(422);
  expect((await portal.post(`/afsendelser/${id}/valg`, { titel: 'Indkaldelse', type, fjern: 'on' }, 'lise')).status).toBe(303);
  const seen = await report();
  const [revision, fingerprint] = [/name="revision" value="(\d+)"/.exec(seen)![1]!, /name="kontrol" value="(\w+)"/.exec(seen)![1]!];
  expect(seen).toContain('Afsend 11 breve');
  await notReadyStopsEverything({ revision: Number(revision), fingerprint });
  await portal.post(`/breve/${rows()[0]!.id}/fjernelse`, {}, 'lise');
  const refused = await portal.post(`/afsendelser/${id}/indsendelse`, { revision, kontrol: fingerprint }, 'lise');
  expect(refused.status).toBe(409);
  const anew = await refused.text();
  expect(anew).toContain('Afsend 10 breve');
  const again = { revision: /name="revision" value="(\d+)"/.exec(anew)![1]!, kontrol: /name="kontrol" value="(\w+)"/.exec(anew)![1]! };
  expect((await portal.post(`/afsendelser/${id}/indsendelse`, again, 'lise')).headers.get('Location')).toBe(`/afsendelser/${id}`);
  // A second click, or a colleague: nothing is sent twice, the dispatch itself is shown.
  expect((await portal.post(`/afsendelser/${id}/indsendelse`, again, 'lise')).status).toBe(303);
  expect(getDispatch(portal.deps.db, lise, id).state).toBe('submitted');
});

test('the moving part has its own address, and recalling asks first', async () => {
  const part = await (await portal.get(`/afsendelser/${id}/status`, 'lise', { 'HX-Request': 'true' })).text();
  expect(part).toStartWith('<div id="dispatch"');
  expect(part).toContain('hx-get');
  expect(await (await portal.get(`/afsendelser/${id}/tilbagekaldelse`, 'lise')).text()).toContain('Kald 10 breve tilbage');
  expect((await portal.post(`/afsendelser/${id}/tilbagekaldelse`, {}, 'lise')).status).toBe(303);
  expect(getDispatch(portal.deps.db, lise, id).counts.cancelled).toBe(10);
});

test('a mark lies where the number is, whichever way the page is turned', () => {
  // A box 100 to 150 from the left and 700 to 710 from the bottom of a page of 600 by 800 points.
  const at = (rotation: number) => placeOnPicture({ width: 600, height: 800, rotation }, [100, 700, 150, 710]);
  expect(at(0)).toEqual({ x: 100, y: 90, width: 50, height: 10 });
  expect(at(90)).toEqual({ x: 700, y: 100, width: 10, height: 50 });
  expect(at(180)).toEqual({ x: 450, y: 700, width: 50, height: 10 });
  expect(at(270)).toEqual({ x: 90, y: 450, width: 10, height: 50 });
  expect(shownSize({ width: 600, height: 800, rotation: 270 })).toEqual({ width: 800, height: 600 });
});
