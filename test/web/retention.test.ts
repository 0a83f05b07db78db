import { afterAll, beforeAll, expect, test } from 'bun:test';
import { runDisposal } from '../../src/jobs/disposal.ts';
import { recount } from '../../src/retention/index.ts';
import { openPortal } from './portal.ts';

const portal = openPortal();
const { db } = portal.deps;
let letter: Awaited<ReturnType<typeof portal.letter>>;
const body = async (path: string, as: string) => (await portal.get(path, as)).text();
const rule = '/administration/dokumenttyper/warning/opbevaring';

beforeAll(async () => {
  await portal.user('rune', 'Rune Admin', 'administrator');
  await portal.user('lise', 'Lise Lund', 'secretary');
  await portal.user('lena', 'Lena Leder', 'leader');
  await portal.user('peter', 'Peter Sag', 'case_officer');
  db.write((tx) => tx.statement("INSERT INTO document_types (id, name, position) VALUES ('warning', 'Advarsel', 0)").run());
  letter = await portal.letter({ cpr: '0101071234', name: 'Sofie Juul', title: 'Advarsel om fravær' });
  db.write((tx) => tx.statement("UPDATE documents SET document_type_id = 'warning', created_at = '2020-03-01T10:00:00Z' WHERE id = ?").run(letter.documentId));
});
afterAll(() => portal.close());

test('an administrator chooses a rule, sees what it would do, and only then lets it apply', async () => {
  expect(await body('/administration/dokumenttyper', 'rune')).toContain('Ingen regel');
  const first = await body(rule, 'rune');
  expect(first).toContain('Bogføringsloven');
  expect(first).not.toContain('Det vil reglen gøre');
  const bad = await portal.post(rule, { udfald: 'dispose', aar: 'fem', fra: 'sent', hjemmel: 'Skolens politik' }, 'rune');
  expect(bad.status).toBe(422);
  const back = await bad.text();
  expect(back).toContain('helt tal fra 0 til 150');
  expect(back).toContain('value="fem"');
  expect(back).toContain('value="Skolens politik"');
  expect((await portal.post(rule, { udfald: 'dispose', aar: '5', fra: 'filed', hjemmel: 'Skolens politik' }, 'rune')).status).toBe(303);
  const look = await body(rule, 'rune');
  expect(look).toContain('1 dokument får en ny kassationsdato');
  expect(look).toContain('1 er allerede over den');
  expect(await body('/kassation', 'lise')).toContain('Intet er klar til kassation');
  const id = look.match(/name="regel" value="([^"]+)"/)![1]!;
  expect((await portal.post(`${rule}/ikrafttraedelse`, { regel: id }, 'rune')).status).toBe(303);
  expect(await body(rule, 'rune')).toContain('Datoerne regnes om');
  await recount(portal.deps, 'warning');
  expect(await body('/administration/dokumenttyper', 'rune')).toContain('Opbevares 5 år fra');
  expect((await portal.get(rule, 'lise')).status).toBe(404);
  expect(portal.events('retention.rule_set')).toBe(1);
});

test('Overblik and Kassation show it to those who may act, and to nobody else', async () => {
  for (const who of ['lise', 'lena']) expect(await body('/overblik', who)).toContain('dokument er klar til kassation');
  for (const who of ['rune', 'peter']) {
    expect(await body('/overblik', who)).not.toContain('kassation');
    for (const path of ['/kassation', '/kassation/kalender', '/kassation/bunker', '/kassation/dokumenter/warning/2025']) expect((await portal.get(path, who)).status).toBe(404);
  }
  const list = await body('/kassation/dokumenter/warning/2025', 'lise');
  expect(list).toContain('Advarsel om fravær');
  expect(list).toContain('Skolens politik');
  expect(list).not.toContain('0101071234');
  expect((await portal.get('/kassation/dokumenter/warning/x', 'lise')).status).toBe(404);
});

test('a document is postponed, held and let go from its own page; what was refused keeps what was typed', async () => {
  const at = `/dokumenter/${letter.documentId}`;
  const refused = await portal.post(`${at}/udsaettelse`, { til: '2020-01-01', hvorfor: 'Klagen er ikke afgjort' }, 'lise');
  expect(refused.status).toBe(422);
  const again = await refused.text();
  expect(again).toContain('Vælg en dag, der ikke er kommet endnu');
  expect(again).toContain('value="Klagen er ikke afgjort"');
  await portal.post(`${at}/udsaettelse`, { til: '2027-05-01', hvorfor: 'Klagen er ikke afgjort' }, 'lise');
  expect(await body(at, 'lise')).toContain('Til 1. maj 2027 af Lise Lund');
  expect(await body('/kassation', 'lise')).toContain('Intet er klar');
  await portal.post(`${at}/udsaettelse/fortrydelse`, {}, 'lise');
  await portal.post(`/sager/${letter.caseId}/spaerring`, { hvorfor: 'Aktindsigt' }, 'lena');
  expect(await body(at, 'lise')).toContain('Sagen er spærret for kassation');
  expect(await body('/kassation', 'lise')).toContain('1 dokument er spærret');
  const held = await body(`/sager/${letter.caseId}/oplysninger`, 'lise');
  const hold = held.match(/spaerring\/([0-9a-f-]+)\/ophaevelse/)![1]!;
  expect((await portal.post(`/sager/${letter.caseId}/spaerring/${hold}/ophaevelse`, {}, 'lise')).status).toBe(303);
  expect(await body(`/sager/${letter.caseId}/historik`, 'lise')).toContain('Spærringen for kassation blev ophævet');
  expect((await portal.post(`${at}/spaerring`, { hvorfor: 'x' }, 'peter')).status).toBe(404);
});

test('a proposal goes to a leader, who looks and decides; nobody approves their own', async () => {
  const empty = await portal.post('/kassation/bunker', { type: 'warning', aar: '2025', besked: 'Ryd op' }, 'lise');
  expect(empty.status).toBe(422);
  expect(await empty.text()).toContain('value="Ryd op"');
  const made = await portal.post('/kassation/bunker', { type: 'warning', aar: '2025', dokument: letter.documentId, besked: 'Ryd op' }, 'lise');
  const at = made.headers.get('location')!;
  expect(at).toMatch(/^\/kassation\/bunker\/[0-9a-f-]{36}$/);
  expect(await body('/overblik', 'lena')).toContain('forslag om kassation til godkendelse');
  expect(await body('/overblik', 'lise')).not.toContain('forslag om kassation til godkendelse');
  expect(await body('/adviser', 'lena')).toContain('venter på din godkendelse');
  expect(await body(at, 'lise')).not.toContain(`${at}/godkendelse`);
  const page = await body(at, 'lena');
  const content = page.match(/name="indhold" value="([0-9a-f]{64})"/)![1]!;
  expect((await portal.post(`${at}/godkendelse`, { indhold: content }, 'lise')).status).toBe(404);
  const stale = await portal.post(`${at}/godkendelse`, { indhold: 'x' }, 'lena');
  expect(stale.status).toBe(409);
  expect((await portal.post(`${at}/godkendelse`, { indhold: content }, 'lena')).status).toBe(303);
  expect(await body(at, 'lise')).toContain('Godkendt af Lena Leder');
  expect(await body(`/dokumenter/${letter.documentId}`, 'lise')).toContain('Foreslået til kassation i bunke 1');
  expect((await portal.post(`${at}/fortrydelse`, { bemaerkning: 'En klage kom' }, 'lena')).status).toBe(303);
  expect(await body(at, 'lise')).toContain('»En klage kom«');
  expect(await body('/kassation', 'lise')).toContain('1 dokument er over kassationsdatoen');
});

test('when its time has come the batch is destroyed: its page, its certificate and the case say so, and the document is found nowhere', async () => {
  const made = await portal.post('/kassation/bunker', { type: 'warning', aar: '2025', dokument: letter.documentId }, 'lise');
  const at = made.headers.get('location')!;
  const content = (await body(at, 'lena')).match(/name="indhold" value="([0-9a-f]{64})"/)![1]!;
  await portal.post(`${at}/godkendelse`, { indhold: content }, 'lena');
  expect(await body(at, 'lise')).toContain('Dokumenterne bliver destrueret 8. dec. 2026');
  expect(await body('/kassation/bunker', 'lise')).toContain('Destrueres 8. dec. 2026');
  for (const kind of ['pdf', 'json']) expect((await portal.get(`${at}/certifikat.${kind}`, 'lise')).status).toBe(404);
  expect(await body('/kassation/certifikater', 'lise')).toContain('Der er ikke destrueret noget endnu');
  db.write((tx) => tx.statement("UPDATE cases SET status = 'closed', closed_at = '2020-01-01T00:00:00Z' WHERE id = ?").run(letter.caseId));
  portal.clock.advance(15 * 86_400_000);
  // A process was killed in the middle: the page shows how far it has come.
  db.write((tx) => tx.statement("UPDATE disposal_batches SET state = 'destroying', started_at = grace_until WHERE state = 'approved'").run());
  for (const who of ['rune', 'lise', 'lena', 'peter']) await portal.user(who === 'rune' ? 'rune2' : `${who}2`, who, who === 'lena' ? 'leader' : who === 'lise' ? 'secretary' : who === 'peter' ? 'case_officer' : 'administrator');
  expect(await body(at, 'lise2')).toContain('Destruerer: 0 af 1 dokument er set efter.');
  expect((await portal.post(`${at}/fortrydelse`, { bemaerkning: 'For sent' }, 'lena2')).status).toBe(409);
  expect((await runDisposal(portal.deps)).batches).toMatchObject([{ destroyed: 1, left: [] }]);

  const ended = await body(at, 'lise2');
  expect(ended).toContain('1 dokument er destrueret');
  expect(ended).not.toContain('Advarsel om fravær');
  const pdf = await portal.get(`${at}/certifikat.pdf`, 'lise2');
  expect([pdf.headers.get('content-type'), pdf.headers.get('content-disposition')]).toEqual(['application/pdf', expect.stringContaining('destruktionscertifikat-bunke-2.pdf')]);
  const json = await body(`${at}/certifikat.json`, 'lena2');
  expect(ended).toContain(new Bun.CryptoHasher('sha256').update(json).digest('hex'));
  expect(json).not.toContain('Sofie');
  for (const who of ['rune2', 'peter2']) for (const path of [`${at}/certifikat.pdf`, `${at}/certifikat.json`, '/kassation/certifikater']) expect((await portal.get(path, who)).status).toBe(404);
  expect(await body('/kassation/certifikater', 'lise2')).toContain('Bunke 2');
  expect((await portal.get(`/dokumenter/${letter.documentId}`, 'lise2')).status).toBe(404);
  expect(await body(`/sager/${letter.caseId}`, 'lise2')).toContain('Sagen er kasseret. Der lå 1 dokument på den. Det blev destrueret');
  const history = await body(`/sager/${letter.caseId}/historik`, 'lise2');
  expect(history).toContain('Dokumentet blev kasseret og destrueret');
  expect(history).not.toContain('Advarsel om fravær');
  // The rule keeps the name on the empty case, and the list can be had by status.
  expect(await body('/arkiv?status=disposed', 'lise2')).toContain('Sofie Juul');
  expect(await body('/arkiv?status=open', 'lise2')).not.toContain('Sofie Juul');
  for (const path of ['/overblik', '/adviser', '/kassation', '/kassation/bunker', `/sager/${letter.caseId}/oplysninger`, `/sager/${letter.caseId}/samtaler`, `/sager/${letter.caseId}/noter`]) expect([path, (await portal.get(path, 'lise2')).status]).toEqual([path, 200]);
  expect(portal.events('disposal.certificate_taken')).toBe(2);
});
