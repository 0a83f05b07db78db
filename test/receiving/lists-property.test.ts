import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorOf, addUser, findUser, may, maySeeCase } from '../../src/access/index.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { listMessages, messageCounts, messageFilters, messageViews } from '../../src/receiving/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-lists-'));
const clock = manualClock('2026-11-24T09:00:00Z');
const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'test', { clock });
const { db } = deps;
const at = clock.now().toISOString();
let me: string;
let absent: string;
let other: string;
afterAll(() => {
  deps.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeAll(async () => {
  [me, absent, other] = (await Promise.all(['me', 'absent', 'other'].map((username) => addUser(deps, null, { username, name: username, password: 'long enough', roles: ['reader'] })))).map(({ id }) => id) as [string, string, string];
  db.write((tx) => {
    for (const id of ['g', 'h']) tx.statement('INSERT INTO user_groups VALUES (?, ?, ?)').run(id, id, at);
    for (const [id, restricted] of [['t-open', 0], ['t-closed', 1]] as const) tx.statement('INSERT INTO document_types (id, name, position, restricted) VALUES (?, ?, 0, ?)').run(id, id, restricted);
    for (const id of ['c1', 'c2']) {
      tx.statement("INSERT INTO cases (id, kind, title, status, created_at, updated_at) VALUES (?, 'free', 'F', 'open', ?, ?)").run(id, at, at);
      for (const type of ['t-open', 't-closed']) tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, 'D', ?, 'received', 'filed', ?)").run(`${id}-${type}`, id, type, at);
    }
  });
});

const anyone = () => fc.constantFrom('me', 'absent', 'other', null);
const message = fc.record({
  place: fc.constantFrom('tray' as const, 'assigned' as const, 'done' as const), user: anyone(), group: fc.constantFrom('g', 'h', null, null), case: fc.constantFrom('c1', 'c2', null), closed: fc.boolean(),
  gone: fc.integer({ min: 0, max: 9 }), day: fc.integer({ min: 1, max: 9 }), due: fc.constantFrom(null, '2026-11-20', '2026-12-01'), opened: fc.boolean(), attachments: fc.constantFrom(0, 2), sender: fc.constantFrom('cpr', 'cvr', null),
  unreadable: fc.boolean(), reply: fc.boolean(),
});
type Laid = typeof message extends fc.Arbitrary<infer M> ? M & { id: string } : never;
const world = fc.record({
  roles: fc.constantFrom(['secretary'] as const, ['case_officer'] as const, ['case_officer'] as const, ['leader'] as const, ['reader'] as const), inGroups: fc.subarray(['g', 'h']), deputy: fc.boolean(),
  named: fc.subarray(['c1', 'c2']), confidential: fc.subarray(['c1', 'c2']), seesClosed: fc.boolean(), // Some worlds have lists of more pages than one.
  messages: fc.oneof(fc.array(message, { minLength: 5, maxLength: 40 }), fc.array(message, { minLength: 150, maxLength: 150 })),
});

/** Lays the world down and answers its messages; ids in another order than they were made in. */
function lay(each: typeof world extends fc.Arbitrary<infer W> ? W : never): Laid[] {
  const users: Record<string, string> = { me, absent, other };
  return db.write((tx) => {
    for (const table of ['messages', 'fetched_memos', 'group_members', 'deputies', 'user_roles', 'case_access', 'access_grants']) tx.statement(`DELETE FROM ${table}`).run();
    for (const role of each.roles) tx.statement('INSERT INTO user_roles VALUES (?, ?)').run(me, role);
    for (const group of each.inGroups) tx.statement('INSERT INTO group_members VALUES (?, ?)').run(group, me);
    tx.statement('INSERT INTO deputies VALUES (?, ?, ?, ?)').run(absent, me, '2026-11-20', each.deputy ? '2026-11-24' : '2026-11-23');
    for (const id of each.named) tx.statement("INSERT INTO case_access (case_id, user_id, kind, given_at, level) VALUES (?, ?, 'given', ?, 'read')").run(id, me, at);
    tx.statement('UPDATE cases SET confidential = id IN (SELECT value FROM json_each(?))').run(JSON.stringify(each.confidential));
    if (each.seesClosed) tx.statement("INSERT INTO access_grants VALUES ('user', ?, 'type:t-closed', 'read', NULL, ?)").run(me, at);
    return each.messages.map((one, n) => {
      const id = `${(n * 7) % 53}-${n}`;
      tx.statement("INSERT OR IGNORE INTO blobs (id, sha256, size, created_at) VALUES (?, '', 0, ?)").run(id, at);
      tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at) VALUES (?, ?, ?, 0, '', 'read', ?)").run(id, id, id, at);
      tx.statement(`INSERT INTO messages (id, fetched_id, kind, title, sender_kind, sender_name, received_at, addressed, body, attachments, place, user_id, group_id, case_id, document_id, thread_id, decision, due_on, opened_at, done_at, reply_allowed, disposed_at)
        VALUES (?, ?, ?, 'T', ?, 'S', ?, '{}', '', ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?, ?, ?)`)
        .run(id, id, one.unreadable ? 'unreadable' : 'letter', one.sender, `2026-11-0${one.day}T00:00:00.000Z`, one.attachments, one.place, one.user && users[one.user]!, one.group, one.case, one.case && `${one.case}-${one.closed ? 't-closed' : 't-open'}`, id,
          one.due, one.opened ? at : null, one.place === 'done' ? `2026-11-1${one.day}T00:00:00.000Z` : null, one.reply ? 1 : 0, one.gone === 0 ? at : null);
      return { ...one, id };
    });
  });
}

const passes: Record<(typeof messageFilters)[number], (one: Laid) => boolean> = {
  unread: (one) => !one.opened, attachments: (one) => one.attachments > 0, citizens: (one) => one.sender === 'cpr', companies: (one) => one.sender === 'cvr', unreadable: (one) => one.unreadable, signed: () => false, due: (one) => one.due !== null, unanswered: (one) => one.reply,
};
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const orders = {
  mine: (a: Laid, b: Laid) => Number(a.due === null) - Number(b.due === null) || compare(a.due ?? '', b.due ?? '') || b.day - a.day || compare(a.id, b.id),
  other: (a: Laid, b: Laid) => b.day - a.day || compare(a.id, b.id),
};

test('every list of post, narrowed down or not, page by page, holds what the rule lets one see, in its order; counts say the same', () => {
  let [several, pages] = [0, 0];
  fc.assert(fc.property(world, (each) => {
    const laid = lay(each);
    const actor = actorOf(deps, findUser(db, me)!);
    const given = (one: Laid) => one.user === 'me' || (one.user === 'absent' && each.deputy) || (one.group !== null && each.inGroups.includes(one.group));
    const seen = (one: Laid) => may(actor, 'receive') && one.gone > 0 && ((may(actor, 'distribute') && one.case === null) || given(one) || (one.case !== null && maySeeCase(db, actor, one.case) && (!one.closed || each.seesClosed)));
    const inView = {
      tray: (one: Laid) => may(actor, 'distribute') && one.place === 'tray', mine: (one: Laid) => one.place === 'assigned' && given(one),
      given: (one: Laid) => one.place === 'assigned' && (may(actor, 'distribute') || given(one)), done: (one: Laid) => one.place === 'done',
    };
    for (const view of messageViews) {
      for (const filter of [undefined, ...messageFilters]) {
        const wanted = laid.filter((one) => seen(one) && inView[view](one) && (!filter || passes[filter](one))).sort(view === 'mine' ? orders.mine : orders.other).map(({ id }) => id);
        const shown: string[] = [];
        for (let page = 1; page <= Math.ceil(wanted.length / 30) + 1; page++) {
          const list = listMessages(deps, actor, { view, filter, page });
          shown.push(...list.rows.map(({ id }) => id));
          expect(list.total).toBe(wanted.length);
        }
        // `given` of whoever does not distribute is their own, in the order of any other list.
        expect(shown).toEqual(wanted);
        if (wanted.length > 30) pages += 1;
        if (wanted.length > 1 && view === 'done' && !may(actor, 'distribute')) several += 1;
      }
    }
    const counted = messageCounts(db, actor);
    expect(counted).toEqual({ tray: laid.filter((one) => seen(one) && inView.tray(one)).length, mine: laid.filter((one) => seen(one) && inView.mine(one)).length, unread: laid.filter((one) => seen(one) && inView.mine(one) && !one.opened).length });
  }), { numRuns: 120 });
  expect(several).toBeGreaterThan(20);
  expect(pages).toBeGreaterThan(0);
}, 60_000);
