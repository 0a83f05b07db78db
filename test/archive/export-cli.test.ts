import { afterAll, beforeAll, expect, test } from 'bun:test';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUserByName } from '../../src/access/index.ts';
import { addIdentifier, addNote } from '../../src/archive/index.ts';
import { waitFor } from '../support/portal.ts';
import { openPortal } from '../web/portal.ts';

// What the archive gives out by command, as the process a person starts: another than the one that holds the database open here.
const portal = openPortal();
const { deps } = portal;
const folder = deps.config.data;
const settings = join(folder, 'box.toml');
const [cpr, changed] = ['0101071234', '0101075678'];
let own: Awaited<ReturnType<typeof portal.letter>>;
let worker: Bun.Subprocess;

async function elevarkiv(words: string[], input = ''): Promise<{ code: number; out: string; error: string }> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), ...words, '--config', settings], { stdin: new Blob([input]), stdout: 'pipe', stderr: 'pipe' });
  const [out, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, out, error };
}
const zip = (path: string) => unzipSync(new Uint8Array(readFileSync(path)));
const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes)) as unknown;

beforeAll(async () => {
  await portal.user('lise', 'Lise Overgaard', 'secretary');
  await portal.user('ole', 'Ole Brandt', 'reader');
  own = await portal.letter({ cpr, name: 'Sofie Juul', title: 'Optagelse på skolen' });
  await portal.letter({ cpr: '0202081234', name: 'Mads Juhl', title: 'Optagelse af Mads' });
  const lise = findUserByName(deps.db, 'lise')!;
  addNote(deps, lise, { kind: 'case', id: own.caseId }, 'Ringet til hjemmet');
  addIdentifier(deps, lise, own.caseId, changed, { current: false });
  await portal.index();
  writeFileSync(settings, `data = "${folder}"\nlogLevel = "silent"\n`);
  worker = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), 'documents', '--config', settings], { stdout: 'ignore', stderr: 'ignore' });
  await waitFor(async () => existsSync(deps.config.socketPath), 'the document worker');
}, 60_000);
afterAll(async () => {
  worker.kill('SIGKILL');
  await worker.exited;
  portal.close();
});

test('search answers as the user who is named, hides what they may not see, and is logged', async () => {
  const before = portal.events('search.made');
  const found = await elevarkiv(['search', 'optagelse', '--as', 'lise', '--json']);
  expect([found.code, (JSON.parse(found.out) as { total: number }).total]).toEqual([0, 2]);
  expect((JSON.parse((await elevarkiv(['search', 'optagelse', '--as', 'ole', '--json'])).out) as { total: number; hits: unknown[] })).toMatchObject({ total: 0, hits: [] });
  // A number goes in by standard input, and comes out masked.
  const by = await elevarkiv(['search', '--stdin', '--as', 'lise', '--json'], `${cpr}\n`);
  expect([(JSON.parse(by.out) as { total: number }).total > 0, by.out.includes(cpr)]).toEqual([true, false]);
  expect(portal.events('search.made')).toBe(before + 3);
  for (const words of [['search', '--as', 'lise'], ['search', 'x', '--as', 'ingen'], ['search', 'x']]) expect([words, (await elevarkiv(words)).code]).toEqual([words, 2]);
}, 60_000);

test('a case as ZIP with a manifest that holds, and as one PDF; nobody gets what they do not see, and no file is written over', async () => {
  const [out, pdf] = [join(folder, 'sag.zip'), join(folder, 'sag.pdf')];
  expect((await elevarkiv(['case', 'export', own.caseId, out, '--as', 'ole'])).code).toBe(2);
  expect(existsSync(out)).toBe(false);
  expect(await elevarkiv(['case', 'export', own.caseId, out, '--as', 'lise', '--json'])).toMatchObject({ code: 0, out: `${JSON.stringify({ file: out })}\n` });
  expect(statSync(out).mode & 0o777).toBe(0o600);
  const files = zip(out);
  const manifest = json(files['manifest.json']) as { name: string; sha256: string }[];
  expect(manifest.length).toBe(Object.keys(files).length - 1);
  for (const { name, sha256 } of manifest) expect([name, createHash('sha256').update(files[name]!).digest('hex')]).toEqual([name, sha256]);
  expect((await elevarkiv(['case', 'export', own.caseId, out, '--as', 'lise'])).code).toBe(2);
  expect((await elevarkiv(['case', 'export', own.caseId, pdf, '--as', 'lise'])).code).toBe(0);
  const pages = await deps.documents.read(new Uint8Array(readFileSync(pdf)), {});
  expect([pages[0]!.text.includes('Indhold'), pages[0]!.text.includes('Optagelse på skolen'), pages.length > 2]).toEqual([true, true, true]);
  expect(portal.events('case.exported')).toBe(2);
}, 60_000);

test('insight takes the number on standard input, finds the person by any number they had, and names no colleague', async () => {
  // A protected address is in no file of it.
  deps.db.write((tx) => tx.statement("UPDATE people SET address = 'Hemmelig Vej 7', protected = 1 WHERE cpr = ?").run(cpr));
  for (const [n, number] of [cpr, `${changed.slice(0, 6)}-${changed.slice(6)}`].entries()) {
    const out = join(folder, `indsigt-${n}.zip`);
    expect(await elevarkiv(['insight', out, '--as', 'lise', '--json'], number)).toMatchObject({ code: 0, out: `${JSON.stringify({ file: out, cases: 1, post: 0 })}\n` });
    const files = zip(out);
    const data = json(files['oplysninger.json']) as { register: { name: string } | null; cases: { notes: { text: string; by: string }[] }[]; log: { at: string; by: string; what: string; purpose: string }[] };
    expect([data.register?.name, data.cases[0]!.notes[0]]).toMatchObject(['Sofie Juul', { text: 'Ringet til hjemmet', by: 'Medarbejder på skolen' }]);
    expect(data.log.length > 3 && data.log.every(({ at, by, what, purpose }) => !Number.isNaN(Date.parse(at)) && !/Lise|Ole/.test(by) && what.length > 5 && purpose !== what && purpose !== 'Drift og kontrol')).toBe(true);
    expect(Object.entries(files).some(([name, bytes]) => name.endsWith('.json') && /Lise|Hemmelig Vej/.test(new TextDecoder().decode(bytes)))).toBe(false);
    expect(Object.values(files).some((bytes) => Buffer.from(bytes).equals(Buffer.from(own.pdf)))).toBe(true);
    const log = (await deps.documents.read(files['brug-af-oplysninger.pdf']!, {})).map(({ text }) => text).join();
    expect([log.includes('Lise'), log.includes('Medarbejder på skolen')]).toEqual([false, true]);
  }
  for (const input of ['', '123', '0505051234']) expect([input, (await elevarkiv(['insight', join(folder, 'ingen.zip'), '--as', 'lise'], input)).code, existsSync(join(folder, 'ingen.zip'))]).toEqual([input, 2, false]);
  expect((await elevarkiv(['insight', join(folder, 'ole.zip'), '--as', 'ole'], cpr)).code).toBe(2);
}, 60_000);

test('reindex begins an index beside the one in use, and says how far it is', async () => {
  const begun = await elevarkiv(['reindex', '--json']);
  expect([begun.code, (JSON.parse(begun.out) as { state: string }).state]).toEqual([0, 'building']);
  expect((JSON.parse((await elevarkiv(['search', 'optagelse', '--as', 'lise', '--json'])).out) as { total: number }).total).toBe(2);
  const built = await elevarkiv(['reindex', '--wait', '--json']);
  expect([built.code, (JSON.parse(built.out) as { state: string }).state]).toEqual([0, 'ready']);
}, 60_000);

test('what cannot be done is said in Danish, with what to do, and nothing is made or logged', async () => {
  const before = portal.events('case.exported');
  for (const [words, input, said] of [
    [['case', 'export', own.caseId, join(folder, 'ny', 'sag.zip'), '--as', 'lise'], '', 'Opret den'],
    [['case', 'export', own.caseId, join(folder, 'sag.docx'), '--as', 'lise'], '', '.zip eller .pdf'],
    [['case', 'export', 'x', join(folder, 'x.zip'), '--as', 'lise'], '', 'ingen sag med id x'],
    [['insight', join(folder, 'x.zip'), '--as', 'lise'], '0505051235', 'intet om det nummer'],
    [['search', 'optagelse', '--as', 'lise', '--page', 'to'], '', 'helt tal'],
    [['search', 'optagelse', '--as', 'lise', '--alt'], '', 'intet valg, der hedder --alt'],
    [['search', 'optagelse', '--as'], '', 'Valget --as'],
    [['reindex', 'nu'], '', 'hvad nu skal bruges til'],
  ] as const) {
    const answer = await elevarkiv([...words], input);
    expect([words.join(' '), answer.code, answer.error.includes(said) ? said : answer.error]).toEqual([words.join(' '), 2, said]);
  }
  expect(portal.events('case.exported')).toBe(before);
  // A search that could not be made as it was typed says so beside what was found.
  const long = await elevarkiv(['search', '--stdin', '--as', 'lise'], `optagelse ${'a\0 OR NEAR('.repeat(900)}`);
  expect([long.code, long.error.includes('første ti ord')]).toEqual([0, true]);
  expect((await elevarkiv(['search', '***', '--as', 'lise'])).error).toContain('intet ord i søgefeltet');
}, 60_000);
