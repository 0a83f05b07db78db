import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { logIn } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { getStatus } from '../../src/queue/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { origin } from '../web/portal.ts';
import { makeMailBox, type MailBox } from './box.ts';

let box: MailBox;
beforeAll(async () => { box = await makeMailBox(); }, 60_000);
afterAll(() => box.close());

type Message = { id: string; kind: string; title: string; place: string; decision: string; body: string; attachments: number; sender_name: string; written_at: string | null; received_at: string };
const message = (title: string) => box.rows<Message>('SELECT * FROM messages WHERE title = ? ORDER BY received_at', title);
const all = ['authority', 'noInformation', 'forwarded', 'oldDate', 'nemSms', 'malformed', 'repeated', 'html', 'xmlBomb', 'wrongType', 'oldVersion', 'manyTypes', 'large'];

test('every scenario: stored byte for byte, receipted, deleted; what cannot be read is kept for a person', async () => {
  for (const scenario of all) await box.play(scenario);
  const { mail } = await box.poll();
  expect(mail).toMatchObject({ listed: 14, fetched: 14, cleared: 14, left: {}, read: 11, unreadable: 2, repeated: 1 });
  const post = await box.post();
  expect(post.every((each) => each.deleted_at !== null && each.negative === 0 && each.receipts === 1 && each.fetched === 1)).toBe(true);
  expect(post.map(({ receipt }) => (JSON.parse(receipt!) as { errorCode: unknown; receiptStatus: string })).every((each) => each.errorCode === null && each.receiptStatus === 'COMPLETED')).toBe(true);
  for (const row of box.rows<{ blob_id: string; sha256: string }>('SELECT blob_id, sha256 FROM fetched_memos')) {
    expect(createHash('sha256').update(await box.deps.files.read(row.blob_id)).digest('hex')).toBe(row.sha256);
  }
  expect(box.rows<{ problem: string }>("SELECT problem FROM fetched_memos WHERE state = 'unreadable' ORDER BY problem").map(({ problem }) => problem)).toEqual(['memo.doctype', 'memo.not_xml']);
  expect(message('').every(({ kind, place }) => kind === 'unreadable' && place === 'tray')).toBe(true);
  expect(message('Sendt to gange').length).toBe(1);
  expect((await box.poll()).mail).toMatchObject({ listed: 0, fetched: 0, read: 0 });
}, 60_000);

test('what a message says is understood, and nothing in it is alive', () => {
  const [html] = message('Nyhedsbrev');
  expect(html!.body).toBe('Nyt fra os\n\nLæs mere & svar.\n\n- Første\n- Andet');
  const [old] = message('Spørgsmål om SU');
  expect(old!.written_at).toBeNull();
  expect(Date.parse(old!.received_at)).toBeGreaterThan(Date.now() - 60_000);
  expect(message('Mødetid')[0]).toMatchObject({ kind: 'sms', body: 'Husk mødet i morgen kl. 10.' });
  expect(message('Besked i version 1.1')[0]!.body).toBe('Sendt fra et ældre system.');
  const addressed = JSON.parse(box.rows<{ addressed: string }>("SELECT addressed FROM messages WHERE title LIKE 'Vs.:%'")[0]!.addressed) as { forward: { comment: string; sender: string } };
  expect(addressed.forward).toMatchObject({ sender: 'Styrelsen for Undervisning', comment: 'Vi mener, at sagen hører til hos jer. Svar inden den 15.' });
  const files = box.rows<{ filename: string; mime: string; claimed: string; size: number }>("SELECT f.* FROM message_files f JOIN messages m ON m.id = f.message_id WHERE m.title IN ('Mange slags bilag', 'Forkert filtype', 'Ansøgning med videofil') AND f.kind = 'additional' ORDER BY filename");
  expect(files.map(({ filename, mime }) => `${filename} ${mime}`)).toEqual([
    'foto.png image/png', 'lyd.m4a audio/mp4', 'noter.txt text/plain'.replace('noter.txt', 'besked.txt'), 'optagelse.zip application/zip', 'regneark.xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'skema.pdf image/png', 'udtalelse.pdf application/pdf',
  ].sort());
  expect(files.find(({ filename }) => filename === 'optagelse.zip')!.size).toBe(20_000_000);
});

test('a page that is no message is left where it is, and said; a receipt that got lost is given again', async () => {
  await box.play('noInformation');
  await box.control({ fetchNonsenseNext: 1 });
  expect((await box.poll()).mail).toMatchObject({ fetched: 0, left: { nonsense: 1 } });
  expect((await box.post())[0]).toMatchObject({ receipt: null, deleted_at: null });
  await box.control({ receiptLostNext: 3 });
  // Noted there, answered 503: tried again, and there already.
  expect((await box.poll()).mail).toMatchObject({ fetched: 1, cleared: 1, left: {} });
  expect((await box.post())[0]).toMatchObject({ receipts: 1, negative: 0 });
  await box.control({ receiptLostNext: 0, receiptRemovesMail: true });
  await box.play('noInformation');
  expect((await box.poll()).mail).toMatchObject({ fetched: 1, cleared: 1, left: {} });
  await box.control({ receiptRemovesMail: false });
}, 60_000);

test('a message that is too large waits, the others do not', async () => {
  await box.play('large');
  await box.play('noInformation');
  const small = box.deps.db;
  small.statement("INSERT OR REPLACE INTO settings (key, value, updated_at) VALUES ('receiving.maxMegabytes', '5', '')").run();
  expect((await box.poll()).mail).toMatchObject({ listed: 2, fetched: 1, cleared: 1, left: { 'mail.too_large': 1 } });
  small.statement("DELETE FROM settings WHERE key = 'receiving.maxMegabytes'").run();
  expect((await box.poll()).mail).toMatchObject({ fetched: 1, left: {} });
}, 60_000);

test('the same id with another content is shown beside the first', async () => {
  await box.play('noInformation');
  await box.poll();
  const [row] = box.rows<{ blob_id: string }>("SELECT blob_id FROM fetched_memos WHERE state = 'read' ORDER BY stored_at DESC LIMIT 1");
  const xml = Buffer.from(await box.deps.files.read(row!.blob_id)).toString().replace('<memo:label>Besked</memo:label>', '<memo:label>Andet</memo:label>');
  await box.raw(xml);
  expect((await box.poll()).mail).toMatchObject({ fetched: 1, unreadable: 1, repeated: 0 });
});

test('nothing fetched for a day is said on the overview and in the post: where it failed, where nothing of it can be had, where nobody tried', async () => {
  const { deps } = box;
  const app = createApp(deps);
  const session = async (username: string) => ({ Cookie: `__Host-elevarkiv=${(await logIn(deps, { username, password: `demo-${username}`, address: username })).token}` });
  const [lise, peter] = [await session('lise'), await session('peter')];
  const warned = async (path: string, headers = lise) => (await (await app.request(`${origin}${path}`, { headers })).text()).includes('Posten er ikke hentet siden i går');
  const ago = (hours: number) => new Date(deps.clock.now().getTime() - hours * 3_600_000).toISOString();
  await box.poll();
  expect(await warned('/overblik')).toBe(false);
  // Nobody has tried for a day.
  deps.db.statement("UPDATE statuses SET updated_at = ? WHERE key = 'mail'").run(ago(23));
  expect(await warned('/overblik')).toBe(false);
  deps.db.statement("UPDATE statuses SET updated_at = ? WHERE key = 'mail'").run(ago(25));
  expect([await warned('/overblik'), await warned('/modtaget'), await warned('/overblik', peter)]).toEqual([true, true, false]);
  // A box that does not fetch has nothing to say about it.
  changeSettings(deps, null, { 'receiving.fetch': false });
  expect(await warned('/overblik')).toBe(false);
  changeSettings(deps, null, { 'receiving.fetch': true });
  await box.poll();
  expect(await warned('/overblik')).toBe(false);
  // It is reached, and yet nothing of what waits can be had.
  await box.play('noInformation');
  await box.control({ fetchNonsenseNext: 1 });
  expect((await box.poll()).mail).toMatchObject({ fetched: 0, left: { nonsense: 1 } });
  const { since, reason } = getStatus(deps.db, 'mail-trouble')!.value as { since: string; reason: string };
  expect([reason, await warned('/overblik')]).toEqual(['nonsense', false]);
  deps.db.statement("UPDATE statuses SET value = replace(value, ?, ?) WHERE key = 'mail-trouble'").run(since, ago(30));
  expect(await warned('/overblik')).toBe(true);
  await box.poll();
  expect(await warned('/overblik')).toBe(false);
}, 60_000);

test('when it cannot be reached it is noted since when, and forgotten when it can', async () => {
  await box.control({ memosDown: true });
  await expect(box.poll()).rejects.toThrow();
  const { since } = getStatus(box.deps.db, 'mail-trouble')!.value as { since: string };
  expect(Date.parse(since)).toBeGreaterThan(Date.now() - 120_000);
  await box.control({ memosDown: false });
  await box.poll();
  expect(getStatus(box.deps.db, 'mail-trouble')!.value).toEqual({});
  expect(verifyAudit(box.deps.db).faults).toEqual([]);
}, 60_000);
