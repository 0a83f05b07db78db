import { afterAll, beforeAll, expect, test } from 'bun:test';
import { addGroup, endDeputy, logIn, nameDeputy, setGroupMembers } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { localDay } from '../../src/core/dates.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { origin } from '../web/portal.ts';
import { makeMailBox, type MailBox } from './box.ts';

// The tray and one's own post as pages: what a form does, what the next page says.
let box: MailBox;
let app: ReturnType<typeof createApp>;
let group: string;
const tokens = new Map<string, string>();
beforeAll(async () => {
  box = await makeMailBox();
  app = createApp(box.deps);
  for (const username of ['lise', 'peter', 'aisha']) tokens.set(username, (await logIn(box.deps, { username, password: `demo-${username}`, address: username })).token);
  addGroup(box.deps, box.user('rune'), 'Studievejledningen');
  group = box.rows<{ id: string }>('SELECT id FROM user_groups')[0]!.id;
  setGroupMembers(box.deps, box.user('rune'), group, [box.user('peter').id, box.user('aisha').id]);
  for (const scenario of ['oldDate', 'html', 'noInformation', 'nemSms', 'manyTypes']) await box.play(scenario);
  await box.poll();
}, 60_000);
afterAll(() => box.close());

const headers = (as: string) => ({ Cookie: `__Host-elevarkiv=${tokens.get(as)}` });
const page = async (path: string, as: string) => (await app.request(`${origin}${path}`, { headers: headers(as) })).text();
/** Sends a form as the page has it; answers the page it leads to, or the one that says why not. */
async function send(path: string, fields: [string, string][], as: string): Promise<string> {
  const answer = await app.request(`${origin}${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { ...headers(as), 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', Origin: origin } });
  if (answer.status !== 303) return answer.text();
  const said = (answer.headers.get('set-cookie') ?? '').split(';')[0]!;
  return (await app.request(`${origin}${answer.headers.get('location')}`, { headers: { Cookie: `${headers(as).Cookie}; ${said}` } })).text();
}
const idOf = (title: string) => box.rows<{ id: string }>('SELECT id FROM messages WHERE title = ?', title)[0]!.id;
const rowsIn = async (path: string, as: string) => [...(await page(path, as)).matchAll(/class="mail-row[^"]*" data-message="([\da-f-]+)"/g)].map((match) => match[1]!);
const several = (handling: string, titles: string[], as: string, more: [string, string][] = [], view = 'tray') => send('/modtaget/flere', [...titles.map((title): [string, string] => ['brev', idOf(title)]), ['vis', view], ['handling', handling], ...more], as);

test('several at once: to a group, taken over, back to the tray, done and open again, each said; none without a choice', async () => {
  const both = ['Spørgsmål om SU', 'Nyhedsbrev'];
  expect(await several('fordel', [], 'lise')).toContain('Vælg mindst ét brev');
  expect(await several('fordel', both, 'lise')).toContain('Vælg, hvem brevet skal til');
  expect(await several('fordel', both, 'lise', [['til', `group:${group}`]])).toContain('Brevene er fordelt');
  for (const as of ['peter', 'aisha']) expect((await rowsIn('/modtaget/mine', as)).sort()).toEqual(both.map(idOf).sort());
  expect(await page('/modtaget/mine', 'peter')).toContain('Hos Studievejledningen');
  expect(await several('overtag', both, 'peter', [], 'mine')).toContain('Brevene er dine nu');
  expect(await rowsIn('/modtaget/mine', 'aisha')).toEqual([]);
  // What is somebody else's is nobody's to touch, and then none of them is touched.
  expect(await several('faerdig', both, 'aisha', [], 'mine')).not.toContain('meldt færdige');
  expect(await several('faerdig', both, 'peter', [], 'mine')).toContain('Brevene er meldt færdige');
  expect(await several('genaabn', both, 'peter', [], 'done')).toContain('Brevene er åbnet igen');
  expect(await several('bakke', both, 'peter', [], 'mine')).toContain('Brevene er tilbage i den fælles bakke');
  expect((await rowsIn('/modtaget', 'lise')).length).toBe(5);
});

test('filters show what they say, and an empty one says so', async () => {
  const all = await rowsIn('/modtaget', 'lise');
  expect(await rowsIn('/modtaget?kun=attachments', 'lise')).toEqual([idOf('Mange slags bilag')]);
  expect((await rowsIn('/modtaget?kun=companies', 'lise')).sort()).toEqual([idOf('Besked'), idOf('Mødetid')].sort());
  expect((await rowsIn('/modtaget?kun=citizens', 'lise')).length).toBe(all.length - 2);
  expect(await page('/modtaget?kun=signed', 'lise')).toContain('Ingen breve svarer til filteret');
  expect(await page('/modtaget/mine', 'aisha')).toContain('Du har ingen post');
});

test('the filter stays while one goes through the post: after one act the next that it shows is read', async () => {
  const [first, second] = await rowsIn('/modtaget?kun=companies', 'lise') as [string, string];
  const shown = await page(`/modtaget?kun=companies&brev=${first}`, 'lise');
  expect(shown).toContain('name="kun" value="companies"');
  const next = /name="naeste" value="([\da-f-]+)"/.exec(shown)![1]!;
  expect(next).toBe(second);
  const after = await send(`/modtaget/${first}/faerdig`, [['vis', 'tray'], ['kun', 'companies'], ['naeste', next]], 'lise');
  expect(after).toContain(`data-message="${second}"`);
  expect(after).toMatch(/href="\/modtaget\?kun=companies" aria-current="true"/);
  await send(`/modtaget/${first}/genaabning`, [['vis', 'done']], 'lise');
});

test('my post: handed on with a note and a day, the deputy has it while its owner is away, unanswered for too long is told', async () => {
  const { deps } = box;
  const id = idOf('Spørgsmål om SU');
  const today = localDay(deps.clock.now());
  await send(`/modtaget/${id}/fordeling`, [['til', `user:${box.user('peter').id}`], ['note', ''], ['senest', '']], 'lise');
  expect(await send(`/modtaget/${id}/fordeling`, [['til', `user:${box.user('aisha').id}`], ['note', 'Du kender familien'], ['senest', '24.11.2020']], 'peter')).toContain('i dag eller senere');
  await send(`/modtaget/${id}/fordeling`, [['til', `user:${box.user('aisha').id}`], ['note', 'Du kender familien'], ['senest', '2030-01-15']], 'peter');
  expect([await rowsIn('/modtaget/mine', 'peter'), await rowsIn('/modtaget/mine', 'aisha')]).toEqual([[], [id]]);
  expect(await page(`/modtaget/mine?brev=${id}`, 'aisha')).toMatch(/Du kender familien[\s\S]*Senest 15\. jan\. 2030/);
  // On vacation: her post is Peter's too, for those days and no longer.
  nameDeputy(deps, box.user('aisha'), { userId: box.user('aisha').id, deputyId: box.user('peter').id, fromDay: today, untilDay: '2030-12-31' });
  expect(await rowsIn('/modtaget/mine', 'peter')).toEqual([id]);
  expect(await page('/modtaget/mine', 'peter')).toContain('Hos Aisha Khan');
  // Both are told of what comes to her meanwhile.
  const told = (name: string) => box.rows<{ n: number }>("SELECT coalesce(sum(count), 0) AS n FROM notices WHERE user_id = ? AND kind = 'post_received' AND done_at IS NULL", box.user(name).id)[0]!.n;
  const [own, deputy] = [told('aisha'), told('peter')];
  for (const title of ['Nyhedsbrev', 'Besked']) await send(`/modtaget/${idOf(title)}/fordeling`, [['til', `user:${box.user('aisha').id}`], ['note', ''], ['senest', '']], 'lise');
  expect([told('aisha') - own, told('peter') - deputy]).toEqual([2, 2]);
  for (const title of ['Nyhedsbrev', 'Besked']) await send(`/modtaget/${idOf(title)}/bakke`, [['vis', 'given']], 'lise');
  // After the days of the setting it stands out, not before.
  const ago = (days: number) => deps.db.statement('UPDATE messages SET received_at = ? WHERE id = ?').run(new Date(deps.clock.now().getTime() - days * 86_400_000).toISOString(), id);
  ago(13);
  expect(await rowsIn('/modtaget/mine?kun=unanswered', 'aisha')).toEqual([]);
  ago(15);
  expect(await rowsIn('/modtaget/mine?kun=unanswered', 'aisha')).toEqual([id]);
  expect(await page('/modtaget/mine', 'aisha')).toContain('Ubesvaret');
  changeSettings(deps, null, { 'receiving.unansweredDays': 20 });
  expect(await rowsIn('/modtaget/mine?kun=unanswered', 'aisha')).toEqual([]);
  changeSettings(deps, null, { 'receiving.unansweredDays': 14 });
  // The deputy may deal with it; then he is none any more.
  expect(await send(`/modtaget/${id}/faerdig`, [['vis', 'mine']], 'peter')).toContain('meldt færdigt');
  expect(await rowsIn('/modtaget/mine?kun=unanswered', 'aisha')).toEqual([]);
  await send(`/modtaget/${id}/genaabning`, [['vis', 'done']], 'peter');
  endDeputy(deps, box.user('aisha'), { userId: box.user('aisha').id, deputyId: box.user('peter').id });
  expect([await rowsIn('/modtaget/mine', 'peter'), await rowsIn('/modtaget/mine', 'aisha')]).toEqual([[], [id]]);
});

test('every scenario the sandbox knows stands on its page with what the portal is to do, and a mail by hand finds whom it is addressed to', async () => {
  const there = await (await fetch(`${box.sandbox.controlUrl}/post`)).text();
  const names = [...there.matchAll(/name="scenario" value="(\w+)"/g)].map((match) => match[1]);
  expect(names.sort()).toEqual(['authority', 'forwarded', 'html', 'large', 'malformed', 'manyTypes', 'nemSms', 'noInformation', 'oldDate', 'oldMail', 'oldVersion', 'repeated', 'reply', 'strangerReply', 'wrongType', 'xmlBomb']);
  const mailbox = /<select id="fra"[\s\S]*?<option value="([^"]{2,})"/.exec(there)![1]!;
  const written = await fetch(`${box.sandbox.controlUrl}/post/brev`, {
    method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: box.sandbox.controlUrl },
    body: new URLSearchParams({ fra: mailbox, titel: 'Skrevet i hånden', tekst: 'Hej', person: 'Aisha Khan', svar: '1', billede: '1' }).toString(),
  });
  expect(written.status).toBe(303);
  expect((await box.poll()).mail).toMatchObject({ fetched: 1, assigned: 1 });
  const shown = await page(`/modtaget/mine?brev=${idOf('Skrevet i hånden')}`, 'aisha');
  for (const words of ['Stilet til Aisha Khan', 'foto.png', 'Kan besvares']) expect(shown).toContain(words);
});
