import { afterAll, beforeAll, expect, test } from 'bun:test';
import { logIn } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { listDocumentTypes } from '../../src/archive/index.ts';
import { oldMailProgress } from '../../src/receiving/index.ts';
import { getStatus } from '../../src/queue/index.ts';
import { submit, validate } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { until } from '../support/box.ts';
import { origin } from '../web/portal.ts';
import { makeMailBox, type MailBox } from './box.ts';

let box: MailBox;
let app: ReturnType<typeof createApp>;
const tokens = new Map<string, string>();
beforeAll(async () => {
  box = await makeMailBox();
  app = createApp(box.deps);
  for (const username of ['lise', 'rune', 'peter']) tokens.set(username, (await logIn(box.deps, { username, password: `demo-${username}`, address: username })).token);
}, 60_000);
afterAll(() => box.close());

const post = (path: string, fields: Record<string, string>, as: string) => app.request(`${origin}${path}`, {
  method: 'POST', body: new URLSearchParams(fields).toString(),
  headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', Origin: origin, Cookie: `__Host-elevarkiv=${tokens.get(as)}` },
});
const page = (as: string) => app.request(`${origin}/modtaget/fordeling`, { headers: { Cookie: `__Host-elevarkiv=${tokens.get(as)}` } });
const company = () => box.rows<{ cvr: string; name: string }>('SELECT cvr, name FROM companies ORDER BY cvr LIMIT 1')[0]!;

test('a letter to an authority: found by its number, the contact point chosen, and it arrives there', async () => {
  const { cvr, name } = company();
  expect(await (await post('/modtaget/nyt-brev/modtager', { cvr: '123' }, 'lise')).text()).toContain('otte cifre');
  expect(await (await post('/modtaget/nyt-brev/modtager', { cvr: '10000009' }, 'lise')).text()).toContain('ingen organisation');
  const found = await (await post('/modtaget/nyt-brev/modtager', { cvr: `${cvr.slice(0, 4)} ${cvr.slice(4)}` }, 'lise')).text();
  expect(found).toContain(name);
  expect(found).toContain('Personale og løn');
  const point = /value="([\da-f-]{36})"[^>]*aria-describedby="punkt-1-hint"/.exec(found)?.[1] ?? /id="punkt-1"[^>]*value="([\da-f-]{36})"/.exec(found)![1]!;
  const type = listDocumentTypes(box.deps.db)[0]!.id;
  const made = await post('/modtaget/nyt-brev', { cvr, navn: name, punkt: point, titel: 'Ansættelse', tekst: 'Til lønkontoret.\n\nVi har ansat en ny lærer.', type, besvares: '1', videre: 'kontrol' }, 'lise');
  expect(made.status).toBe(303);
  const id = /afsendelser\/([\da-f-]{36})\/kontrol/.exec(made.headers.get('Location')!)![1]!;
  const processes = [box.spawn('documents'), box.spawn('deliver')];
  const state = () => box.rows<{ looked_up_at: string | null }>('SELECT looked_up_at FROM dispatches WHERE id = ?', id)[0]!.looked_up_at;
  await until(() => state() !== null, 'the look-up');
  submit(box.deps, box.user('lise'), id, validate(box.deps, box.user('lise'), id));
  await until(() => box.rows<{ state: string }>('SELECT state FROM letters WHERE dispatch_id = ?', id)[0]!.state === 'delivered', 'delivery');
  for (const each of processes) each.kill();
  // Until it has ended it may be fetching, and then nobody else does.
  await Promise.all(processes.map(({ exited }) => exited));
  const sent = box.rows<{ recipient_number: string; contact_point_id: string }>('SELECT recipient_number, contact_point_id FROM letters WHERE dispatch_id = ?', id);
  expect(sent).toEqual([{ recipient_number: cvr, contact_point_id: point }]);

  // The two scenarios that answer it: its recipient's with a picture comes back to its case and its sender, a stranger's to the sender alone.
  const came = async (scenario: string) => {
    await box.play(scenario);
    const { mail } = await box.poll();
    const [row] = box.rows<{ id: string; case_id: string | null; user_id: string; attachments: number }>("SELECT * FROM messages ORDER BY rowid DESC LIMIT 1");
    return { ...row!, why: (JSON.parse(box.rows<{ decision: string }>('SELECT decision FROM messages WHERE id = ?', row!.id)[0]!.decision) as { why: { key: string } }).why.key, filed: mail.filed, assigned: mail.assigned };
  };
  const own = await came('reply');
  expect(own).toMatchObject({ user_id: box.user('lise').id, attachments: 1, why: 'distributed.reply', filed: 1, assigned: 1 });
  // Samtaler of the case, as a page: both directions, the receipt given, whose turn it is before and after it is read, and the way to answer.
  const shown = async (path: string) => (await (await app.request(`${origin}${path}`, { headers: { Cookie: `__Host-elevarkiv=${tokens.get('lise')}` } })).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  const talks = `/sager/${own.case_id}/samtaler`;
  expect(await shown(talks)).toMatch(/Ansættelse 2 breve Ulæst svar Lise Overgaard til .* Sv\.: Ansættelse .*Skolen kvitterede for modtagelsen .* Ligger hos Lise Overgaard · 1 bilag .*Besvar/);
  expect(await shown(`/modtaget/mine?brev=${own.id}`)).toContain('blanket.png');
  expect(await shown(talks)).toContain('Ansættelse 2 breve Afventer skolens svar');
  expect(await came('strangerReply')).toMatchObject({ user_id: box.user('lise').id, case_id: null, why: 'distributed.reply_stranger', filed: 0, assigned: 1 });
  expect((await post(`/modtaget/${own.id}/svar`, { titel: 'Sv.: Ansættelse', tekst: 'Tak.', type, besvares: '1', videre: 'kontrol' }, 'lise')).status).toBe(303);
}, 90_000);

test('old mail is asked for from a day, by whoever steers the post; the next fetch brings it', async () => {
  changeSettings(box.deps, null, { 'sender.contactPoint': '' });
  await box.play('noInformation');
  expect((await box.poll()).mail.fetched).toBe(1);
  expect((await post('/modtaget/aeldre-post', { fra: '2020-01-01' }, 'peter')).status).toBe(404);
  expect(await (await post('/modtaget/aeldre-post', { fra: '2020-01-01' }, 'rune')).text()).toContain('kontaktpunkt');
  changeSettings(box.deps, null, { 'sender.contactPoint': '6f1f8c1e-7d1b-4d0e-9a55-3f1c2b7a9e10' });
  expect((await post('/modtaget/aeldre-post', { fra: '2999-01-01' }, 'rune')).status).toBe(422);
  expect((await post('/modtaget/aeldre-post', { fra: '2020-01-01' }, 'rune')).status).toBe(303);
  // The platform counts what it has laid out; here is counted what came, and new post is said to be among it.
  const shown = async () => (await (await page('rune')).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  expect(await shown()).toMatch(/Digital Post har lagt 0 af \d+ frem til skolen, og er i gang 0 breve er kommet hertil siden bestillingen, ny post talt med/);
  await Bun.sleep(600);
  // What is here already is known again by its id and content: filed once. New post comes in between.
  await box.play('nemSms');
  const { mail } = await box.poll();
  expect(mail.listed).toBeGreaterThan(1);
  expect(mail.left).toEqual({});
  const asked = oldMailProgress(box.deps.db)!;
  expect(asked.total).toBeGreaterThan(0);
  expect(asked).toMatchObject({ running: false, stopped: false, fetched: asked.total, failed: 0, stored: mail.fetched, waiting: 0 });
  expect(await shown()).toContain(`Digital Post har lagt ${asked.total} af ${asked.total} frem til skolen`);
  expect(await shown()).toContain('intet venter længere hos Digital Post');
  // What has ended is not asked about again.
  const { at } = getStatus(box.deps.db, 'old-mail-progress')!;
  await box.poll();
  expect(getStatus(box.deps.db, 'old-mail-progress')!.at).toBe(at);
  expect(box.rows<{ n: number }>("SELECT count(*) AS n FROM messages WHERE kind = 'letter' AND title = 'Besked'")[0]!.n).toBe(1);
}, 60_000);
