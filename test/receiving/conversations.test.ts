import { afterAll, beforeAll, expect, test } from 'bun:test';
import { actorOf, giveCaseAccess, type Actor } from '../../src/access/index.ts';
import { caseFor, getDocument, listDocumentTypes, moveToCase, setConfidential, setDocumentTypeRestricted } from '../../src/archive/index.ts';
import { readMemo } from '../../src/connectors/digital-post/index.ts';
import { caseConversations, fetchMail, fileMessages, finishMessages, getMessage, openMessage, takeIn } from '../../src/receiving/index.ts';
import { plain, writeMail, type Mail } from '../../src/sandbox/post/mail.ts';
import { makeMailBox, type MailBox } from './box.ts';

let box: MailBox;
let actors: Record<'lise' | 'peter' | 'aisha' | 'birgit', Actor>;
let school: { cvr: string; name: string };
beforeAll(async () => {
  box = await makeMailBox();
  actors = Object.fromEntries(['lise', 'peter', 'aisha', 'birgit'].map((name) => [name, actorOf(box.deps, box.user(name))])) as typeof actors;
  school = { cvr: JSON.parse(box.rows<{ value: string }>("SELECT value FROM settings WHERE key = 'sender.cvr'")[0]!.value) as string, name: 'Skolen' };
}, 60_000);
afterAll(() => box.close());

const students = () => box.rows<{ cpr: string; name: string }>("SELECT cpr, name FROM people WHERE kind = 'student' ORDER BY cpr");
const sender = (n: number) => ({ kind: 'CPR' as const, number: students()[n]!.cpr, name: students()[n]!.name });

async function arrive(wish: Partial<Mail> & { title: string }): Promise<string> {
  await box.raw(writeMail({ sender: sender(0), recipient: school, main: [plain('Se 010107-1234 her')], ...wish }, new Date()).xml);
  await box.poll();
  return box.rows<{ id: string }>('SELECT id FROM messages WHERE title = ? ORDER BY received_at DESC LIMIT 1', wish.title)[0]!.id;
}

const caseOf = (n: number): string => box.deps.db.write((tx) => caseFor(tx, box.deps, { recipient: { kind: 'cpr', number: students()[n]!.cpr }, name: students()[n]!.name, at: box.deps.clock.now(), actorId: null }));

/** A letter that has left, on a student's case; in answer to a message where one is named. */
function send(wish: { n?: number; title: string; replyAllowed?: boolean; replyBy?: string; answers?: string; at: string; typeId?: string; status?: string }): { uuid: string; documentId: string } {
  const { deps } = box;
  const [uuid, dispatchId, letterId, documentId, blobId] = Array.from({ length: 5 }, () => deps.ids.uuid()) as [string, string, string, string, string];
  const caseId = caseOf(wish.n ?? 0);
  const status = wish.status ?? 'delivered';
  deps.db.write((tx) => {
    deps.files.record(tx, { id: blobId, sha256: 'x', size: 1 });
    tx.statement("INSERT INTO dispatches (id, state, title, reply_allowed, reply_by, source_blob_id, source_filename, source_size, created_by, submitted_by, created_at, updated_at) VALUES (?, 'settled', ?, ?, ?, ?, 'a.pdf', 1, ?, ?, ?, ?)").run(dispatchId, wish.title, wish.replyAllowed === false ? 0 : 1, wish.replyBy ?? null, blobId, actors.lise.id, actors.peter.id, wish.at, wish.at);
    tx.statement("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, created_at, sent_at, letter_id, dispatch_id) VALUES (?, ?, ?, ?, 'sent', ?, ?, ?, ?, ?)").run(documentId, caseId, wish.title, wish.typeId ?? null, status, wish.at, wish.at, letterId, dispatchId);
    tx.statement("INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, state, message_uuid, document_id, updated_at, answers_message_id) VALUES (?, ?, 1, '[1]', 'cpr', ?, ?, 'sure', '[]', '[]', '[]', 'delivered', ?, ?, ?, ?)")
      .run(letterId, dispatchId, students()[wish.n ?? 0]!.cpr, students()[wish.n ?? 0]!.name, uuid, documentId, wish.at, wish.answers ?? null);
  });
  return { uuid, documentId };
}

const talks = (who: Actor, n: number) => caseConversations(box.deps, who, caseOf(n), 1).rows.map(({ title, state, entries }) => `${title}: ${state}: ${entries.map((entry) => `${entry.kind} ${entry.title}`).join(', ')}`);
const day = (days: number) => new Date(box.deps.clock.now().getTime() + days * 86_400_000);

test('both directions of every thread, the latest first, with whose turn it is and whose day is over', async () => {
  const { uuid, documentId } = send({ title: 'Advarsel', at: day(-9).toISOString() });
  send({ title: 'Kan ikke besvares', replyAllowed: false, at: day(-8).toISOString() });
  send({ title: 'Kom på papir', status: 'printed', at: day(-8).toISOString() });
  send({ title: 'Frist i går', replyBy: day(-1).toISOString().slice(0, 10), at: day(-7).toISOString() });
  send({ title: 'Frist i morgen', replyBy: day(2).toISOString().slice(0, 10), at: day(-6).toISOString() });
  send({ title: 'Venter på dato', status: 'waiting_date', at: day(-5).toISOString() });
  const id = await arrive({ title: 'Sv.: Advarsel', reply: { messageUuid: uuid }, replyAllowed: true });
  expect(talks(actors.lise, 0)).toEqual(['Advarsel: unread: sent Advarsel, received Sv.: Advarsel', 'Venter på dato: leaving: sent Venter på dato', 'Frist i morgen: their_turn: sent Frist i morgen', 'Frist i går: their_turn_late: sent Frist i går']);
  const [, answer] = caseConversations(box.deps, actors.peter, caseOf(0), 1).rows.find(({ title }) => title === 'Advarsel')?.entries ?? [];
  // Peter has no access to the case; the caller has asked for it, and yet he sees only what was given to him.
  expect(answer).toBeUndefined();
  const entry = caseConversations(box.deps, actors.lise, caseOf(0), 1).rows[0]!.entries[1]!;
  expect(entry).toMatchObject({ kind: 'received', who: students()[0]!.name, messageId: id, unread: true, mayReply: true, withWhom: 'Peter Winther', excerpt: 'Se 010107-xxxx her' });
  expect(entry.kind === 'received' && entry.receiptAt !== null && entry.documentId !== null).toBe(true);
  expect(caseConversations(box.deps, actors.lise, caseOf(0), 1).rows[0]!.entries[0]).toMatchObject({ kind: 'sent', documentId, by: 'Peter Winther', status: 'delivered' });

  openMessage(box.deps, actors.peter, id);
  expect(talks(actors.lise, 0)[0]).toContain('Advarsel: our_turn:');
  box.deps.db.statement('UPDATE messages SET reply_by = ? WHERE id = ?').run(day(-1).toISOString(), id);
  expect(talks(actors.lise, 0)[0]).toContain('Advarsel: our_turn_late:');
  send({ title: 'Vores svar', answers: id, at: day(1).toISOString() });
  expect(talks(actors.lise, 0)[0]).toBe('Advarsel: their_turn: sent Advarsel, received Sv.: Advarsel, sent Vores svar');
  // Post that began with them is a conversation too, filed or answered on the case.
  const strange = await arrive({ title: 'Et spørgsmål' });
  expect(talks(actors.lise, 0).length).toBe(4);
  fileMessages(box.deps, actors.lise, [strange], `case:${caseOf(0)}`);
  finishMessages(box.deps, actors.lise, [strange]);
  expect(talks(actors.lise, 0)).toContain('Et spørgsmål: ended: received Et spørgsmål');
}, 60_000);

test('of a thread one sees what lies where one may look: other cases, restricted types and confidential cases say nothing', async () => {
  const { uuid } = send({ n: 1, title: 'Indkaldelse', at: day(-3).toISOString() });
  const id = await arrive({ title: 'Afbud', sender: sender(1), reply: { messageUuid: uuid } });
  send({ n: 1, title: 'Ny tid', answers: id, at: day(1).toISOString() });
  giveCaseAccess(box.deps, actors.lise, { caseId: caseOf(1), userId: actors.aisha.id, kind: 'given' });
  expect(talks(actors.aisha, 1)).toEqual(['Indkaldelse: unread: sent Indkaldelse, received Afbud, sent Ny tid']);
  // The answer is moved to a case that Aisha does not see: it goes from her conversation, and the post itself with it.
  const { documentId } = getMessage(box.deps, actors.lise, id).filed!;
  moveToCase(box.deps, actors.lise, documentId!, caseOf(2));
  expect(getMessage(box.deps, actors.lise, id).filed?.id).toBe(caseOf(2));
  expect(() => getMessage(box.deps, actors.aisha, id)).toThrow('not_found');
  expect(talks(actors.aisha, 1)).toEqual(['Indkaldelse: their_turn: sent Indkaldelse, sent Ny tid']);
  expect(talks(actors.lise, 1)).toEqual(['Indkaldelse: unread: sent Indkaldelse, received Afbud, sent Ny tid']);
  expect(talks(actors.lise, 2)).toEqual(['Indkaldelse: unread: sent Indkaldelse, received Afbud, sent Ny tid']);
  expect(talks(actors.aisha, 2)).toEqual([]);
  moveToCase(box.deps, actors.lise, documentId!, caseOf(1));
  // A type that has been restricted.
  const type = listDocumentTypes(box.deps.db)[0]!.id;
  const rune = actorOf(box.deps, box.user('rune'));
  setDocumentTypeRestricted(box.deps, rune, type, true);
  box.deps.db.statement('UPDATE documents SET document_type_id = ? WHERE id = ?').run(type, documentId!);
  expect(talks(actors.aisha, 1)).toEqual(['Indkaldelse: their_turn: sent Indkaldelse, sent Ny tid']);
  expect(() => getMessage(box.deps, actors.aisha, id)).toThrow('not_found');
  expect(() => getDocument(box.deps.db, actors.aisha, documentId!)).toThrow('not_found');
  // A confidential case says nothing to those who are not named on it.
  expect(talks(actors.birgit, 1).length).toBe(1);
  setConfidential(box.deps, actors.lise, caseOf(1), true);
  expect(talks(actors.birgit, 1)).toEqual([]);
}, 60_000);

test('a message that is filed before its receipt has been given gets the receipt when it is', async () => {
  const { uuid } = send({ n: 3, title: 'Kvittering senere', at: day(-2).toISOString() });
  const { xml } = writeMail({ title: 'Hurtigt svar', sender: sender(3), recipient: school, main: [plain('Ja')], reply: { messageUuid: uuid } }, new Date());
  const memoId = box.deps.ids.uuid();
  const receipts = () => box.rows<{ raw: string }>("SELECT r.raw FROM document_receipts r JOIN messages m ON m.document_id = r.document_id WHERE m.title = 'Hurtigt svar'").map(({ raw }) => raw);
  await fetchMail(box.deps, {
    listMemos: async () => [memoId],
    fetchMemo: async () => ({ content: (async function* () { yield new TextEncoder().encode(String(xml)); })() }),
    acknowledge: async () => {
      expect((await takeIn(box.deps, readMemo)).filed).toBe(1);
      expect(receipts()).toEqual([]);
      return '{"receiptStatus":"COMPLETED","errorCode":null}';
    },
    deleteMemo: async () => undefined,
  }, { maxBytes: 1_000_000 });
  expect(receipts()).toEqual(['{"receiptStatus":"COMPLETED","errorCode":null}']);
}, 30_000);
