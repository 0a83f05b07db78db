import { afterAll, beforeAll, expect, test } from 'bun:test';
import { findUser, type Actor } from '../../src/access/index.ts';
import { Problem } from '../../src/core/errors.ts';
import { importPeople } from '../../src/people/index.ts';
import { plainLetter } from '../../src/pdf/index.ts';
import {
  addRecipient, draftAnswer, joinLetters, lastStep, leaveOutPages, movePages, removeLetter, setRecipient, shareDocument, splitAgain, splitLetter, takeBackPages, takeRecipientList, undoStep,
} from '../../src/sending/index.ts';
import { openPortal } from '../web/portal.ts';

const portal = openPortal();
const { deps } = portal;
const [mother, other] = ['0101801234', '0202801234'];
let lise: Actor;
beforeAll(async () => {
  lise = findUser(deps.db, await portal.user('lise', 'Lise Overgaard', 'secretary'))!;
  importPeople(deps, null, { people: [{ cpr: mother!, name: 'Mette Juul', kind: 'guardian', className: null }, { cpr: other!, name: 'Ole Hansen', kind: 'guardian', className: null }], guardianships: [], companies: [] });
});
afterAll(() => portal.close());

const data = { messageUuid: '11111111-2222-4333-8444-555555555555', caseId: '2026-7', contactPointId: 'b5f0c0de-0000-4000-8000-000000000000' };

/** A draft of an answer of three pages. */
async function draft(): Promise<{ id: string; letterId: string }> {
  const letter = await plainLetter({ from: 'Skolen', date: '24. nov. 2026', heading: 'Sv.: Hej', text: Array.from({ length: 130 }, (_, n) => `Linje ${n}`).join('\n') });
  expect(letter.pages).toBeGreaterThan(2);
  const blob = await deps.files.put(new Uint8Array([1]));
  const messageId = deps.ids.uuid();
  deps.db.write((tx) => {
    deps.files.record(tx, blob);
    tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at) VALUES (?, ?, ?, 1, '', 'read', '2026-11-24T10:00:00.000Z')").run(messageId, messageId, blob.id);
    tx.statement("INSERT INTO messages (id, fetched_id, kind, title, sender_name, received_at, addressed, body, place, thread_id, decision) VALUES (?, ?, 'letter', 'Hej', 'Mette Juul', '2026-11-24T10:00:00.000Z', '{}', '', 'tray', ?, '{}')").run(messageId, messageId, messageId);
  });
  const id = await draftAnswer(deps, lise, { ...letter, title: 'Sv.: Hej', documentTypeId: null, recipient: { kind: 'cpr', number: mother!, name: 'Mette Juul' }, recipientContactPointId: data.contactPointId, answers: { messageId, data }, caseId: null, replyAllowed: true });
  return { id, letterId: (deps.db.statement('SELECT id FROM letters WHERE dispatch_id = ?').get(id) as { id: string }).id };
}

const letters = (id: string) => deps.db.statement("SELECT id, recipient_number AS number, answers, answers_message_id IS NOT NULL AS message, contact_point_id AS point, pages FROM letters WHERE dispatch_id = ? AND state = 'draft' ORDER BY ordinal").all(id) as { id: string; number: string; answers: string | null; message: number; point: string | null; pages: string }[];
const reasonOf = (work: () => unknown): string | null => { try { work(); return null; } catch (error) { return (error as Problem).reason; } };
/** What it gives back stands on the letter to whoever wrote, and on no other. */
function holds(id: string): void {
  const bound = letters(id).filter(({ answers }) => answers !== null);
  expect(bound.map(({ number, answers, message, point }) => [number, JSON.parse(answers!), message, point])).toEqual([[mother, data, 1, data.contactPointId]]);
}

test('an answer stays one letter: it is not split, joined, moved, shared out or left out until nothing is left', async () => {
  const { id, letterId } = await draft();
  expect(reasonOf(() => splitLetter(deps, lise, id, 2))).toBe('boundaries.whole_document');
  expect(reasonOf(() => movePages(deps, lise, id, { pages: [2], to: null }))).toBe('boundaries.whole_document');
  expect(reasonOf(() => joinLetters(deps, lise, id, { first: letterId, second: letterId }))).toBe('boundaries.whole_document');
  expect(reasonOf(() => shareDocument(deps, lise, id))).toBe('boundaries.whole_already');
  expect(reasonOf(() => splitAgain(deps, lise, id))).toBe('boundaries.nothing_to_undo');
  const pages = JSON.parse(letters(id)[0]!.pages) as number[];
  expect(reasonOf(() => leaveOutPages(deps, lise, id, pages))).toBe('letter.is_answer');
  holds(id);
  leaveOutPages(deps, lise, id, [2]);
  holds(id);
  takeBackPages(deps, lise, id, [2]);
  expect(letters(id)[0]!.pages).toBe(JSON.stringify(pages));
  for (let step = lastStep(deps.db, lise, id); step; step = lastStep(deps.db, lise, id)) undoStep(deps, lise, id, step.id);
  holds(id);
});

test('it goes to whoever wrote: another recipient comes beside with nothing of the answer, never in its place', async () => {
  const { id, letterId } = await draft();
  expect(reasonOf(() => setRecipient(deps, lise, letterId, other!))).toBe('letter.is_answer');
  expect(reasonOf(() => setRecipient(deps, lise, letterId, '010180-1234'))).toBe(null);
  addRecipient(deps, lise, id, { number: other! });
  expect(letters(id).map(({ number, answers, point }) => [number, answers !== null, point !== null])).toEqual([[mother, true, true], [other, false, false]]);
  // Taken off the list and put on it again by number: the same letter, with what it gives back.
  removeLetter(deps, lise, letterId);
  addRecipient(deps, lise, id, { number: mother! });
  holds(id);
  for (let step = lastStep(deps.db, lise, id); step; step = lastStep(deps.db, lise, id)) undoStep(deps, lise, id, step.id);
  expect(letters(id).length).toBe(0);
  const row = deps.db.statement('SELECT state, answers FROM letters WHERE id = ?').get(letterId) as { state: string; answers: string };
  expect([row.state, JSON.parse(row.answers)]).toEqual(['removed', data]);
  const list = takeRecipientList(deps, lise, id, { filename: 'liste.csv', bytes: new TextEncoder().encode('cpr\n0202801234\n') });
  expect(await list.then(() => null, (error: Problem) => error.reason)).toBe('letter.is_answer');
});
