import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { changeSettings } from '../../src/settings/index.ts';
import { openPortal, origin } from './portal.ts';

// Bad input against the portal itself: every answer is a sentence that says what to do, nothing is lost, and nothing fills the disk.
const portal = openPortal();
const { deps } = portal;
let server: ReturnType<typeof Bun.serve>;
let caseId: string;
beforeAll(async () => {
  await portal.user('lise', 'Lise', 'secretary');
  ({ caseId } = await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Advarsel om fravær' }));
  server = Bun.serve({ port: 0, maxRequestBodySize: 100 * 1024 ** 3, fetch: (request, bun) => portal.app.fetch(request, { server: bun }) });
});
afterAll(async () => {
  await server.stop(true);
  portal.close();
});

const four = 4 * 1024 ** 3;
const fromHere = () => ({ 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf('lise').headers });
const count = (sql: string) => (deps.db.statement(sql).get() as { n: number }).n;
const bytesIn = (folder: string): number => (existsSync(folder) ? readdirSync(folder, { recursive: true }).map(String).reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0) : 0);
const html = async (answer: Response | Promise<Response>) => (await (await answer).text()).replace(/\s+/g, ' ');
const until = async (condition: () => boolean, what: string) => {
  for (let tries = 0; tries < 500; tries++) {
    if (condition()) return;
    await Bun.sleep(20);
  }
  throw new Error(`waited in vain for ${what}`);
};
const sendFiles = (path: string, files: [name: string, content: string | Uint8Array][], field = 'fil') => {
  const form = new FormData();
  for (const [name, content] of files) form.append(field, new File([content as string], name));
  return portal.app.request(`${origin}${path}`, { method: 'POST', body: form, headers: fromHere() });
};
const begin = (fields: Record<string, string>) => portal.post(`/sager/${caseId}/overfoersler`, { navn: 'film.mp4', mappe: '', ...fields }, 'lise');

/** The head of an upload that says how long it will be, over a real connection. */
function announce(path: string, length: number): Socket {
  const socket = connect(server.port!, 'localhost');
  socket.on('error', () => {});
  const lines = [`POST ${path} HTTP/1.1`, 'Host: localhost:8080', ...Object.entries(fromHere()).map(([name, value]) => `${name}: ${value}`), 'Content-Type: multipart/form-data; boundary=x', `Content-Length: ${length}`];
  socket.write(`${lines.join('\r\n')}\r\n\r\n--x\r\nContent-Disposition: form-data; name="fil"; filename="stor.pdf"\r\nContent-Type: application/pdf\r\n\r\n`);
  return socket;
}

test('a file announced as 4 GB: told at once where it comes in pieces, given up at the limit where it comes whole', async () => {
  changeSettings(deps, null, { 'filing.maxMegabytes': 2, 'upload.maxMegabytes': 2 });
  const refused = await begin({ stoerrelse: String(four) });
  expect(refused.status).toBe(422);
  expect(((await refused.json()) as { message: string }).message).toBe('Filen er større end 2 MB, som er det største en sag kan tage. En administrator kan ændre grænsen.');
  expect([count('SELECT count(*) AS n FROM uploads'), existsSync(deps.config.uploadsPath)]).toEqual([0, false]);

  const { filesPath } = deps.config;
  const before = bytesIn(filesPath);
  for (const path of ['/afsendelser', `/sager/${caseId}/dokumenter`, '/breve/samling']) {
    const socket = announce(path, four);
    socket.write(`%PDF-1.7\n${'x'.repeat(300_000)}`);
    await until(() => bytesIn(filesPath) > before, 'the first bytes');
    let most = 0;
    const watch = setInterval(() => { most = Math.max(most, bytesIn(filesPath)); }, 5);
    for (let megabytes = 0; megabytes < 12; megabytes++) await new Promise<void>((resolve) => { socket.write(Buffer.alloc(1024 * 1024, 65), () => resolve()); });
    // The browser has not finished, and what was kept is gone already.
    await until(() => bytesIn(filesPath) === before, 'what was kept to be given up');
    clearInterval(watch);
    expect(most - before).toBeLessThan(4 * 1024 * 1024);
    socket.destroy();
  }
  expect([count('SELECT count(*) AS n FROM dispatches'), count("SELECT count(*) AS n FROM documents WHERE direction = 'internal'")]).toEqual([0, 0]);

  // Whoever sends all of it reads why.
  const large = new Uint8Array(3 * 1024 * 1024).fill(65);
  const answer = await sendFiles('/afsendelser', [['stor.pdf', large]]);
  expect([answer.status, (await html(answer)).includes('Filen er større end 2 MB. Del den i flere filer')]).toEqual([413, true]);
  expect(await html(sendFiles(`/sager/${caseId}/dokumenter`, [['stor.pdf', large]]))).toContain('Filen er større end 2 MB');
  changeSettings(deps, null, { 'filing.maxMegabytes': 4096, 'upload.maxMegabytes': 200 });
});

test('an upload that is cut off in the middle of a piece goes on where the last whole piece ended', async () => {
  const whole = new Uint8Array(600_000).map((_, n) => n % 249);
  const state = async () => (await (await begin({ stoerrelse: String(whole.length) })).json()) as { id: string; received: number };
  const { id } = await state();
  expect((await sendFiles(`/overfoersler/${id}/0`, [['del', whole.subarray(0, 200_000)]])).status).toBe(200);
  const socket = announce(`/overfoersler/${id}/200000`, 200_300);
  socket.write(Buffer.from(whole.subarray(200_000, 300_000)));
  await Bun.sleep(100);
  socket.destroy();
  await Bun.sleep(100);
  expect(await state()).toMatchObject({ id, received: 200_000 });
  const early = await portal.post(`/overfoersler/${id}/afslutning`, {}, 'lise');
  expect([early.status, ((await early.json()) as { message: string }).message]).toEqual([409, expect.stringContaining('Vælg filen igen, så fortsætter den, hvor den slap.')]);
  expect((await sendFiles(`/overfoersler/${id}/200000`, [['del', whole.subarray(200_000)]])).status).toBe(200);
  const { document } = (await (await portal.post(`/overfoersler/${id}/afslutning`, {}, 'lise')).json()) as { document: string };
  const stored = await portal.get(`/dokumenter/${document}/filer/original/0?hent`, 'lise');
  expect(Buffer.from(await stored.arrayBuffer()).equals(Buffer.from(whole))).toBe(true);
});

test('a name of 300 characters, and names that mean something to somebody else', async () => {
  const long = `${'Indkaldelse '.repeat(25).slice(0, 296)}.pdf`;
  const answer = await sendFiles('/afsendelser', [[long, '%PDF-1.7 intet']]);
  expect(answer.status).toBe(303);
  const dispatch = deps.db.statement('SELECT source_filename AS name FROM dispatches ORDER BY created_at DESC').get() as { name: string };
  expect([dispatch.name.length <= 255, dispatch.name.endsWith('.pdf')]).toEqual([true, true]);
  expect((await portal.get('/afsendelser', 'lise')).status).toBe(200);
  const names = [long.replace('.pdf', '.txt'), '../../../etc/passwd', 'C:\\hemmeligt\\brev.txt', '<script>alert(1)</script>.txt', 'a"b; filename="x.exe.txt', '‮txt.exe', 'ny\r\nlinje.txt', 'æøå 🎓.txt'];
  for (const name of names) expect([name, (await sendFiles(`/sager/${caseId}/dokumenter`, [[name, 'tekst']])).status]).toEqual([name, 303]);
  const page = await html(portal.get(`/sager/${caseId}`, 'lise'));
  expect([page.includes('<script>alert(1)'), page.includes('\u202e')]).toEqual([false, false]);
  for (const { id } of deps.db.statement("SELECT id FROM documents WHERE direction = 'internal'").all() as { id: string }[]) {
    expect((await portal.get(`/dokumenter/${id}`, 'lise')).status).toBe(200);
    const file = await portal.get(`/dokumenter/${id}/filer/original/0?hent`, 'lise');
    expect([file.status, file.headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/^attachment; filename="[^"\\/\r\n]*"; filename\*=UTF-8''[\w.%~!$&+^`|#-]+$/)]);
  }
});

test('zero bytes: at every place that takes a file a sentence, and nothing kept', async () => {
  const before = count('SELECT count(*) AS n FROM blobs');
  const { id } = deps.db.statement("SELECT id FROM documents WHERE direction = 'internal' LIMIT 1").get() as { id: string };
  for (const [path, field] of [['/afsendelser', 'fil'], [`/sager/${caseId}/dokumenter`, 'filer'], [`/dokumenter/${id}/versioner`, 'fil'], ['/enkeltbrev', 'fil'], ['/elever/indlaesning', 'fil'], ['/breve/samling', 'filer']] as const) {
    const answer = await sendFiles(path, [['tom.pdf', '']], field);
    expect([path, answer.status]).toEqual([path, 422]);
    expect([path, await html(answer)]).toEqual([path, expect.stringMatching(/er tom|ikke valgt en fil|mindst to filer|Listen er tom/)]);
  }
  const pieces = await begin({ stoerrelse: '0' });
  expect([pieces.status, ((await pieces.json()) as { message: string }).message]).toEqual([422, 'Filen er tom. Se den efter, og vælg den igen.']);
  for (const size of ['-1', 'NaN', '1e400', '9007199254740993', '']) expect((await begin({ stoerrelse: size })).status).toBe(422);
  expect(count('SELECT count(*) AS n FROM blobs')).toBe(before);
});

test('whatever is searched for is words: 10,000 characters, syntax, wildcards, NUL bytes, broken signs', async () => {
  await portal.index();
  const search = async (words: string) => {
    const asked = await portal.post('/soegninger', { ord: words }, 'lise');
    expect([words.slice(0, 40), asked.status]).toEqual([words.slice(0, 40), 303]);
    const shown = await portal.get(asked.headers.get('location')!, 'lise');
    expect([words.slice(0, 40), shown.status]).toEqual([words.slice(0, 40), 200]);
    return html(shown);
  };
  expect(await search('fravær')).toContain('Advarsel om');
  for (const words of ['a'.repeat(10_000), 'fravær '.repeat(1500), '"'.repeat(10_000), `${'('.repeat(5000)}fravær${')'.repeat(5000)}`, '🎓'.repeat(2500)]) expect(await search(words)).toContain('Søgningen er lang');
  // Stars, columns, operators and quotes are marks between words: what is left is searched for.
  for (const words of ['fravær*', '^fravær', 'title:fravær', 'fravær AND advarsel', '-fravær', 'fravær"', '(fravær', 'fravær\\', "fravær'; DROP TABLE documents; --", 'fravær\u0000', '\u0000fravær\u0001', 'fravær\ud800']) {
    const page = await search(words);
    expect([words, page.includes('\u0000'), page.includes('Der er noget galt')]).toEqual([words, false, false]);
  }
  expect(await search('fravær\u0000')).toContain('Advarsel om');
  for (const words of ['*', '%', '_', '???', '"', '""', "'", 'NEAR(', 'AND', 'NOT', '\u0000', '%_%', '\\']) await search(words).catch((error) => { if (!String(error).includes('/arkiv')) throw error; });
  // Where no word is left everything is shown, and said to be.
  expect(await search('%')).toContain('Alt, du har adgang til, er vist.');
  expect(count('SELECT count(*) AS n FROM documents')).toBeGreaterThan(5);

  // The other places where something is looked for.
  for (const words of ['%', '_', '\u0000', 'a'.repeat(10_000), '"(*', "' OR 1=1 --"]) {
    const { id } = deps.db.statement("SELECT id FROM documents WHERE direction = 'internal' LIMIT 1").get() as { id: string };
    const move = await portal.post(`/dokumenter/${id}/flytning`, { ord: words }, 'lise');
    expect([words.slice(0, 9), move.status, (await html(move)).includes('Flyt hertil')]).toEqual([words.slice(0, 9), 200, false]);
    expect((await portal.post('/elever/soegning', { soeg: words, find: words }, 'lise')).status).toBeLessThan(500);
    for (const address of [`/arkiv?klasse=${encodeURIComponent(words.slice(0, 500))}`, `/arkiv?emne=${encodeURIComponent(words.slice(0, 500))}`, `/arkiv?aar=${encodeURIComponent(words.slice(0, 500))}&side=-1`]) expect((await portal.get(address, 'lise')).status).toBe(200);
  }
});

test('more files than one form takes are told of, and a case with 100,000 documents is read a page at a time', async () => {
  const files = Array.from({ length: 1002 }, (_, n): [string, string] => [`${n}.txt`, 'x']);
  const before = count("SELECT count(*) AS n FROM documents WHERE direction = 'internal'");
  const answer = await sendFiles(`/sager/${caseId}/dokumenter`, files, 'mappe');
  expect(await html(answer)).toContain('Der kan uploades 1000 filer ad gangen. De første er taget med.');
  expect(count("SELECT count(*) AS n FROM documents WHERE direction = 'internal'")).toBe(before + 1000);

  deps.db.write((tx) => tx.statement(`WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    INSERT INTO documents (id, case_id, title, direction, status, created_at, readable, folder) SELECT printf('00000000-0000-4000-8000-%012d', i), ?, 'Bilag ' || i, 'internal', 'filed', '2020-01-01T00:00:00.000Z', 'none', 'Mappe' FROM n`).run(caseId));
  const started = performance.now();
  const page = await html(portal.get(`/sager/${caseId}`, 'lise'));
  expect((page.match(/hx-get="\/dokumenter/g) ?? []).length).toBe(100);
  expect(page.length).toBeLessThan(400_000);
  expect(await html(portal.get(`/sager/${caseId}?side=1000`, 'lise'))).toContain('Bilag ');
  expect((await portal.get(`/sager/${caseId}?side=99999999`, 'lise')).status).toBe(200);
  // Ten times what it takes here.
  expect(performance.now() - started).toBeLessThan(15_000);
});
