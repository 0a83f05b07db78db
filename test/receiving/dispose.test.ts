import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { actorOf, type Actor } from '../../src/access/index.ts';
import { caseFor } from '../../src/archive/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { runDisposal } from '../../src/jobs/disposal.ts';
import { caseConversations, fileMessages, finishMessages, getMessage, listMessages } from '../../src/receiving/index.ts';
import { statistics } from '../../src/reporting/index.ts';
import { approveDisposal, openBatch, proposeDisposal } from '../../src/retention/index.ts';
import { plain, writeMail } from '../../src/sandbox/post/mail.ts';
import { dump, workDisposal } from '../retention/destroying.ts';
import { makeMailBox, type MailBox } from './box.ts';

let box: MailBox;
let lise: Actor;
let birgit: Actor;
beforeAll(async () => {
  box = await makeMailBox();
  [lise, birgit] = [actorOf(box.deps, box.user('lise')), actorOf(box.deps, box.user('birgit'))];
}, 60_000);
afterAll(() => box.close());

test('post that came is destroyed with its raw bytes and its log; other post stands, it is counted still, and the same message offered again is not taken in', async () => {
  const { deps } = box;
  const [student, other] = box.rows<{ cpr: string; name: string }>("SELECT cpr, name FROM people WHERE kind = 'student' ORDER BY cpr");
  const school = { cvr: JSON.parse(box.rows<{ value: string }>("SELECT value FROM settings WHERE key = 'sender.cvr'")[0]!.value) as string, name: 'Skolen' };
  const mail = (title: string, of: typeof student, text: string) => writeMail({ title, sender: { kind: 'CPR', number: of!.cpr, name: of!.name }, recipient: school, main: [plain(text)] }, new Date()).xml;
  const xml = mail('Dybt hemmelig rabarber', student, 'Rabarbergrød og andet');
  await box.raw(xml);
  await box.raw(mail('Noget andet', other, 'Agurkesalat'));
  await box.poll();
  const ids = ['Dybt hemmelig rabarber', 'Noget andet'].map((title) => box.rows<{ id: string }>('SELECT id FROM messages WHERE title = ?', title)[0]!.id);
  const caseId = deps.db.write((tx) => caseFor(tx, deps, { recipient: { kind: 'cpr', number: student!.cpr }, name: student!.name, at: deps.clock.now(), actorId: null }));
  fileMessages(deps, lise, ids, `case:${caseId}`);
  finishMessages(deps, lise, ids);
  const [documentId, kept] = ids.map((id) => box.rows<{ document_id: string }>('SELECT document_id FROM messages WHERE id = ?', id)[0]!.document_id) as [string, string];
  deps.db.write((tx) => {
    tx.statement("INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, reason, made_at) SELECT 'r', id, 'active', 'dispose', 0, 'filed', 'Lov', '' FROM document_types LIMIT 1").run();
    tx.statement("UPDATE documents SET document_type_id = (SELECT document_type_id FROM retention_rules WHERE id = 'r'), created_at = '2020-01-01T10:00:00Z' WHERE id IN (?, ?)").run(documentId, kept);
  });
  const month = new Date().toISOString().slice(0, 7);
  const figures = () => (['month', 'user'] as const).map((grouping) => statistics(deps.db, birgit, { period: { from: month, to: month }, grouping }).received);
  const before = figures();
  const blobs = box.rows<{ id: string }>('SELECT blob_id AS id FROM document_files WHERE document_id = ?', documentId).map(({ id }) => id);
  expect(blobs.length).toBeGreaterThan(1);
  const beside = dump(deps).get('messages')!.filter((row) => row.includes(ids[1]!));

  const batch = proposeDisposal(deps, lise, { ids: [documentId] });
  approveDisposal(deps, birgit, batch, openBatch(deps, birgit, batch, 1).batch.contentHash);
  deps.db.write((tx) => tx.statement("UPDATE disposal_batches SET grace_until = '2026-01-01T00:00:00.000Z'").run());
  expect((await runDisposal(deps)).batches).toMatchObject([{ destroyed: 1, left: [] }]);
  await workDisposal(deps);

  expect([...dump(deps)].flatMap(([table, rows]) => rows.filter((row) => /rabarber/i.test(row)).map((row) => `${table}: ${row}`))).toEqual([]);
  expect(blobs.filter((id) => existsSync(deps.files.path(id)))).toEqual([]);
  expect(() => getMessage(deps, lise, ids[0]!)).toThrow('not_found');
  expect(listMessages(deps, lise, { view: 'done', page: 1 }).rows.map(({ id }) => id)).toEqual([ids[1]!]);
  expect(caseConversations(deps, lise, caseId, 1).rows.map(({ title }) => title)).toEqual(['Noget andet']);
  expect(dump(deps).get('messages')!.filter((row) => row.includes(ids[1]!))).toEqual(beside);
  expect(figures()).toEqual(before);
  expect(verifyAudit(deps.db).faults).toEqual([]);
  await box.raw(xml);
  await box.poll();
  expect(box.rows<{ n: number }>('SELECT count(*) AS n FROM messages')[0]!.n).toBe(2);
}, 120_000);
