import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { findUserByName } from '../../src/access/index.ts';
import { addCaseType, addDocumentType, addField, fileDocument, laySchoolPlan, listDocumentTypes, listFilingPlan } from '../../src/archive/index.ts';
import { openPortal } from './portal.ts';

const portal = openPortal();
const cpr = '0101071234';
let own: Awaited<ReturnType<typeof portal.letter>>;
let other: Awaited<ReturnType<typeof portal.letter>>;
let ole: string;

beforeAll(async () => {
  await portal.user('lise', 'Lise Overgaard', 'secretary');
  await portal.user('rune', 'Rune Åkjær', 'administrator');
  ole = await portal.user('ole', 'Ole Brandt', 'reader');
  own = await portal.letter({ cpr, name: 'Sofie <script>alert(1)</script> Juul', title: '<img src=x onerror=alert(1)> "Optagelse"', filename: 'Årsbrev på æ; "x".pdf' });
  other = await portal.letter({ cpr: '0202081234', name: 'Mads Juhl', title: 'Advarsel', className: '2.b' });
});
afterAll(() => portal.close());

const textOf = async (answer: Response | Promise<Response>) => (await answer).text();

test('what people are called and what they write is shown as text, never run', async () => {
  for (const path of ['/arkiv', `/sager/${own.caseId}`, `/sager/${own.caseId}?dokument=${own.documentId}`, `/dokumenter/${own.documentId}`, `/dokumenter/${own.documentId}/historik`]) {
    const answer = await portal.get(path, 'lise');
    expect([path, answer.status]).toEqual([path, 200]);
    const page = await answer.text();
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<img src=x');
    expect(page).toMatch(/Sofie &lt;script&gt;|&lt;img src=x/);
  }
  expect(await textOf(portal.get(`/dokumenter/${own.documentId}`, 'lise'))).toContain('&lt;b&gt;');
});

test('a number is masked everywhere until somebody asks, which is logged and stands in no address', async () => {
  for (const path of ['/arkiv', `/sager/${own.caseId}`, `/sager/${own.caseId}/historik`, `/sager/${own.caseId}/oplysninger`, `/dokumenter/${own.documentId}`]) {
    expect(await textOf(portal.get(path, 'lise'))).not.toMatch(/010107-?1234/);
  }
  const before = portal.events('number.shown');
  const shown = await portal.post(`/sager/${own.caseId}/nummervisning`, {}, 'lise');
  expect(shown.status).toBe(200);
  expect(shown.headers.get('cache-control')).toBe('no-store');
  expect(await shown.text()).toContain('010107-1234');
  expect(portal.events('number.shown')).toBe(before + 1);
});

test('a search is posted, logged, and shown under an address without what was searched for', async () => {
  await portal.index();
  const answer = await portal.post('/soegninger', { ord: '010107-1234' }, 'lise');
  const address = answer.headers.get('location')!;
  expect(address).toMatch(/^\/soegninger\/[0-9a-f-]{36}$/);
  const page = await textOf(portal.get(address, 'lise'));
  expect(page).toContain(own.caseId);
  expect(page).not.toContain(other.caseId);
  expect((await portal.get(address, 'ole')).status).toBe(404);
  expect(portal.events('search.made')).toBe(1);
  const narrowed = await portal.post('/soegninger', { ord: 'mads', klasse: '2.b', sagstype: 'student', status: 'open', fra: '2026-01-01', til: 'x', hvad: '<' }, 'lise');
  const found = await textOf(portal.get(narrowed.headers.get('location')!, 'lise'));
  expect(found).toContain(other.caseId);
  expect(found).not.toContain(own.caseId);
  expect((await portal.post('/soegninger', { ord: '  ' }, 'lise')).headers.get('location')).toBe('/arkiv');
});

test('a search is kept under a name, narrowed down, and put right where a word was misspelt', async () => {
  const address = (await portal.post('/soegninger', { ord: 'advarsel' }, 'lise')).headers.get('location')!;
  expect((await portal.post(`${address}/navn`, { navn: 'x'.repeat(61) }, 'lise')).status).toBe(422);
  expect((await portal.post(`${address}/navn`, { navn: 'Mine advarsler' }, 'ole')).status).toBe(404);
  expect((await portal.post(`${address}/navn`, { navn: ' Mine  advarsler ' }, 'lise')).headers.get('location')).toBe(address);
  expect(await textOf(portal.get('/arkiv', 'lise'))).toContain('<span>Mine advarsler</span>');
  expect(await textOf(portal.get('/arkiv', 'ole'))).not.toContain('Mine advarsler');
  const found = await textOf(portal.get(`${address}?orden=bedst`, 'lise'));
  expect(found).toContain('<mark>Advarsel</mark>');
  const misspelt = (await portal.post('/soegninger', { ord: 'advasel' }, 'lise')).headers.get('location')!;
  expect(await textOf(portal.get(misspelt, 'lise'))).toContain('<strong>advarsel</strong>');
  expect(await textOf(portal.get((await portal.post('/soegninger', { ord: 'advasel' }, 'ole')).headers.get('location')!, 'ole'))).not.toContain('<strong>advarsel</strong>');
  await portal.post(`${address}/navn`, { navn: '' }, 'lise');
  expect(await textOf(portal.get('/arkiv', 'lise'))).not.toContain('Mine advarsler');
});

test('one case to search in is named by what it is called or its number; who it may be is asked, and only of what one sees', async () => {
  await portal.index();
  const criteria = async (as: string, person: string) => {
    const answer = await portal.post('/soegninger', { ord: 'advarsel', person, retning: 'sent' }, as);
    const address = answer.headers.get('location');
    return { address, page: address ? await textOf(portal.get(address, as)) : await answer.text() };
  };
  const before = portal.events('search.made');
  for (const typed of ['mads juhl', '020208 1234', '2.b']) {
    const { page } = await criteria('lise', typed);
    expect([typed, page.includes('I sagen: <strong>Mads Juhl</strong>'), page.includes(other.documentId), page.includes('1 fundet')]).toEqual([typed, true, true, true]);
  }
  // Looking the case up is a search too, and each stands in the log.
  expect(portal.events('search.made')).toBe(before + 6);
  // Two answer to it: the reader chooses, and the rest of what was typed goes along.
  const two = await criteria('lise', 'ju');
  expect([two.address, two.page.includes(own.caseId), two.page.includes(other.caseId), two.page.includes('name="ord" value="advarsel"'), two.page.includes('name="retning" value="sent"')]).toEqual([null, true, true, true, true]);
  const chosen = (await portal.post('/soegninger', { ord: 'advarsel', retning: 'sent', sag: other.caseId }, 'lise')).headers.get('location')!;
  expect(await textOf(portal.get(chosen, 'lise'))).toContain(other.documentId);
  // Who sees neither is told of neither.
  const none = await criteria('ole', 'mads juhl');
  expect([none.address, none.page.includes('Ingen sag passer'), none.page.includes(other.caseId)]).toEqual([null, true, false]);
});

test('looking for another case, to move to or to merge with, is logged as the search it is', async () => {
  for (const [path, fields] of [[`/dokumenter/${own.documentId}/flytning`, { ord: 'mads' }], [`/sager/${own.caseId}/sammenlaegning`, { ord: 'mads' }]] as const) {
    const before = portal.events('search.made');
    expect([path, await textOf(portal.post(path, fields, 'lise'))]).toEqual([path, expect.stringContaining(other.caseId)]);
    expect([path, portal.events('search.made')]).toEqual([path, before + 1]);
  }
});

test('a note that cannot be kept comes back on its page, with what was typed', async () => {
  const long = `${'Lang '.repeat(2001)}slut`;
  for (const where of [`/dokumenter/${own.documentId}`, `/sager/${own.caseId}`]) {
    const refused = await portal.post(`${where}/noter`, { tekst: long }, 'lise');
    expect([where, refused.status, (await refused.text()).includes(long)]).toEqual([where, 422, true]);
    await portal.post(`${where}/noter`, { tekst: 'Kort note' }, 'lise');
    const { id } = portal.deps.db.statement("SELECT id FROM notes WHERE text = 'Kort note'").get() as { id: string };
    const edited = await portal.post(`/noter/${id}`, { tekst: long }, 'lise');
    const page = await edited.text();
    expect([where, edited.status, page.includes(long), page.includes('Kort note'), /note-edit" open/.test(page)]).toEqual([where, 422, true, true, true]);
    expect((await portal.post(`/noter/${id}`, { tekst: 'Rettet note' }, 'lise')).headers.get('location')).toContain(`#note-${id}`);
  }
});

test('a reader sees a case from the moment access is given until it is taken', async () => {
  const pages = [`/sager/${own.caseId}`, `/sager/${own.caseId}/historik`, `/dokumenter/${own.documentId}`, `/dokumenter/${own.documentId}/filer/brev/0`, `/dokumenter/${own.documentId}/filer/brev/0/sider/1`, `/dokumenter/${own.documentId}/forhaandsvisning`];
  const statuses = () => Promise.all(pages.map(async (path) => (await portal.get(path, 'ole')).status));
  expect(new Set(await statuses())).toEqual(new Set([404]));
  expect(await textOf(portal.get('/arkiv', 'ole'))).not.toContain(own.caseId);
  expect((await portal.post(`/sager/${own.caseId}/adgange`, { person: ole, som: 'laeser' }, 'ole')).status).toBe(404);
  expect((await portal.post(`/sager/${own.caseId}/adgange`, { person: ole, som: 'laeser' }, 'lise')).status).toBe(303);
  expect(new Set(await statuses())).toEqual(new Set([200]));
  expect((await portal.get(`/sager/${other.caseId}`, 'ole')).status).toBe(404);
  expect((await portal.get(`/sager/${own.caseId}?dokument=${other.documentId}`, 'ole')).status).toBe(404);
  expect((await portal.post(`/dokumenter/${other.documentId}/eksport`, {}, 'ole')).status).toBe(404);
  expect((await portal.post(`/sager/${own.caseId}/adgange/${ole}/laeser/fjernelse`, {}, 'lise')).status).toBe(303);
  expect(new Set(await statuses())).toEqual(new Set([404]));
});

test('the officer is named on the case, and a new one takes the place of the old', async () => {
  await portal.post(`/sager/${other.caseId}/adgange`, { person: ole, som: 'sagsbehandler' }, 'lise');
  expect(await textOf(portal.get(`/sager/${other.caseId}`, 'ole'))).toContain('<dd>Ole Brandt</dd>');
  expect((await portal.post(`/sager/${other.caseId}/adgange`, { person: ole, som: 'konge' }, 'lise')).status).toBe(404);
});

test('a PDF comes whole or in ranges, under a policy of its own, with its Danish name', async () => {
  const path = `/dokumenter/${own.documentId}/filer/brev/0`;
  const views = portal.events('document.viewed');
  const whole = await portal.get(path, 'lise');
  expect(whole.status).toBe(200);
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(own.pdf);
  expect(whole.headers.get('content-type')).toBe('application/pdf');
  expect(whole.headers.get('content-security-policy')).toBe("sandbox; frame-ancestors 'self'");
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
  expect(whole.headers.get('content-disposition')).toBe(`inline; filename="Aarsbrev paa ae_ -x-.pdf"; filename*=UTF-8''%C3%85rsbrev%20p%C3%A5%20%C3%A6%3B%20-x-.pdf`);
  const tag = whole.headers.get('etag')!;
  expect(portal.events('document.viewed')).toBe(views + 1);

  const part = (range: string, condition?: string) => portal.get(path, 'lise', { Range: range, ...(condition ? { 'If-Range': condition } : {}) });
  const middle = await part('bytes=10-19');
  expect([middle.status, middle.headers.get('content-range'), middle.headers.get('content-length')]).toEqual([206, `bytes 10-19/${own.size}`, '10']);
  expect(new Uint8Array(await middle.arrayBuffer())).toEqual(own.pdf.slice(10, 20));
  expect(new Uint8Array(await (await part('bytes=-7')).arrayBuffer())).toEqual(own.pdf.slice(-7));
  expect(new Uint8Array(await (await part(`bytes=${own.size - 3}-`)).arrayBuffer())).toEqual(own.pdf.slice(-3));
  expect((await part(`bytes=${own.size}-`)).status).toBe(416);
  expect((await part('bytes=5-2')).status).toBe(200);
  expect((await part('bytes=0-1,4-5')).status).toBe(200);
  expect((await part('bytes=0-4', tag)).status).toBe(206);
  expect((await part('bytes=0-4', '"other"')).status).toBe(200);
  const away = await portal.get(`${path}?hent`, 'lise');
  expect(away.headers.get('content-disposition')).toStartWith('attachment;');
  for (const wrong of ['/filer/brev/1', '/filer/andet/0', '/filer/brev/x', '/filer/brev/0/sider/3', '/filer/brev/0/sider/0']) expect((await portal.get(`/dokumenter/${own.documentId}${wrong}`, 'lise')).status).toBe(404);
});

test('later pieces of a file are not new views of it', async () => {
  const before = portal.events('document.viewed');
  await portal.get(`/dokumenter/${own.documentId}/filer/brev/0`, 'lise', { Range: 'bytes=500-600' });
  expect(portal.events('document.viewed')).toBe(before);
});

test('a page of the letter comes as a picture', async () => {
  const answer = await portal.get(`/dokumenter/${own.documentId}/filer/brev/0/sider/1`, 'lise');
  expect(answer.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await answer.arrayBuffer()).slice(1, 4)).toEqual(new Uint8Array([0x50, 0x4e, 0x47]));
});

test('an export holds the letter, the original and the receipts, and is logged', async () => {
  const answer = await portal.post(`/dokumenter/${own.documentId}/eksport`, {}, 'lise');
  expect(answer.headers.get('content-type')).toBe('application/zip');
  const names = Object.keys(unzipSync(new Uint8Array(await answer.arrayBuffer())));
  expect(names.filter((name) => /^(brev|original|kvitteringer)\//.test(name)).length).toBe(3);
  expect(names.some((name) => name.includes('..'))).toBe(false);
  expect(portal.events('document.exported')).toBe(1);
});

test('an administrator without another role sees neither archive nor letters', async () => {
  for (const path of ['/arkiv', `/sager/${own.caseId}`, `/dokumenter/${own.documentId}`, '/afsendelser']) expect((await portal.get(path, 'rune')).status).toBe(404);
  const overview = await textOf(portal.get('/overblik', 'rune'));
  for (const hidden of ['href="/arkiv"', 'href="/afsendelser"', 'action="/soegninger"']) expect(overview).not.toContain(hidden);
});

test('another document type asks for what it needs before anything is saved; a type without such is taken at once', async () => {
  const { deps } = portal;
  const [rune, lise] = [findUserByName(deps.db, 'rune')!, findUserByName(deps.db, 'lise')!];
  const [type, plain] = ['Eksamensbevis', 'Notat'].map((name) => {
    addDocumentType(deps, rune, name);
    return listDocumentTypes(deps.db).find((each) => each.name === name)!.id;
  }) as [string, string];
  const field = addField(deps, rune, { kind: 'document_type', id: type }, { name: 'Årgang', kind: 'number', choices: [], required: true });
  const id = await fileDocument(deps, lise, own.caseId, { filename: 'bevis.txt', content: (async function* () { yield new Uint8Array([65]); })() });
  const typeOf = () => (deps.db.statement('SELECT document_type_id AS type FROM documents WHERE id = ?').get(id) as { type: string | null }).type;
  const save = (fields: Record<string, string>) => portal.post(`/dokumenter/${id}/rettelse`, { titel: 'Bevis 2026', noegleord: '', ...fields }, 'lise');
  const asked = await save({ vist: '', type });
  const page = await asked.text();
  expect([asked.status, page.includes('Typen har egne oplysninger'), page.includes(`felt-${field}`), page.includes('value="Bevis 2026"'), typeOf()]).toEqual([200, true, true, true, null]);
  const missing = await save({ vist: type, type, [`felt-${field}`]: '' });
  expect([missing.status, (await missing.text()).includes('Udfyld Årgang'), typeOf()]).toEqual([422, true, null]);
  expect((await save({ vist: type, type, [`felt-${field}`]: '2026' })).status).toBe(303);
  expect([typeOf(), (await textOf(portal.get(`/dokumenter/${id}`, 'lise'))).includes('2026')]).toEqual([type, true]);
  // On to a type without fields, past what the first asked for; and back, where it still stands.
  expect([(await save({ vist: type, type: plain, [`felt-${field}`]: '' })).status, typeOf()]).toEqual([303, plain]);
  expect(await (await save({ vist: plain, type })).text()).toContain('value="2026"');
  // Set for many at once, nothing is asked: what is missing is told on the document.
  deps.db.write((tx) => tx.statement('DELETE FROM metadata_values WHERE field_id = ?').run(field));
  deps.db.write((tx) => tx.statement('UPDATE documents SET document_type_id = ? WHERE id = ?').run(type, id));
  expect(await textOf(portal.get(`/dokumenter/${id}`, 'lise'))).toMatch(/Årgang<[^]{0,80}Mangler/);
});

test('a case of a type with fields leads to them at once; what is filled in is found, narrowed down by keyword and place in the plan', async () => {
  const { deps } = portal;
  await laySchoolPlan(deps, null);
  const rune = findUserByName(deps.db, 'rune')!;
  const field = addField(deps, rune, { kind: 'case_type', id: 'free' }, { name: 'Udfald', kind: 'choice', choices: ['Bevilget', 'Afslået'], required: true });
  const plan = listFilingPlan(deps.db);
  const [node, elsewhere] = [plan.find(({ code }) => code === '03.03')!.id, plan.find(({ code }) => code === '05')!.id];
  const to = (await portal.post('/sager', { type: 'free', titel: 'Lejrskole', emne: node }, 'lise')).headers.get('location')!;
  expect(to).toMatch(/^\/sager\/[0-9a-f-]{36}\/rettelse$/);
  const refused = await portal.post(to, { titel: 'Lejrskole til Rom', emne: node, [`felt-${field}`]: '', noegleord: 'udland' }, 'lise');
  expect([refused.status, (await refused.text()).includes('Lejrskole til Rom')]).toEqual([422, true]);
  // All of the form or nothing of it.
  expect(await textOf(portal.get(to.replace('rettelse', 'oplysninger'), 'lise'))).not.toContain('udland');
  expect((await portal.post(to, { titel: 'Lejrskole til Rom', emne: node, [`felt-${field}`]: 'Bevilget', noegleord: 'udland' }, 'lise')).status).toBe(303);
  await portal.index();
  const found = async (fields: Record<string, string>) => textOf(portal.get((await portal.post('/soegninger', { ord: 'bevilget', ...fields }, 'lise')).headers.get('location')!, 'lise'));
  const above = plan.find(({ code }) => code === '03')!.id;
  const finding: Record<string, string>[] = [{}, { noegleord: 'udland' }, { emne: node }, { emne: above, noegleord: 'udland' }, { felt: field, feltvaerdi: 'bevilget' }, { feltkriterium: `${field}=Bevilget` }];
  for (const fields of finding) expect([fields, await found(fields)]).toEqual([fields, expect.stringContaining('Lejrskole til Rom')]);
  expect(await found({ emne: above })).toContain('Emne i arkivplanen: <strong>03 Undervisning</strong>');
  expect(await found({ felt: field, feltvaerdi: 'bevilget' })).toContain('Felt: <strong>Fri sag: Udfald = bevilget</strong>');
  const missing: Record<string, string>[] = [{ noegleord: 'indland' }, { emne: elsewhere }, { felt: field, feltvaerdi: 'Afslået' }];
  for (const fields of missing) expect([fields, (await found(fields)).includes('Lejrskole til Rom')]).toEqual([fields, false]);
});

test('a school\'s own type of case is a criterion beside the four that come with the box', async () => {
  const { deps } = portal;
  const own = addCaseType(deps, findUserByName(deps.db, 'rune')!, { kind: 'free', name: 'Studierejse' });
  for (const [type, titel] of [[own, 'Berlin i uge 40'], ['free', 'Cykelskuret']] as const) expect((await portal.post('/sager', { type, titel, emne: listFilingPlan(deps.db).find(({ code }) => code === '03.03')!.id }, 'lise')).status).toBe(303);
  await portal.index();
  const found = async (sagstype: string) => {
    const text = await textOf(portal.get((await portal.post('/soegninger', { hvad: 'case', sagstype }, 'lise')).headers.get('location')!, 'lise'));
    return { text, berlin: text.includes('Berlin i uge 40'), shed: text.includes('Cykelskuret') };
  };
  expect(await found(own)).toMatchObject({ berlin: true, shed: false, text: expect.stringContaining('Sagstype: <strong>Studierejse</strong>') });
  expect(await found('free')).toMatchObject({ berlin: true, shed: true });
  expect(await found('findes-ikke')).toMatchObject({ berlin: false, shed: false });
});

test('a year of a period that was asked for leaves as many as the facet says', async () => {
  const { deps } = portal;
  const { caseId } = await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Zebrabrev' });
  const make = async (n: number) => { for (let at = 0; at < n; at++) await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Zebrabrev' }); };
  await make(3);
  const ids = (deps.db.statement("SELECT id FROM documents WHERE case_id = ? AND title = 'Zebrabrev'").all(caseId) as { id: string }[]).map(({ id }) => id);
  expect(ids.length).toBe(4);
  for (const [n, day] of ['2025-03-01', '2025-09-01', '2026-02-01', '2026-10-01'].entries()) deps.db.write((tx) => {
    tx.statement('UPDATE documents SET created_at = ?, title = ? WHERE id = ?').run(`${day}T10:00:00.000Z`, 'Zebrabrev ', ids[n]!);
  });
  await portal.index();
  const html = await (await portal.get((await portal.post('/soegninger', { ord: 'zebrabrev', hvad: 'document', fra: '2025-08-01', til: '2026-06-30' }, 'lise')).headers.get('location')!, 'lise')).text();
  const year = html.split('<form').find((form) => form.includes('class="facet"') && form.includes('<span>2025</span>'))!;
  const fields = Object.fromEntries([...year.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map((match) => [match[1]!, match[2]!]));
  expect([fields['fra'], fields['til']]).toEqual(['2025-08-01', '2025-12-31']);
  const narrowed = await textOf(portal.get((await portal.post('/soegninger', fields, 'lise')).headers.get('location')!, 'lise'));
  expect([html.includes('2 fundet'), narrowed.includes('1 fundet')]).toEqual([true, true]);
});
