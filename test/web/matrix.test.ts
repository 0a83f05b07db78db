import { afterAll, beforeAll, expect, test } from 'bun:test';
import { may, type Permission, type Role } from '../../src/access/index.ts';
import type { Addressed } from '../../src/receiving/types.ts';
import type { Route } from '../../src/web/route.ts';
import { routes } from '../../src/web/routes.ts';
import { openPortal, origin } from './portal.ts';

/**
 * Every address with a record in it, by every role, for a record of one's own and for somebody else's. Generated from the table
 * of routes: an address that is mounted tomorrow is in it tomorrow, and one whose kind of record is not told here fails.
 */
const portal = openPortal();
const { db } = portal.deps;
type Kind = 'dispatch' | 'letter' | 'attachment' | 'attachmentFile' | 'batch' | 'signature' | 'message' | 'case' | 'document' | 'note' | 'search' | 'notice' | 'upload' | 'bulk';
/** Which record an address names, by how it begins; null = the school's own, which the rule alone guards. */
const kinds: [RegExp, Kind | null][] = [
  [/^\/afsendelser\/:id|^\/godkendelser\/:id/, 'dispatch'], [/^\/breve\/:id/, 'letter'], [/^\/bilag\/:id/, 'attachment'], [/^\/bilagsfiler\/:id/, 'attachmentFile'], [/^\/printbunker\/:id/, 'batch'],
  [/^\/signaturer\/:id/, 'signature'], [/^\/modtaget\/(regler|soegninger)\//, null], [/^\/modtaget\/:id/, 'message'], [/^\/sager\/:id/, 'case'], [/^\/dokumenter\/:id/, 'document'], [/^\/noter\/:id/, 'note'],
  [/^\/soegninger\/:id/, 'search'], [/^\/adviser\/:id/, 'notice'], [/^\/overfoersler\/:id/, 'upload'], [/^\/samlet\/:id/, 'bulk'], [/^\/(administration|elever|eksempler|brevskabeloner|kassation)\b/, null],
];
const kindOf = (path: string): Kind | null | undefined => kinds.find(([pattern]) => pattern.test(path))?.[1];
const withRecord = routes.filter((route) => route.path.includes(':') && route.rule !== 'public');

const roles: Role[] = ['case_officer', 'preparer', 'reader'];
type World = Record<Kind, string>;
const worlds = new Map<string, World>();
let secret: World;

const addressed: Addressed = {
  contactPoint: null, attention: { person: null, productionUnit: null, email: null, gln: null, telephone: null },
  content: { cpr: null, name: null, cvr: null, caseId: null, caseSystem: null, education: null }, replies: [], forward: null,
};

/** One of everything that belongs to a user. */
function lay(userId: string, n: number, wish: { confidential?: boolean } = {}): World {
  const uuid = () => portal.deps.ids.uuid();
  const world = { dispatch: uuid(), letter: uuid(), attachment: uuid(), attachmentFile: uuid(), batch: uuid(), signature: uuid(), message: uuid(), case: uuid(), document: uuid(), note: uuid(), search: uuid(), notice: uuid(), upload: uuid(), bulk: uuid() };
  const at = portal.clock.now().toISOString();
  const blobs = Array.from({ length: 6 }, uuid);
  db.write((tx) => {
    const run = (sql: string, ...values: (string | number | null)[]) => void tx.statement(sql).run(...values);
    for (const id of blobs) run("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, '', 1, '')", id);
    run("INSERT INTO cases (id, kind, type_id, title, status, confidential, created_at, updated_at) VALUES (?, 'student', 'student', 'Sag', 'open', ?, ?, ?)", world.case, wish.confidential ? 1 : 0, at, at);
    run("INSERT INTO case_access (case_id, user_id, kind, given_at, level) VALUES (?, ?, 'officer', ?, 'write')", world.case, userId, at);
    run("INSERT INTO documents (id, case_id, title, direction, status, created_at, letter_id, dispatch_id) VALUES (?, ?, 'Dokument', 'sent', 'delivered', ?, ?, ?)", world.document, world.case, at, world.letter, world.dispatch);
    run("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size) VALUES (?, 'sent', 0, ?, 'b.pdf', 'application/pdf', '', 1)", world.document, blobs[0]!);
    run("INSERT INTO document_texts (document_id, text) VALUES (?, '')", world.document);
    run("INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at) VALUES (?, 'draft', 'T', ?, 'f.pdf', 1, ?, ?, ?)", world.dispatch, blobs[1]!, userId, at, at);
    run("INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, certainty, evidence, found, alternatives, state, message_uuid, document_id, updated_at) VALUES (?, ?, 1, '[1]', 'cpr', ?, 'sure', '[]', '[]', '[]', 'draft', ?, ?, ?)", world.letter, world.dispatch, `010107123${n}`, uuid(), world.document, at);
    run("INSERT INTO attachment_files (id, dispatch_id, purpose, state, filename, mime, source_blob_id, size, created_by, created_at) VALUES (?, ?, 'attachment', 'ready', 'b.pdf', 'application/pdf', ?, 1, ?, ?)", world.attachmentFile, world.dispatch, blobs[2]!, userId, at);
    run("INSERT INTO dispatch_attachments (id, dispatch_id, file_id, title, position, created_by, created_at) VALUES (?, ?, ?, 'B', 1, ?, ?)", world.attachment, world.dispatch, world.attachmentFile, userId, at);
    run("INSERT INTO paper_batches (id, kind, state, duplex, created_by, created_at) VALUES (?, 'print', 'ready', 0, ?, ?)", world.batch, userId, at);
    run("INSERT INTO signature_requests (id, letter_id, dispatch_id, document_id, state, signer_kind, signer_number, blob_id, requested_by, created_at, updated_at) VALUES (?, ?, ?, ?, 'received', 'cpr', '0101071234', ?, ?, ?, ?)", world.signature, world.letter, world.dispatch, world.document, blobs[3]!, userId, at, at);
    const fetched = uuid();
    run("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at) VALUES (?, ?, ?, 1, '', 'read', ?)", fetched, fetched, blobs[4]!, at);
    run("INSERT INTO messages (id, fetched_id, kind, title, sender_name, received_at, addressed, body, place, user_id, thread_id, decision) VALUES (?, ?, 'letter', 'T', 'A', ?, ?, '', 'assigned', ?, ?, ?)", world.message, fetched, at, JSON.stringify(addressed), userId, world.message, JSON.stringify({ step: 'person', why: { key: 'person', values: { by: 'A', to: 'B' } } }));
    run("INSERT INTO notes (id, subject_kind, subject_id, text, author_id, created_at) VALUES (?, 'case', ?, 'n', ?, ?)", world.note, world.case, userId, at);
    run("INSERT INTO searches (id, user_id, criteria, created_at) VALUES (?, ?, '{\"filters\":{}}', ?)", world.search, userId, at);
    run("INSERT INTO notices (id, user_id, kind, subject_kind, subject_id, created_at, updated_at) VALUES (?, ?, 'look', 'document', ?, ?, ?)", world.notice, userId, world.document, at, at);
    run("INSERT INTO bulk_acts (id, user_id, subject, act, state, origin, created_at, ended_at) VALUES (?, ?, 'document', 'approve', 'done', '/arkiv', ?, ?)", world.bulk, userId, at, at);
    run("INSERT INTO bulk_items (bulk_id, n, subject_id, state, before, after) VALUES (?, 0, ?, 'done', '1:', '1:x')", world.bulk, world.document);
    run("INSERT INTO uploads (id, case_id, user_id, filename, size, created_at, updated_at) VALUES (?, ?, ?, 'f', 1, ?, ?)", world.upload, world.case, userId, at, at);
  });
  return world;
}

beforeAll(async () => {
  const stranger = await portal.user('stranger', 'Stranger', 'case_officer');
  worlds.set('stranger', lay(stranger, 0));
  secret = lay(stranger, 9, { confidential: true });
  for (const [n, role] of roles.entries()) worlds.set(role, lay(await portal.user(role, role, role), n + 1));
  for (const role of ['secretary', 'leader'] as const) await portal.user(role, role, role);
});
afterAll(() => portal.close());

const ask = (route: Route, id: string, as: string) => {
  const path = route.path.replace(/:id/, id).replace(/:(role)(\{[^}]*\})?/g, 'brev').replace(/:(page|number|position|from)(\{[^}]*\})?/g, '1').replace(/:kind/, 'laeser').replace(/:\w+(\{[^}]*\})?/g, '00000000-0000-4000-8000-000000000000');
  if (route.method === 'GET') return portal.get(path, as);
  if (route.body !== 'upload') return portal.post(path, { x: '1' }, as);
  const form = new FormData();
  form.append('fil', new File(['x'], 'x.txt'));
  return portal.app.request(`${origin}${path}`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...portal.cookieOf(as).headers } });
};
const allowed = (route: Route, role: Role) => route.rule === 'signed_in' || may({ id: '', username: '', name: '', roles: [role] }, route.rule as Permission);
const entries = () => (db.statement('SELECT count(*) AS n FROM audit_entries').get() as { n: number }).n;

test('every address with a record says which kind it is', () => {
  expect(withRecord.filter(({ path }) => kindOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  expect(withRecord.length).toBeGreaterThan(150);
});

test('somebody else\'s record does not exist, at any address, by any method, and asking leaves no trace', async () => {
  const wrong: string[] = [];
  const foreign = worlds.get('stranger')!;
  const before = entries();
  for (const route of withRecord) {
    const kind = kindOf(route.path);
    if (!kind) continue;
    for (const role of roles) {
      const { status } = await ask(route, foreign[kind], role);
      if (status !== 404) wrong.push(`${route.method} ${route.path} as ${role}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(entries()).toBe(before);
}, 120_000);

test('what is confidential does not exist either for those who see everything else', async () => {
  const wrong: string[] = [];
  for (const route of withRecord) {
    const kind = kindOf(route.path);
    if (kind !== 'case' && kind !== 'document' && kind !== 'note' && kind !== 'upload') continue;
    for (const role of ['secretary', 'leader']) {
      const { status } = await ask(route, secret[kind], role);
      if (status !== 404) wrong.push(`${route.method} ${route.path} as ${role}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
}, 120_000);

test('one\'s own record is there: nothing fails, and every kind answers at its main address', async () => {
  const wrong: string[] = [];
  const answered = new Map<string, Set<Kind>>();
  for (const route of withRecord.filter(({ method }) => method === 'GET')) {
    const kind = kindOf(route.path);
    if (!kind) continue;
    for (const role of roles.filter((each) => allowed(route, each))) {
      const { status } = await ask(route, worlds.get(role)![kind], role);
      if (status >= 500) wrong.push(`GET ${route.path} as ${role}: ${status}`);
      if (status < 400) answered.set(role, (answered.get(role) ?? new Set()).add(kind));
    }
  }
  expect(wrong).toEqual([]);
  expect([...answered.get('case_officer')!].sort()).toEqual(expect.arrayContaining(['attachment', 'batch', 'case', 'dispatch', 'document', 'letter', 'message', 'search']));
  expect([...answered.get('reader')!].sort()).toEqual(['bulk', 'case', 'document', 'search']);
}, 120_000);
