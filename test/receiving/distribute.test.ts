import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { actorOf, giveCaseAccess, type Actor } from '../../src/access/index.ts';
import { caseFor, getDocument, listDocuments } from '../../src/archive/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { openNoticeCount } from '../../src/notices/index.ts';
import {
  answerCases, answerTarget, assignMessages, fileMessages, finishMessages, getMessage, listMessages, messageCounts, reopenMessages, returnMessages, saveRule, setTarget, suggestCases, switchRule, takeMessages, testRule, undoDecision,
} from '../../src/receiving/index.ts';
import { plain, writeMail, type Mail } from '../../src/sandbox/post/mail.ts';
import { makeMailBox, type MailBox } from './box.ts';

let box: MailBox;
let actors: Record<'lise' | 'peter' | 'aisha' | 'birgit' | 'ole' | 'rune', Actor>;
const school = { cvr: '', name: 'Skolen' };
const authority = { kind: 'CVR' as const, number: '29189846', name: 'Kommunen' };
const actor = (name: string) => actorOf(box.deps, box.user(name));
beforeAll(async () => {
  box = await makeMailBox();
  actors = Object.fromEntries(['lise', 'peter', 'aisha', 'birgit', 'ole', 'rune'].map((name) => [name, actor(name)])) as typeof actors;
  school.cvr = (JSON.parse(box.rows<{ value: string }>("SELECT value FROM settings WHERE key = 'sender.cvr'")[0]!.value)) as string;
}, 60_000);
afterAll(() => box.close());

/** Sends the school a message and takes it in; answers its id. */
async function arrive(wish: Partial<Mail> & { title: string }): Promise<string> {
  const { xml } = writeMail({ sender: authority, recipient: school, main: [plain('Tekst')], ...wish }, new Date());
  await box.raw(xml);
  await box.poll();
  return box.rows<{ id: string }>('SELECT id FROM messages WHERE title = ? ORDER BY received_at DESC LIMIT 1', wish.title)[0]!.id;
}

const student = () => box.rows<{ cpr: string; name: string; id: string }>("SELECT s.cpr, s.name, s.id FROM people s JOIN guardianships g ON g.student_id = s.id AND g.custody = 1 WHERE s.kind = 'student' ORDER BY s.cpr LIMIT 1")[0]!;
const guardian = () => box.rows<{ cpr: string; name: string }>('SELECT p.cpr, p.name FROM guardianships g JOIN people p ON p.id = g.guardian_id WHERE g.student_id = ? AND g.custody = 1 LIMIT 1', student().id)[0]!;
const seen = (who: Actor, id: string) => { try { return getMessage(box.deps, who, id).title; } catch { return null; } };

/** A letter that peter sent to the student, lying on its case. */
function sentLetter(): { uuid: string; caseId: string; documentId: string } {
  const { deps } = box;
  const [uuid, dispatchId, letterId, documentId, blobId] = Array.from({ length: 5 }, () => deps.ids.uuid()) as [string, string, string, string, string];
  const now = deps.clock.now();
  const caseId = deps.db.write((tx) => {
    const id = caseFor(tx, deps, { recipient: { kind: 'cpr', number: student().cpr }, name: student().name, at: now, actorId: null });
    deps.files.record(tx, { id: blobId, sha256: 'x', size: 1 });
    tx.statement("INSERT INTO dispatches (id, state, title, source_blob_id, source_filename, source_size, created_by, submitted_by, created_at, updated_at) VALUES (?, 'settled', 'Advarsel', ?, 'a.pdf', 1, ?, ?, ?, ?)").run(dispatchId, blobId, actors.lise.id, actors.peter.id, now.toISOString(), now.toISOString());
    tx.statement("INSERT INTO documents (id, case_id, title, direction, status, created_at, sent_at) VALUES (?, ?, 'Advarsel', 'sent', 'delivered', ?, ?)").run(documentId, id, now.toISOString(), now.toISOString());
    tx.statement("INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, state, message_uuid, document_id, updated_at) VALUES (?, ?, 1, '[1]', 'cpr', ?, ?, 'sure', '[]', '[]', '[]', 'delivered', ?, ?, ?)")
      .run(letterId, dispatchId, student().cpr, student().name, uuid, documentId, now.toISOString());
    return id;
  });
  return { uuid, caseId, documentId };
}

test('an answer finds its case and its sender; a stranger finds the sender but no case', async () => {
  const { uuid, caseId, documentId } = sentLetter();
  const id = await arrive({ title: 'Sv.: Advarsel', sender: { kind: 'CPR', number: guardian().cpr, name: guardian().name }, reply: { messageUuid: uuid, caseId } });
  const found = getMessage(box.deps, actors.lise, id);
  expect(found).toMatchObject({ place: 'assigned', userName: 'Peter Winther', filed: { id: caseId, title: student().name }, decision: { step: 'reply', why: { key: 'distributed.reply' } } });
  expect(found.thread.map(({ kind, title }) => `${kind} ${title}`)).toEqual(['sent Advarsel', 'received Sv.: Advarsel']);
  const [document] = listDocuments(box.deps.db, actors.lise, caseId).filter((each) => each.direction === 'received');
  const detail = getDocument(box.deps.db, actors.lise, document!.id);
  expect(detail.files.map(({ role, filename }) => `${role} ${filename}`)).toEqual(['attachment besked.txt', 'message meddelelse.xml']);
  expect(JSON.parse(detail.receipts[0]!.raw)).toMatchObject({ receiptStatus: 'COMPLETED', errorCode: null });
  expect(openNoticeCount(box.deps.db, actors.peter)).toBe(1);
  expect(documentId).toBeTruthy();

  const strange = await arrive({ title: 'Jeg svarer', sender: { kind: 'CPR', number: '0101701234', name: 'En fremmed' }, reply: { messageUuid: uuid } });
  expect(getMessage(box.deps, actors.lise, strange)).toMatchObject({ userName: 'Peter Winther', filed: null, decision: { why: { key: 'distributed.reply_stranger' } } });
  expect(suggestCases(box.deps.db, actors.lise, strange)[0]).toMatchObject({ ref: `case:${caseId}`, why: 'answered' });
});

test('numbers an administrator has named lead to somebody; a case is made for a known number when an authority writes about it', async () => {
  setTarget(box.deps, actors.rune, { kind: 'production_unit', key: '1019 601052', label: 'Studievejledningen', target: { userId: actors.aisha.id, groupId: null } });
  const cpr = box.rows<{ cpr: string }>("SELECT cpr FROM people WHERE kind = 'student' ORDER BY cpr DESC LIMIT 1")[0]!.cpr;
  const id = await arrive({ title: 'Høring', attention: { productionUnit: '1019601052' }, content: { cpr } });
  expect(getMessage(box.deps, actors.lise, id)).toMatchObject({ userName: 'Aisha Khan', decision: { step: 'attention', why: { values: { label: 'Studievejledningen' } } }, addressed: { content: { cpr: `${cpr.slice(0, 6)}-xxxx` } } });
  expect(box.rows('SELECT 1 FROM case_identifiers WHERE number = ?', cpr).length).toBe(1);
  expect(() => setTarget(box.deps, actors.peter, { kind: 'gln', key: '5790000000000', label: '', target: { userId: actors.peter.id, groupId: null } })).toThrow('not_found');
  expect(() => setTarget(box.deps, actors.rune, { kind: 'gln', key: '12', label: '', target: { userId: actors.peter.id, groupId: null } })).toThrow('target.bad_key');
  expect(() => setTarget(box.deps, actors.rune, { kind: 'gln', key: '5790000000000', label: '', target: { userId: actors.ole.id, groupId: null } })).toThrow('message.no_target');
});

test('who sees what: the tray whoever distributes, the given those it was given to, the filed those who see the case', async () => {
  const id = await arrive({ title: 'Uden modtager' });
  expect([seen(actors.lise, id), seen(actors.peter, id), seen(actors.birgit, id), seen(actors.ole, id), seen(actors.rune, id)]).toEqual(['Uden modtager', null, null, null, null]);
  assignMessages(box.deps, actors.lise, [id], { target: { userId: actors.peter.id, groupId: null }, note: 'Vil du se på det', dueOn: '' });
  expect([seen(actors.peter, id), seen(actors.aisha, id), seen(actors.birgit, id)]).toEqual(['Uden modtager', null, null]);
  expect(() => assignMessages(box.deps, actors.aisha, [id], { target: { userId: actors.aisha.id, groupId: null }, note: '', dueOn: '' })).toThrow('not_found');
  const { caseId } = sentLetter();
  fileMessages(box.deps, actors.lise, [id], `case:${caseId}`);
  expect([seen(actors.birgit, id), seen(actors.aisha, id)]).toEqual(['Uden modtager', null]);
  giveCaseAccess(box.deps, actors.lise, { caseId, userId: actors.aisha.id, kind: 'given' });
  expect(seen(actors.aisha, id)).toBe('Uden modtager');
  // Seeing it is not deciding about it.
  expect(() => finishMessages(box.deps, actors.aisha, [id])).toThrow('forbidden');
  expect(() => fileMessages(box.deps, actors.peter, [id], 'case:00000000-0000-4000-8000-000000000000')).toThrow('message.no_case');
});

test('every decision is in the history and can be taken back, one after the other', async () => {
  const id = await arrive({ title: 'Frem og tilbage' });
  const at = () => { const { place, userName, filed } = getMessage(box.deps, actors.lise, id); return [place, userName, filed !== null]; };
  const { caseId } = sentLetter();
  const give = (to: Actor) => assignMessages(box.deps, actors.lise, [id], { target: { userId: to.id, groupId: null }, note: '', dueOn: '' });
  give(actors.peter);
  fileMessages(box.deps, actors.lise, [id], `case:${caseId}`);
  expect(at()).toEqual(['assigned', 'Peter Winther', true]);
  undoDecision(box.deps, actors.lise, id);
  expect(at()).toEqual(['assigned', 'Peter Winther', false]);
  give(actors.aisha);
  undoDecision(box.deps, actors.lise, id);
  expect(at()).toEqual(['assigned', 'Peter Winther', false]);
  undoDecision(box.deps, actors.lise, id);
  expect(at()).toEqual(['tray', null, false]);
  expect(() => undoDecision(box.deps, actors.lise, id)).toThrow('message.nothing_to_undo');
  takeMessages(box.deps, actors.lise, [id]);
  finishMessages(box.deps, actors.lise, [id]);
  expect(at()).toEqual(['done', 'Lise Overgaard', false]);
  reopenMessages(box.deps, actors.lise, [id]);
  returnMessages(box.deps, actors.lise, [id], 'Ikke min');
  expect(getMessage(box.deps, actors.lise, id)).toMatchObject({ place: 'tray', note: 'Ikke min' });
  expect(getMessage(box.deps, actors.lise, id).decisions.length).toBe(11);
});

test('a rule is tried before it is on, decides afterwards, and a changed one must be tried again', async () => {
  await arrive({ title: 'Tilmelding til SU-møde' });
  const rule = saveRule(box.deps, actors.rune, null, { name: 'SU', conditions: { sender: '', subject: 'su-møde', words: '', attachment: '' }, target: { userId: actors.peter.id, groupId: null } });
  expect(() => switchRule(box.deps, actors.rune, rule, true)).toThrow('rule.not_tested');
  const tried = testRule(box.deps, actors.rune, rule);
  // Who steers the post without reading it sees that it hits, not what.
  expect(tried.hits).toMatchObject([{ title: null, decides: true }]);
  expect(testRule(box.deps, actors.lise, rule).hits).toMatchObject([{ title: 'Tilmelding til SU-møde' }]);
  switchRule(box.deps, actors.rune, rule, true);
  expect(getMessage(box.deps, actors.lise, await arrive({ title: 'Nyt SU-møde' }))).toMatchObject({ userName: 'Peter Winther', decision: { step: 'rule', why: { values: { name: 'SU' } } } });
  saveRule(box.deps, actors.rune, rule, { name: 'SU', conditions: { sender: '', subject: 'x', words: '', attachment: '' }, target: { userId: actors.peter.id, groupId: null } });
  expect(() => switchRule(box.deps, actors.rune, rule, true)).toThrow('rule.not_tested');
  expect(() => saveRule(box.deps, actors.rune, null, { name: 'Tom', conditions: { sender: '', subject: ' ', words: '', attachment: '' }, target: { userId: actors.peter.id, groupId: null } })).toThrow('rule.no_condition');
});

test('a rule is tried on the last 200 messages, not on what is older, and nothing is moved by it', async () => {
  const { deps } = box;
  await arrive({ title: 'Ældst og ramt' });
  const base = box.rows<{ id: string }>("SELECT id FROM messages WHERE title = 'Ældst og ramt'")[0]!.id;
  const copy = (n: number, title: string, at: string) => deps.db.write((tx) => {
    const [id, blob] = [deps.ids.uuid(), deps.ids.uuid()];
    deps.files.record(tx, { id: blob, sha256: 'x', size: 1 });
    tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at, acknowledged_at, deleted_at) SELECT ?, ?, ?, 1, 'x', 'read', ?, ?, ? FROM messages WHERE id = ?").run(id, `copy-${n}`, blob, at, at, at, base);
    tx.statement("INSERT INTO messages (id, fetched_id, kind, title, sender_name, received_at, addressed, body, place, thread_id, decision) SELECT ?, ?, kind, ?, sender_name, ?, addressed, body, 'tray', ?, decision FROM messages WHERE id = ?").run(id, id, title, at, id, base);
    return id;
  });
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  for (let n = 0; n < 200; n++) copy(n, n === 7 ? 'Nyere og ramt' : 'Andet', later(n + 1));
  const rule = saveRule(deps, actors.lise, null, { name: 'Ramt', conditions: { sender: '', subject: 'og ramt', words: '', attachment: '' }, target: { userId: actors.peter.id, groupId: null } });
  const { messages, hits } = testRule(deps, actors.lise, rule);
  expect([messages, hits.map(({ title, decides }) => [title, decides])]).toEqual([200, [['Nyere og ramt', true]]]);
  expect(box.rows<{ n: number }>("SELECT count(*) AS n FROM messages WHERE title LIKE '%og ramt' AND place <> 'tray'")[0]!.n).toBe(0);
  const copies = "SELECT id FROM fetched_memos WHERE memo_id LIKE 'copy-%'";
  for (const table of ['messages', 'fetched_memos']) deps.db.statement(`DELETE FROM ${table} WHERE id IN (${copies})`).run();
});

test('an answer goes back to where it came from, only where its sender takes one', async () => {
  const no = await arrive({ title: 'Uden svar' });
  expect(() => answerTarget(box.deps, actors.lise, no)).toThrow('message.no_reply');
  const point = '241d39f6-998e-4929-b198-ccacbbf4b330';
  const yes = await arrive({ title: 'Med svar', replyAllowed: true, sender: { ...authority, contactPointId: point }, content: { caseId: '2026-1', caseSystem: 'X' } });
  expect(answerTarget(box.deps, actors.lise, yes)).toMatchObject({ recipient: { kind: 'cvr', number: '29189846' }, recipientContactPointId: point, answers: { messageId: yes, data: { caseId: '2026-1', contactPointId: point } }, caseId: null });
  // What answers our answer joins the conversation that began with theirs.
  const { uuid } = sentLetter();
  box.deps.db.statement("UPDATE letters SET answers_message_id = ? WHERE message_uuid = ?").run(yes, uuid);
  const again = await arrive({ title: 'Svar igen', reply: { messageUuid: uuid } });
  expect(getMessage(box.deps, actors.lise, again).thread.map(({ title }) => title).sort()).toEqual(['Advarsel', 'Med svar', 'Svar igen']);
});

test('an answer is filed where the answerer finds it again, or where they were told that they do not', async () => {
  const write = (title: string, wish: Partial<Mail> = {}) => arrive({ title, replyAllowed: true, sender: { kind: 'CPR', number: guardian().cpr, name: guardian().name }, ...wish });
  const chosen = (who: Actor, id: string) => { const { options, chosen: ref } = answerCases(box.deps.db, who, id); return options.find((each) => each.ref === ref); };
  const { caseId } = sentLetter();
  const children = box.rows<{ n: number }>('SELECT count(*) AS n FROM guardianships g JOIN people p ON p.id = g.guardian_id WHERE p.cpr = ?', guardian().cpr)[0]!.n;
  expect(children).toBe(1);
  // Of a parent who writes by themselves: their child's case, where there is one that the answerer may file on.
  const id = await write('Fra en forælder');
  expect(chosen(actors.lise, id)).toMatchObject({ ref: `case:${caseId}`, why: 'child', seen: true });
  expect(answerTarget(box.deps, actors.lise, id).caseId).toBe(caseId);
  expect(answerTarget(box.deps, actors.lise, id, 'own').caseId).toBe(null);
  expect(() => answerTarget(box.deps, actors.lise, id, 'case:00000000-0000-4000-8000-000000000000')).toThrow('message.choose_case');
  // Peter sees neither: the parent's own case is all there is, and only by his own choice.
  assignMessages(box.deps, actors.lise, [id], { target: { userId: actors.peter.id, groupId: null }, note: '', dueOn: '' });
  expect(answerCases(box.deps.db, actors.peter, id).options).toMatchObject([{ ref: 'own', why: 'own', seen: false }]);
  expect(() => answerTarget(box.deps, actors.peter, id)).toThrow('message.choose_case');
  expect(() => answerTarget(box.deps, actors.peter, id, `case:${caseId}`)).toThrow('message.choose_case');
  expect(answerTarget(box.deps, actors.peter, id, 'own').caseId).toBe(null);
  giveCaseAccess(box.deps, actors.lise, { caseId, userId: actors.peter.id, kind: 'officer' });
  expect(chosen(actors.peter, id)).toMatchObject({ ref: `case:${caseId}`, why: 'child' });
  // Where it is filed decides before everything else.
  fileMessages(box.deps, actors.lise, [id], `case:${caseId}`);
  expect(chosen(actors.lise, id)).toMatchObject({ ref: `case:${caseId}`, why: 'filed' });
  // Two children: a person says whose it is.
  const second = box.rows<{ id: string }>("SELECT id FROM people WHERE kind = 'student' AND id <> ? ORDER BY cpr DESC LIMIT 1", student().id)[0]!.id;
  const parent = box.rows<{ id: string }>('SELECT id FROM people WHERE cpr = ?', guardian().cpr)[0]!.id;
  box.deps.db.statement("INSERT INTO guardianships (guardian_id, student_id, relation, custody) VALUES (?, ?, 'parent', 1)").run(parent, second);
  const again = await write('Om et af børnene');
  expect(answerCases(box.deps.db, actors.lise, again).chosen).toBe('');
  expect(() => answerTarget(box.deps, actors.lise, again)).toThrow('message.choose_case');
});

test('lists, counts and search obey the same rule; the log holds', () => {
  const titles = (who: Actor, view: 'tray' | 'mine', words?: string) => listMessages(box.deps, who, { view, page: 1, words }).rows.map(({ title }) => title);
  expect(titles(actors.peter, 'tray')).toEqual([]);
  expect(titles(actors.lise, 'tray', 'frem TILBAGE')).toEqual(['Frem og tilbage']);
  expect(titles(actors.lise, 'tray', '29189846').length).toBeGreaterThan(2);
  expect(messageCounts(box.deps.db, actors.peter)).toMatchObject({ tray: 0, mine: listMessages(box.deps, actors.peter, { view: 'mine', page: 1 }).total });
  expect(messageCounts(box.deps.db, actors.rune)).toEqual({ tray: 0, mine: 0, unread: 0 });
  expect(verifyAudit(box.deps.db).faults).toEqual([]);
});

test('elevarkiv poll and rules test say in JSON what they did', async () => {
  const run = async (...words: string[]) => {
    const child = Bun.spawn([process.execPath, join(import.meta.dir, '../../src/main.ts'), ...words, '--config', join(box.folder, 'elevarkiv.toml'), '--json'], { stdout: 'pipe', stderr: 'pipe' });
    const text = await new Response(child.stdout).text();
    return { code: await child.exited, json: JSON.parse(text) as Record<string, any> };
  };
  await box.play('noInformation');
  expect(await run('poll')).toMatchObject({ code: 0, json: { receipts: 0, mail: { listed: 1, fetched: 1, cleared: 1, read: 1, filed: 0, assigned: 0, tray: 1, left: {} } } });
  const file = join(box.folder, 'besked.xml');
  writeFileSync(file, writeMail({ title: 'Prøve', sender: authority, recipient: school, attention: { productionUnit: '1019601052' }, main: [plain('x')] }, new Date()).xml);
  expect(await run('rules', 'test', file)).toMatchObject({ code: 0, json: { step: 'attention', user: 'Aisha Khan', reason: 'distributed.production_unit' } });
  writeFileSync(file, '<x>');
  expect(await run('rules', 'test', file)).toMatchObject({ code: 1, json: { step: 'unreadable', reason: 'memo.not_xml' } });
}, 30_000);
