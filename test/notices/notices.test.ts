import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { findUser, setLocked } from '../../src/access/index.ts';
import { dueMail, listNotices, markNoticeDone, nextMail, notify, openNoticeCount, recordMail, reopenNotice, setNoticeMail } from '../../src/notices/index.ts';
import { openPortal, type Portal } from '../web/portal.ts';

const portal = openPortal();
const { deps } = portal;
let lise: Actor;
let bent: Actor;
beforeAll(async () => {
  lise = findUser(deps.db, await portal.user('lise', 'Lise Holm', 'secretary'))!;
  bent = findUser(deps.db, await portal.user('bent', 'Bent Friis', 'leader'))!;
});
afterAll(() => portal.close());

const tell = (userId: string, count?: number) => deps.db.write((tx) => notify(tx, { ids: deps.ids, at: deps.clock.now() }, { userId, kind: 'signature_completed', subject: { kind: 'dispatch', id: 'd' }, ...(count ? { count } : {}) }));
const mailJob = () => deps.db.statement("SELECT state, run_at AS at FROM jobs WHERE key = ?").get(`mail-notices:${lise.id}`) as { state: string; at: string } | undefined;

test('what happens again is counted on one open notice; done and happening again is a new one', () => {
  tell(lise.id);
  tell(lise.id, 2);
  const [only, ...more] = listNotices(deps.db, lise, { view: 'open', page: 1 }).rows;
  expect([only!.count, more.length, openNoticeCount(deps.db, lise), openNoticeCount(deps.db, bent)]).toEqual([3, 0, 1, 0]);
  expect(() => markNoticeDone(deps, bent, only!.id)).toThrow('not_found');
  markNoticeDone(deps, lise, only!.id);
  tell(lise.id);
  expect(listNotices(deps.db, lise, { view: 'open', page: 1 }).rows.map((row) => row.count)).toEqual([1]);
  // The open one stands for it: two of the same kind are never open at once.
  reopenNotice(deps, lise, only!.id);
  expect(openNoticeCount(deps.db, lise)).toBe(1);
});

test('mail is wanted never, in the morning or at once; a change of mind moves the mail that waits', () => {
  expect([mailJob(), dueMail(deps.db, lise.id), nextMail(deps.db, lise.id, deps.clock.now())]).toEqual([undefined, null, null]);
  expect(() => setNoticeMail(deps, lise, { email: '', frequency: 'daily' })).toThrow('mail.bad_address');
  expect(() => setNoticeMail(deps, lise, { email: 'lise@skole', frequency: 'hourly' })).toThrow('mail.bad_frequency');
  for (const bad of ['lise', 'a b@c.dk', 'a@b@c.dk', 'x@', '@y.dk', 'a@b.dk\nBcc: c@d.dk', '<a@b.dk>']) expect(() => setNoticeMail(deps, lise, { email: bad, frequency: 'daily' })).toThrow('mail.bad_address');
  setNoticeMail(deps, lise, { email: 'lise@skole.dk', frequency: 'daily' });
  // 11.00 in Copenhagen: tomorrow at seven.
  expect(mailJob()!.at).toBe('2026-11-25T06:00:00.000Z');
  setNoticeMail(deps, lise, { email: 'lise@skole.dk', frequency: 'at_once' });
  expect(mailJob()!.at).toBe('2026-11-24T10:01:00.000Z');
  expect(dueMail(deps.db, lise.id)).toEqual({ to: 'lise@skole.dk', count: 1 });
});

test('what was told is not told again, what came after is; nobody who is locked out gets mail', async () => {
  const other = findUser(deps.db, await portal.user('otto', 'Otto', 'reader'))!;
  setNoticeMail(deps, other, { email: 'otto@skole.dk', frequency: 'daily' });
  tell(other.id);
  const since = deps.clock.now();
  portal.clock.advance(1000);
  deps.db.write((tx) => recordMail(tx, lise.id, { since, at: deps.clock.now(), problem: null }));
  expect(dueMail(deps.db, lise.id)).toBeNull();
  tell(lise.id);
  expect(dueMail(deps.db, lise.id)).toEqual({ to: 'lise@skole.dk', count: 2 });
  setLocked(deps, bent, other.id, true);
  expect(dueMail(deps.db, other.id)).toBeNull();
});

const html = async (answer: Response | Promise<Response>) => (await (await answer).text()).replace(/\s+/g, ' ');

test('a colleague is asked to look at a document, sees it in the top bar, opens it, is done, and the asker is told', async () => {
  await portal.user('sofie', 'Sofie Lund', 'reader');
  const { documentId, caseId } = await portal.letter({ cpr: '0101071234', name: 'Åse Ærø', title: 'Advarsel om fravær' });
  const page = await html(portal.get(`/dokumenter/${documentId}`, 'bent'));
  expect(page).toContain('Bed en kollega se på det');
  // Only who sees the case can be asked.
  expect(page).toContain('Lise Holm');
  expect(page).not.toContain('Sofie Lund');
  const sofie = (deps.db.statement("SELECT id FROM users WHERE username = 'sofie'").get() as { id: string }).id;
  const ask = (fields: Record<string, string>) => portal.post(`/dokumenter/${documentId}/opmaerksomhed`, { kollega: lise.id, note: 'Ring til mor', senest: '2026-11-26', ...fields }, 'bent');
  for (const [fields, words] of [[{ kollega: sofie }, 'Vælg en kollega'], [{ kollega: '' }, 'Vælg en kollega'], [{ senest: '2026-11-20' }, 'Datoen findes ikke eller er gået'], [{ senest: '2026-02-30' }, 'Datoen findes ikke'], [{ note: 'x'.repeat(501) }, 'højst fylde 500 tegn']] as [Record<string, string>, string][]) {
    const answer = await ask(fields);
    expect([answer.status, (await html(answer)).includes(words)]).toEqual([422, true]);
  }
  expect((await ask({})).status).toBe(303);
  expect(portal.events('notice.given')).toBe(1);

  const list = await html(portal.get('/adviser', 'lise'));
  expect(list).toContain('Advarsel om fravær');
  expect(list).toContain('Ring til mor');
  expect(list).toContain('Senest 26. nov. 2026');
  expect(await html(portal.get('/overblik', 'lise'))).toContain('Ring til mor');
  const id = listNotices(deps.db, lise, { view: 'open', page: 1 }).rows.find((row) => row.kind === 'look_at')!.id;
  // Opening it is seeing it; done is said by hand.
  expect((await portal.post(`/adviser/${id}/aabning`, {}, 'lise')).headers.get('location')).toBe(`/dokumenter/${documentId}`);
  expect(listNotices(deps.db, lise, { view: 'open', page: 1 }).rows.map((row) => row.kind)).toContain('look_at');
  expect((await portal.post(`/adviser/${id}/faerdig`, {}, 'bent')).status).toBe(404);
  expect((await portal.post(`/adviser/${id}/faerdig`, { til: '/overblik' }, 'lise')).headers.get('location')).toBe('/overblik');
  expect(await html(portal.get('/adviser', 'bent'))).toContain('En kollega har set på det, du bad om');
  expect(await html(portal.get(`/dokumenter/${documentId}`, 'bent'))).toContain('Færdig 24. nov. 2026');

  // What a reader may no longer see is not named in their notices.
  expect(await html(portal.get('/adviser?vis=faerdige', 'lise'))).toContain('Advarsel om fravær');
  deps.db.write((tx) => tx.statement('UPDATE cases SET confidential = 1 WHERE id = ?').run(caseId));
  const after = await html(portal.get('/adviser?vis=faerdige', 'lise'));
  expect([after.includes('Advarsel om fravær'), after.includes('Det kan ikke vises for dig længere')]).toEqual([false, true]);
});

test('all of the program\'s own are done at once; those of colleagues stay', async () => {
  tell(lise.id);
  deps.db.write((tx) => notify(tx, { ids: deps.ids, at: deps.clock.now() }, { userId: lise.id, kind: 'look_at', subject: { kind: 'case', id: 'gone' }, from: { userId: bent.id, note: null, dueOn: null } }));
  expect((await portal.post('/adviser/faerdige', {}, 'lise')).status).toBe(303);
  expect(listNotices(deps.db, lise, { view: 'open', page: 1 }).rows.map((row) => row.kind)).toEqual(['look_at']);
});

test('Min side keeps what was typed when it cannot be used', async () => {
  const refused = await portal.post('/min-side', { email: 'ikke en adresse', tit: 'daily' }, 'lise');
  const page = await html(refused);
  expect([refused.status, page.includes('value="ikke en adresse"'), page.includes('Skriv den som navn@skole.dk')]).toEqual([422, true, true]);
  expect(page).toMatch(/value="daily" checked/);
  expect((await portal.post('/min-side', { email: '', tit: 'never' }, 'lise')).status).toBe(303);
  expect(mailJob()?.state).not.toBe('waiting');
});
