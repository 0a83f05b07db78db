import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCvrRegister, sendsInClear, type CvrSettings, type RegisterCompany } from '../../src/connectors/cvr/index.ts';
import { companiesFile } from '../../src/demo/companies-file.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { startSandbox, type Sandbox, type SandboxSettings } from '../../src/sandbox/index.ts';

const data = join(import.meta.dir, '../../../shared/data/cvr');
const hasData = existsSync(data);
if (!hasData) console.log('3 skipped: genuine CVR answers are not here');
const main = join(import.meta.dir, '../../src/main.ts');

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-cvr-'));
const companies = companiesFile(demoSchool());
let sandbox: Sandbox;
beforeAll(async () => {
  writeFileSync(join(folder, 'companies.json'), JSON.stringify(companies));
  sandbox = await startSandbox({ folder, port: 0, controlPort: 0, companiesFile: join(folder, 'companies.json'), settings: { cvrLogin: 'skolen:hemmelig', cvrKey: 'noegle' } });
}, 60_000);
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const set = (settings: Partial<SandboxSettings>) => fetch(`${sandbox.controlUrl}/control/settings`, { method: 'PUT', body: JSON.stringify(settings), headers: { 'content-type': 'application/json' } });
const open = (changes: Partial<CvrSettings> = {}) => openCvrRegister({ adapter: 'permanent', url: sandbox.controlUrl, user: 'skolen', password: 'hemmelig', apiKey: 'noegle', timeoutMs: 3000, ...changes });
const reasonOf = (work: Promise<unknown>) => work.then(() => 'answered', (error: { reason: string }) => error.reason);
const adapters = ['permanent', 'datafordeler'] as const;

test('both adapters answer the same of the same company: every unit, active first, in Danish order', async () => {
  for (const wanted of companies) {
    const [one, other] = await Promise.all(adapters.map((adapter) => open({ adapter }).company(wanted.cvr))) as [RegisterCompany, RegisterCompany];
    expect(one).toEqual(other);
    expect([one.name, one.active, one.advertisingProtected, one.more]).toEqual([wanted.name, true, wanted.advertisingProtected, false]);
    expect(one.units.map(({ number }) => number).sort()).toEqual(wanted.units.map(({ number }) => number).sort());
    const activity = one.units.map(({ active }) => active);
    expect(activity).toEqual([...activity].sort((a, b) => Number(b) - Number(a)));
    expect(one.units.filter(({ active }) => !active).map(({ ceasedOn }) => ceasedOn)).toEqual(wanted.units.flatMap((unit) => ('ceasedOn' in unit ? [String(unit.ceasedOn)] : [])));
    const names = one.units.filter(({ active }) => active).map(({ name }) => name!);
    expect(names).toEqual([...names].sort(new Intl.Collator('da', { numeric: true }).compare));
    const { address } = wanted;
    expect(one.address).toBe([`${address.road} ${address.house}`, [address.floor && `${address.floor}.`, address.door && `${address.door}.`].filter(Boolean).join(' '), `${address.postalCode} ${address.town}`].filter(Boolean).join(', '));
  }
  expect(await Promise.all(adapters.map((adapter) => open({ adapter }).company('10150817')))).toEqual([null, null]);
});

test('CVR-permanent without its types\' own paths is asked at the common one, once found not twice', async () => {
  await set({ cvrTypedPathGone: true });
  const register = open();
  expect((await register.company(companies[0]!.cvr))?.name).toBe(companies[0]!.name);
  expect((await register.company(companies[4]!.cvr))?.units.length).toBe(companies[4]!.units.length);
  await set({ cvrTypedPathGone: false });
});

test('what goes wrong has its reason, and nothing is half believed', async () => {
  const cvr = companies[0]!.cvr;
  for (const adapter of adapters) {
    const register = open({ adapter });
    await set({ cvrDown: true });
    expect([adapter, await reasonOf(register.company(cvr))]).toEqual([adapter, 'cvr.busy']);
    await set({ cvrDown: false, cvrNonsenseNext: 1 });
    expect([adapter, await reasonOf(register.company(cvr))]).toEqual([adapter, 'cvr.nonsense']);
    await set({ cvrNonsenseNext: 0, cvrHugeNext: 1 });
    expect([adapter, await reasonOf(register.company(cvr))]).toEqual([adapter, 'cvr.too_large']);
    await set({ cvrHugeNext: 0, cvrSlowMs: 1500 });
    expect([adapter, await reasonOf(open({ adapter, timeoutMs: 200 }).company(cvr))]).toEqual([adapter, 'cvr.timeout']);
    await set({ cvrSlowMs: 0 });
    expect([adapter, await reasonOf(open({ adapter, user: 'skolen', password: 'forkert', apiKey: 'forkert' }).company(cvr))]).toEqual([adapter, 'cvr.not_authorised']);
    expect([adapter, await reasonOf(open({ adapter, url: 'http://127.0.0.1:1' }).company(cvr))]).toEqual([adapter, 'cvr.away']);
    const nothing = serve(() => new Response('no', { status: 404 }));
    expect([adapter, await reasonOf(open({ adapter, url: `http://127.0.0.1:${nothing.port}` }).company(cvr))]).toEqual([adapter, 'cvr.not_there']);
    await nothing.stop(true);
    expect([adapter, await reasonOf(register.company(cvr))]).toEqual([adapter, 'answered']);
  }
  await set({ cvrPartialNext: 1 });
  expect(await reasonOf(open().company(cvr))).toBe('cvr.busy');
}, 60_000);

/** Answers every POST with what `answers` says of its path; counts nothing. */
function serve(answers: (path: string, body: string) => unknown) {
  return Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: async (request) => {
    const answer = answers(new URL(request.url).pathname, await request.text());
    return answer instanceof Response ? answer : Response.json(answer);
  } });
}

test('credentials follow no redirect, and nothing of another shape is taken', async () => {
  const cvr = companies[0]!.cvr;
  const hits = (source: unknown) => ({ timed_out: false, _shards: { failed: 0 }, hits: { hits: [{ _source: source }] } });
  let led = 0;
  const elsewhere = serve(() => { led += 1; return hits({}); });
  for (const [answer, reason] of [
    [() => Response.redirect(`http://127.0.0.1:${elsewhere.port}/x`, 307), 'cvr.nonsense'], [() => ({ hits: [] }), 'cvr.nonsense'], [() => [], 'cvr.nonsense'], [() => hits({ Vrvirksomhed: { cvrNummer: 'x' } }), 'cvr.nonsense'],
    [() => ({ ...hits({}), timed_out: true }), 'cvr.busy'], [() => new Response('no', { status: 500 }), 'cvr.error'], [() => new Response('no', { status: 429 }), 'cvr.busy'],
    [() => hits({ Vrvirksomhed: { cvrNummer: 99999999, virksomhedMetadata: {} } }), 'answered'],
  ] as [() => unknown, string][]) {
    const server = serve(answer);
    expect([String(answer), await reasonOf(open({ url: `http://127.0.0.1:${server.port}` }).company(cvr))]).toEqual([String(answer), reason]);
    await server.stop(true);
  }
  await elsewhere.stop(true);
  expect(led).toBe(0);
});

test('a password to another machine by http is warned of; to this machine or by https it is not', () => {
  const clear = (url: string, user = 'x', apiKey = '') => sendsInClear({ url, user, apiKey });
  expect([clear('http://distribution.virk.dk/cvr-permanent'), clear('http://x.dk', '', 'key')]).toEqual([true, true]);
  expect([clear('https://distribution.virk.dk/cvr-permanent'), clear(''), clear('http://localhost:1'), clear('http://x.dk', '', '')]).toEqual([false, false, false, false]);
});

const genuine = (name: string) => JSON.parse(readFileSync(join(data, name), 'utf8')) as { hits: { hits: { _source: Record<string, any> }[] } };

test.skipIf(!hasData)('genuine answers of CVR-permanent: names, addresses, units and what has ceased', async () => {
  const one = genuine('virksomhed_search-11617034-index20181028.json');
  const four = genuine('virksomhed_search-4hits-index20220630.json');
  const units = genuine('produktionsenhed_search-4units-index2017.json');
  const server = serve((path, body) => (path.includes('produktionsenhed') ? units : body.includes('11617034') ? one : four));
  const register = open({ url: `http://127.0.0.1:${server.port}` });
  expect(await register.company('11617034')).toEqual({
    cvr: '11617034', name: one.hits.hits[0]!._source.Vrvirksomhed.virksomhedMetadata.nyesteNavn.navn, address: 'c/o Danmarks Tekniske Universitet, Anker Engelunds Vej 101A, 2800 Kgs. Lyngby', active: true, advertisingProtected: false, more: false,
    units: [{ number: '1005408410', name: null, address: null, active: true, ceasedOn: null }],
  });
  for (const { _source: { Vrvirksomhed: company } } of four.hits.hits) {
    const found = (await register.company(String(company.cvrNummer)))!;
    expect([found.name, found.advertisingProtected, found.units.length]).toEqual([company.virksomhedMetadata.nyesteNavn.navn, company.reklamebeskyttet, new Set(company.penheder.map((unit: { pNummer: number }) => unit.pNummer)).size]);
    expect(found.address).toMatch(/, \d{4} \p{L}/u);
  }
  // A company the first search does not find, whose units say they are its: all of them have ceased.
  const [ceased] = units.hits.hits.map(({ _source }) => _source.VrproduktionsEnhed);
  const found = (await register.company(String(ceased.produktionsEnhedMetadata.nyesteCvrNummerRelation)))!;
  expect([found.active, found.units.map(({ number, active, ceasedOn }) => [number, active, ceasedOn])]).toEqual([false, [[String(ceased.pNummer), false, '2017-01-30']]]);
  expect(await register.company('10150817')).toBe(null);
  await server.stop(true);
});

async function run(...args: string[]) {
  const child = Bun.spawn([process.execPath, main, 'cvr', 'units', ...args], { stdout: 'pipe', stderr: 'pipe', cwd: join(import.meta.dir, '../..'), env: { ...process.env, ELEVARKIV_CONFIG: '' } });
  const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, out, err };
}

test('elevarkiv cvr units: from another host without a box, for people and for programs; what is wrong is said', async () => {
  writeFileSync(join(folder, 'password'), 'hemmelig\n');
  const login = ['--url', sandbox.controlUrl, '--user', 'skolen', '--password-file', join(folder, 'password')];
  const wanted = companies[0]!;
  const json = await run(wanted.cvr, '--json', ...login);
  expect(json.err).toBe('');
  expect([json.code, (JSON.parse(json.out) as RegisterCompany).units.length]).toEqual([0, wanted.units.length]);
  const plain = await run(wanted.cvr, ...login);
  expect(plain.out).toContain(`${wanted.name}, CVR ${wanted.cvr}`);
  expect(plain.out).toContain('(ophørt 2023-06-30)');
  const unknown = await run('10150817', '--json', ...login);
  expect([unknown.code, JSON.parse(unknown.out)]).toEqual([1, { problem: 'cvr.unknown', cvr: '10150817' }]);
  const refused = await run(wanted.cvr, '--url', sandbox.controlUrl);
  expect([refused.code, refused.err.includes('giver ikke adgang')]).toEqual([1, true]);
  expect((await run('12345678', ...login)).err).toContain('CVR-nummeret går ikke op');
  expect([(await run()).code, (await run(wanted.cvr, '--url', 'ftp://x')).code]).toEqual([2, 2]);
}, 60_000);
