import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Role } from '../../src/access/index.ts';
import { proposeDisposal } from '../../src/retention/index.ts';
import { findUserByName } from '../../src/access/index.ts';
import { openPortal } from './portal.ts';

/** One of everything that can wait for somebody, and for each role what of it their Overblik says. */
const portal = openPortal();
const { db } = portal.deps;
const roles: Role[] = ['secretary', 'case_officer', 'preparer', 'leader', 'reader', 'administrator'];
const addressed = { contactPoint: null, attention: { person: null, productionUnit: null, email: null, gln: null, telephone: null }, content: { cpr: null, name: null, cvr: null, caseId: null, caseSystem: null, education: null }, replies: [], forward: null };

beforeAll(async () => {
  const author = await portal.user('author', 'Anne Author', 'secretary');
  for (const role of roles) await portal.user(role, role, role);
  const at = portal.clock.now().toISOString();
  const uuid = () => portal.deps.ids.uuid();
  const [blob, failed, waiting, letter, caseId, fetched, message] = [uuid(), uuid(), uuid(), uuid(), uuid(), uuid(), uuid()];
  const documents = [uuid(), uuid()];
  db.write((tx) => {
    const run = (sql: string, ...values: (string | number | null)[]) => void tx.statement(sql).run(...values);
    for (const id of [blob, fetched]) run("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, '', 1, '')", id);
    run("INSERT INTO document_types (id, name, position) VALUES ('warning', 'Advarsel', 0)");
    run("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, made_at) VALUES ('r', 'warning', 'active', 'dispose', 1, 'filed', '')");
    run("INSERT INTO cases (id, kind, type_id, title, status, created_at, updated_at) VALUES (?, 'student', 'student', 'Sofie Juul', 'open', ?, ?)", caseId, at, at);
    for (const id of documents) run("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at) VALUES (?, ?, 'Gammel advarsel', 'warning', 'internal', 'filed', '2020-01-01T10:00:00Z')", id, caseId);
    for (const [id, state] of [[failed, 'submitted'], [waiting, 'waiting_approval']] as const) run("INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, created_at, updated_at) VALUES (?, ?, 'Fakturaer', ?, 'f.pdf', 1, ?, ?, ?)", id, state, blob, author, at, at);
    run("INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, certainty, evidence, found, alternatives, state, message_uuid, updated_at) VALUES (?, ?, 1, '[1]', 'cpr', '0101071234', 'sure', '[]', '[]', '[]', 'failed', ?, ?)", letter, failed, uuid(), at);
    run("INSERT INTO approvals (id, dispatch_id, state, content_hash, letters, why, requested_by, requested_at) VALUES (?, ?, 'waiting', '', 1, 'recipients', ?, ?)", uuid(), waiting, author, at);
    run("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at) VALUES (?, ?, ?, 1, '', 'read', ?)", fetched, fetched, fetched, at);
    run("INSERT INTO messages (id, fetched_id, kind, title, sender_name, received_at, addressed, body, place, thread_id, decision) VALUES (?, ?, 'letter', 'Klage', 'A', ?, ?, '', 'tray', ?, ?)", message, fetched, at, JSON.stringify(addressed), message, JSON.stringify({ step: 'none', why: { key: 'none', values: {} } }));
    run("INSERT INTO signature_requests (id, letter_id, dispatch_id, document_id, state, signer_kind, signer_number, blob_id, requested_by, created_at, updated_at) VALUES (?, ?, ?, ?, 'received', 'cpr', '0101071234', ?, ?, ?, ?)", uuid(), letter, failed, documents[0]!, blob, author, at, at);
    const given = uuid();
    run("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at) VALUES (?, ?, ?, 1, '', 'read', ?)", given, given, blob, at);
    run("INSERT INTO messages (id, fetched_id, kind, title, sender_name, received_at, addressed, body, place, user_id, thread_id, decision) VALUES (?, ?, 'letter', 'Svar', 'A', ?, ?, '', 'assigned', ?, ?, ?)", uuid(), given, at, JSON.stringify(addressed), findUserByName(tx, 'case_officer')!.id, message, JSON.stringify({ step: 'person', why: { key: 'person', values: { by: 'A', to: 'B' } } }));
    for (const role of roles) run("INSERT INTO notices (id, user_id, kind, subject_kind, subject_id, from_user_id, note, due_on, created_at, updated_at) VALUES (?, ?, 'look_at', 'document', ?, ?, 'Se på denne', '2026-11-30', ?, ?)", uuid(), findUserByName(tx, role)!.id, documents[0]!, author, at, at);
  });
  proposeDisposal(portal.deps, findUserByName(db, 'author')!, { ids: [documents[1]!] });
});
afterAll(() => portal.close());

const items = {
  needsPerson: 'brev kræver dig', approval: 'afsendelse til godkendelse', signatures: 'href="/signaturer"><span class="waiting-count', mine: 'href="/modtaget/mine"', tray: 'href="/modtaget"><span class="waiting-count', due: 'dokument er klar til kassation', batch: 'forslag om kassation til godkendelse',
  notice: 'Senest 30. nov. 2026', title: 'Gammel advarsel', index: 'Søgning', certificate: 'Systemcertifikat',
};
const shows: Record<Role, (keyof typeof items)[]> = {
  secretary: ['needsPerson', 'signatures', 'tray', 'due', 'notice', 'title'],
  case_officer: ['mine', 'notice'],
  preparer: ['notice'],
  leader: ['approval', 'due', 'batch', 'notice', 'title'],
  reader: ['notice'],
  administrator: ['notice', 'certificate'],
};

for (const role of roles) {
  test(`Overblik of a ${role}: all that waits for them, and nothing that is somebody else's`, async () => {
    const page = (await (await portal.get('/overblik', role)).text()).replace(/\s+/g, ' ');
    const main = page.slice(page.indexOf('<main'));
    const seen = (Object.keys(items) as (keyof typeof items)[]).filter((key) => key !== 'index' && main.includes(items[key]));
    expect(seen.sort()).toEqual([...shows[role]].sort());
    if (role !== 'administrator') expect(main).not.toContain(items.index);
    expect(page).not.toContain('0101071234');
  });
}

test('an administrator sees how the index is, once there is one', async () => {
  await portal.index();
  expect(await (await portal.get('/overblik', 'administrator')).text()).toContain(items.index);
});
