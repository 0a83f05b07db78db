import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { getDocument, listDocuments, listDocumentTypes } from '../../src/archive/index.ts';
import { runJobs } from '../../src/jobs/index.ts';
import { formatCpr, matches } from '../../src/numbers/index.ts';
import { importPeople, rememberMailboxes } from '../../src/people/index.ts';
import {
  addAttachment, addCopy, addRecipient, getDispatch, leaveOutPage, listCopies, listLetters, openQuestions, removeCopy, saveCopies, setAttention, setOptions, shareDocument, submit, uploadDispatch, useLastContact, validate, companyLetter,
} from '../../src/sending/index.ts';
import { chunksOf, pdfOfLines } from '../support/attachments.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { cprOf } from '../support/cpr.ts';

let box: Box;
let lise: Actor;
let jobs: Promise<void>;
const stopping = new AbortController();

// Ages on the day the tests run: the box has the real clock.
const born = (years: number) => { const day = new Date(Date.now() - years * 365.25 * 86_400_000 - 90 * 86_400_000); return day.toISOString().slice(0, 10); };
const child = cprOf(born(13), 11);
const teen = cprOf(born(16), 12);
const grown = cprOf(born(18), 13);
const [mother, father, contact, hidden] = [cprOf('1980-02-03', 21), cprOf('1979-04-05', 22, { sex: 'male' }), cprOf('1978-06-07', 23, { sex: 'male' }), cprOf('1985-08-09', 24)];
const names: Record<string, string> = { [child]: 'Vilma Barn', [teen]: 'Sofie Ung', [grown]: 'Otto Voksen', [mother]: 'Anne Mor', [father]: 'Bo Far', [contact]: 'Carl Kontakt', [hidden]: 'Dina Skjult' };

beforeAll(async () => {
  box = await makeBox();
  lise = box.user('lise');
  const student = (cpr: string, kind: 'student' | 'guardian', more = {}) => ({ cpr, name: names[cpr]!, kind, ...more });
  importPeople(box.deps, null, {
    people: [
      ...[child, teen, grown].map((cpr) => student(cpr, 'student', { className: '1.q', address: 'Nygade 1, 8000 Aarhus C' })), ...[mother, father, contact].map((cpr) => student(cpr, 'guardian', { address: 'Nygade 1, 8000 Aarhus C' })),
      student(hidden, 'guardian', { address: 'Ukendt Vej 99, 9999 Ingensteds', protected: true }),
    ],
    guardianships: [
      ...[child, teen, grown].flatMap((cpr) => [{ studentCpr: cpr, guardianCpr: mother, relation: 'Mor', custody: true }, { studentCpr: cpr, guardianCpr: father, relation: 'Far', custody: true }, { studentCpr: cpr, guardianCpr: contact, relation: 'Andet', custody: false }]),
    ], companies: [],
  });
  const contacts = [teen, grown, mother, father, contact].map((number) => ({ kind: 'cpr', number, name: names[number]!, status: number === father ? 'EXEMPT' : 'REGISTERED' }));
  await fetch(`${box.sandbox.controlUrl}/control/contacts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(contacts) });
  jobs = runJobs(box.deps, stopping.signal);
}, 60_000);
afterAll(async () => {
  stopping.abort();
  await jobs;
  await box.close();
}, 60_000);

const reasonOf = (work: () => void) => { try { work(); return 'done'; } catch (error) { return (error as { reason: string }).reason; } };
const lettersOf = (id: string) => box.deps.db.statement('SELECT id, role, recipient_number AS number, about_number AS about, state, reason, document_id AS documentId, relation FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as { id: string; role: string; number: string; about: string | null; state: string; reason: string | null; documentId: string | null; relation: string | null }[];
const registered = (id: string) => until(() => getDispatch(box.deps.db, lise, id).lookedUpAt !== null && lettersOf(id).every(({ number }) => box.deps.db.statement('SELECT 1 FROM mailboxes WHERE number = ?').get(number)), 'look-up');

async function draft(file: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples', file)));
  const id = await uploadDispatch(box.deps, lise, { filename: 'brev.pdf', content: (async function* () { yield bytes; })() });
  await until(() => { const found = getDispatch(box.deps.db, lise, id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading and look-up');
  return id;
}

async function lettersIn(number: string): Promise<{ title: string }[]> {
  const lines = await (await fetch(`${box.sandbox.controlUrl}/control/mailboxes?name=${encodeURIComponent(names[number]!)}`)).json() as { mailbox: string; number: string }[];
  const mailbox = lines.find((each) => each.number === number)!.mailbox;
  return ((await (await fetch(`${box.sandbox.controlUrl}/control/mailboxes/${mailbox}`)).json()) as { letters: { title: string }[] }).letters;
}

test('proposals taken: under 15 the parents instead, under 18 a copy each, in the student\'s case, without the student\'s number; 18 alone', async () => {
  const { deps } = box;
  const id = await draft('optagelsesbreve.pdf');
  shareDocument(deps, lise, id);
  for (const cpr of [child, teen, grown]) addRecipient(deps, lise, id, { number: cpr });
  for (const page of openQuestions(deps.db, lise, id).unreadable.map((each) => each.page)) leaveOutPage(deps, lise, id, page);
  await registered(id);
  await until(() => listCopies(deps, lise, id, 1).groups[0]!.proposals.every(({ mailbox }) => mailbox !== 'not_checked'), 'look-up of those proposed');
  const list = listCopies(deps, lise, id, 1);
  expect(list.groups.map((group) => [group.recipient.name, group.role, group.proposals.map((each) => [each.name, each.relation, each.mailbox]), group.withoutCustody.map(({ name }) => name)])).toEqual([
    ['Vilma Barn', 'instead_of_child', [['Anne Mor', 'Mor', 'registered'], ['Bo Far', 'Far', 'exempt']], ['Carl Kontakt']],
    ['Sofie Ung', 'guardian_copy', [['Anne Mor', 'Mor', 'registered'], ['Bo Far', 'Far', 'exempt']], ['Carl Kontakt']],
  ]);
  expect(JSON.stringify(list)).not.toContain(mother);
  expect(lettersOf(id).length).toBe(3);
  saveCopies(deps, lise, id, { shown: [], chosen: [], decisions: new Map(), all: true });
  // By hand: a contact without custody, and taken off again; nobody twice, and not the recipient.
  const [first, second] = lettersOf(id);
  addCopy(deps, lise, second!.id, { number: contact });
  expect(reasonOf(() => addCopy(deps, lise, second!.id, { number: contact }))).toBe('copy.there_already');
  expect(reasonOf(() => addCopy(deps, lise, first!.id, { number: child }))).toBe('copy.is_recipient');
  const third = lettersOf(id).find(({ role }) => role === 'copy')!;
  expect(reasonOf(() => addCopy(deps, lise, third.id, { number: grown }))).toBe('letter.is_copy');
  removeCopy(deps, lise, third.id);
  expect(lettersOf(id).map(({ role, number, about, relation }) => [role, names[number], about && names[about], relation])).toEqual([
    ['main', 'Vilma Barn', null, null], ['main', 'Sofie Ung', null, null], ['main', 'Otto Voksen', null, null],
    ['instead_of_child', 'Anne Mor', 'Vilma Barn', 'Mor'], ['instead_of_child', 'Bo Far', 'Vilma Barn', 'Far'], ['guardian_copy', 'Anne Mor', 'Sofie Ung', 'Mor'], ['guardian_copy', 'Bo Far', 'Sofie Ung', 'Far'],
  ]);
  addCopy(deps, lise, second!.id, { number: contact });
  // Numbers stay in the letters of this dispatch; never in a copy.
  setOptions(deps, lise, id, { title: 'Indkaldelse til samtale', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: true, removeCpr: false, deliverOn: null });
  await registered(id);
  const report = validate(deps, lise, id);
  expect(report.blockers).toEqual([]);
  expect([report.sendable, report.persons, report.copies, report.instead]).toEqual([5, 2, 2, 1]);
  expect(report.samePersonTwice).toEqual([]);
  expect(report.heldBack.map((each) => [each.recipient!.name, each.role, each.why])).toEqual([['Bo Far', 'instead_of_child', 'exempt'], ['Bo Far', 'guardian_copy', 'exempt']]);
  submit(deps, lise, id, report);
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');

  const sent = lettersOf(id);
  expect(sent.map(({ role, number, state }) => [role, names[number], state])).toEqual([
    ['main', 'Vilma Barn', 'removed'], ['main', 'Sofie Ung', 'delivered'], ['main', 'Otto Voksen', 'delivered'], ['instead_of_child', 'Anne Mor', 'delivered'], ['instead_of_child', 'Bo Far', 'failed'],
    ['guardian_copy', 'Anne Mor', 'delivered'], ['guardian_copy', 'Bo Far', 'failed'], ['copy', 'Carl Kontakt', 'delivered'],
  ]);
  expect((await lettersIn(mother)).map(({ title }) => title).sort()).toEqual(['Indkaldelse til samtale - kopi vedr. Sofie Ung', 'Indkaldelse til samtale - vedr. Vilma Barn']);
  expect((await lettersIn(teen)).map(({ title }) => title)).toEqual(['Indkaldelse til samtale']);
  expect(listLetters(deps.db, lise, id, { filter: 'delivered', query: '', page: 1 }).rows.filter((row) => row.role !== 'main').map((row) => row.about)).toEqual(['Vilma Barn', 'Sofie Ung', 'Sofie Ung']);
  for (const letter of sent.filter(({ documentId }) => documentId)) {
    const document = getDocument(deps.db, lise, letter.documentId!);
    const { kind, number } = deps.db.statement('SELECT kind, number FROM case_identifiers WHERE case_id = ?').get(document.caseId) as { kind: string; number: string };
    expect([kind, number]).toEqual(['cpr', letter.about ?? letter.number]);
    expect(document.addressee?.name ?? null).toBe(letter.role === 'main' ? null : names[letter.number]!);
    expect(document.receipts.length).toBeGreaterThan(1);
    const { text } = deps.db.statement('SELECT text FROM document_texts WHERE document_id = ?').get(letter.documentId!) as { text: string };
    if (letter.role !== 'main') expect(matches(text, letter.about!)).toBe(false);
  }
  const caseId = getDocument(deps.db, lise, sent.find(({ role }) => role === 'copy')!.documentId!).caseId;
  expect(listDocuments(deps.db, lise, caseId).map((each) => each.addressee?.role ?? 'main').sort()).toEqual(['copy', 'guardian_copy', 'main']);
}, 120_000);

test('the student\'s number stands in the letter, and is gone from the copy although numbers are not removed', async () => {
  const { deps } = box;
  const id = await draft('optagelsesbreve.pdf');
  const letter = lettersOf(id).find(({ number }) => deps.db.statement('SELECT 1 FROM people p JOIN guardianships g ON g.student_id = p.id WHERE p.cpr = ? AND p.protected = 0 AND g.custody = 1').get(number))!;
  await addAttachment(deps, lise, { dispatchId: id }, { filename: 'plan.pdf', content: chunksOf(await pdfOfLines([`Plan for ${formatCpr(letter.number)}`, 'Alt det andet'])) });
  await until(() => (deps.db.statement('SELECT state FROM attachment_files WHERE dispatch_id = ?').get(id) as { state: string }).state === 'ready', 'the attachment');
  addCopy(deps, lise, letter.id, { number: mother });
  deps.db.write((tx) => rememberMailboxes(tx, [letter.number, mother].map((number) => ({ recipient: { kind: 'cpr', number }, status: 'registered' })), deps.clock.now()));
  setOptions(deps, lise, id, { title: 'Optagelse', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: false, deliverOn: null });
  submit(deps, lise, id, validate(deps, lise, id));
  await until(() => lettersOf(id).every(({ state }) => !['draft', 'preparing', 'queued', 'sending'].includes(state)), 'delivery');
  const texts = Object.fromEntries(lettersOf(id).filter((each) => each.number === letter.number || each.about === letter.number)
    .map(({ role, documentId }) => [role, (deps.db.statement('SELECT text FROM document_texts WHERE document_id = ?').get(documentId) as { text: string }).text]));
  expect([matches(texts['main']!, letter.number), matches(texts['copy']!, letter.number)]).toEqual([true, false]);
  // What is attached obeys the same rule.
  const attached = async (role: string) => {
    const { documentId } = lettersOf(id).find((each) => each.role === role && [each.number, each.about].includes(letter.number))!;
    const { blob } = deps.db.statement("SELECT blob_id AS blob FROM document_files WHERE document_id = ? AND role = 'attachment'").get(documentId) as { blob: string };
    return (await deps.documents.read(await deps.files.read(blob), {})).map((page) => page.text).join('\n');
  };
  const [own, copied] = [await attached('main'), await attached('copy')];
  expect([matches(own, letter.number), matches(copied, letter.number), copied.includes('Alt det andet')]).toEqual([true, false, true]);
}, 120_000);

test('a protected address: no copy before somebody has decided, in words where it was seen; void when the pages change', async () => {
  const { deps } = box;
  const id = await draft('optagelsesbreve.pdf');
  shareDocument(deps, lise, id);
  addRecipient(deps, lise, id, { number: teen });
  importPeople(deps, null, { people: [], guardianships: [{ studentCpr: teen, guardianCpr: hidden, relation: 'Mor', custody: true }], companies: [] });
  const proposal = (name: string) => listCopies(deps, lise, id, 1).groups[0]!.proposals.find((each) => each.name === name)!;
  // Dina's address is a secret to Bo and Anne, not to Dina.
  expect(['Bo Far', 'Anne Mor', 'Dina Skjult'].map((name) => proposal(name).caution?.kind ?? null)).toEqual(['not_found', 'not_found', null]);
  saveCopies(deps, lise, id, { shown: [], chosen: [], decisions: new Map(), all: true });
  expect(lettersOf(id).map(({ number }) => names[number])).toEqual(['Sofie Ung', 'Dina Skjult']);
  const take = (note: string, read: boolean) => reasonOf(() => saveCopies(deps, lise, id, { shown: [proposal('Bo Far').key], chosen: [proposal('Bo Far').key], decisions: new Map([[proposal('Bo Far').key, { read, note }]]) }));
  expect(take('', false)).toBe('copy.read_it');
  deps.db.write((tx) => tx.statement("UPDATE dispatch_texts SET text = text || ' Ukendt vej 99' WHERE dispatch_id = ? AND page = 2").run(id));
  expect(proposal('Bo Far').caution).toMatchObject({ kind: 'found', people: [{ name: 'Dina Skjult', what: 'address', pages: [2] }] });
  expect(take('', true)).toBe('copy.say_why');
  expect(take('Det er skolens egen vej', false)).toBe('done');
  const kinds = () => validate(deps, lise, id).blockers.flatMap((each) => (each.kind === 'copy' ? [[each.who, each.why]] : []));
  expect(kinds()).toEqual([]);
  leaveOutPage(deps, lise, id, 5);
  expect(kinds()).toEqual([['Bo Far', 'copy.protected']]);
  expect(proposal('Bo Far').copy?.decision).toBe(null);
  expect(take('Det er skolens egen vej', false)).toBe('done');
  expect(kinds()).toEqual([]);
  expect(proposal('Bo Far').copy?.decision).toMatchObject({ note: 'Det er skolens egen vej' });
  deps.db.write((tx) => tx.statement('DELETE FROM guardianships WHERE guardian_id = (SELECT id FROM people WHERE cpr = ?)').run(hidden));
  expect(kinds()).toEqual([['Dina Skjult', 'copy.no_custody']]);
}, 60_000);

test('a company: named by the register, its unit and officer chosen, remembered, in the message and in the archive', async () => {
  const { deps } = box;
  deps.db.write((tx) => { tx.statement('DELETE FROM production_units').run(); tx.statement('DELETE FROM companies').run(); });
  const id = await draft('fakturaer.pdf');
  await until(() => (deps.db.statement("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND recipient_kind = 'cvr' AND recipient_name IS NULL").get(id) as { n: number }).n === 0, 'names of the companies');
  const [letter, other] = lettersOf(id).filter(({ number }) => number.length === 8 && deps.db.statement("SELECT 1 FROM mailboxes WHERE number = ? AND status = 'registered'").get(number));
  const found = companyLetter(deps.db, lise, letter!.id);
  expect(found.lookUp.company!.name).toBe(found.name);
  const unit = found.lookUp.company!.units[0]!;
  const input = { unit: unit.number, unitName: '', officer: 'Lone Holm', email: 'lone@firma.example', telephone: '+45 12 34 56 78', person: 'Bo Dahl' };
  for (const [change, reason] of [[{ unit: '1' }, 'attention.bad_unit'], [{ unit: '1234567890' }, 'attention.other_company'], [{ email: 'x' }, 'attention.bad_email'], [{ email: '' }, 'attention.officer_without_email'], [{ telephone: 'ring' }, 'attention.bad_telephone'], [{ person: 'x'.repeat(257) }, 'attention.too_long']] as const) {
    expect([reason, reasonOf(() => setAttention(deps, lise, letter!.id, { ...input, ...change }))]).toEqual([reason, reason]);
  }
  expect(reasonOf(() => useLastContact(deps, lise, letter!.id))).toBe('attention.none_remembered');
  setAttention(deps, lise, letter!.id, input);
  expect(companyLetter(deps.db, lise, letter!.id).last!.contact.email).toEqual({ address: 'lone@firma.example', name: 'Lone Holm' });
  setOptions(deps, lise, id, { title: 'Faktura', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  for (const each of lettersOf(id)) deps.db.write((tx) => tx.statement("UPDATE letters SET certainty = 'confirmed' WHERE id = ?").run(each.id));
  const report = validate(deps, lise, id);
  expect(report.blockers).toEqual([]);
  expect(report.atCompanies.map(({ attention }) => attention.productionUnit?.number)).toEqual([unit.number]);
  submit(deps, lise, id, report);
  await until(() => getDispatch(deps.db, lise, id).state === 'settled', 'delivery');
  const document = getDocument(deps.db, lise, lettersOf(id).find((each) => each.id === letter!.id)!.documentId!);
  expect(document.addressee).toMatchObject({ role: 'main', attention: { productionUnit: { number: unit.number, name: unit.name }, person: 'Bo Dahl', telephone: { number: '+4512345678' } } });
  const { message_uuid: uuid } = deps.db.statement('SELECT message_uuid FROM letters WHERE id = ?').get(letter!.id) as { message_uuid: string };
  const { Database } = await import('bun:sqlite');
  const peer = new Database(join(box.folder, 'sandbox/sandbox.sqlite'), { readonly: true });
  const xml = new TextDecoder().decode((peer.query('SELECT xml FROM memo WHERE uuid = ?').get(uuid) as { xml: Uint8Array }).xml);
  for (const part of [`productionUnitNumber>${unit.number}<`, 'emailAddress>lone@firma.example<', 'relatedAgent>Lone Holm<', 'telephoneNumber>+4512345678<', 'label>Bo Dahl<']) expect(xml).toContain(part);
  peer.close();

  // The next letter to the same company: suggested, and used by one act. Another recipient loses it.
  const again = await draft('fakturaer.pdf');
  const next = lettersOf(again).find(({ number }) => number === letter!.number)!;
  useLastContact(deps, lise, next.id);
  const attention = () => (deps.db.statement('SELECT attention FROM letters WHERE id = ?').get(next.id) as { attention: string | null }).attention;
  expect(JSON.parse(attention()!)).toMatchObject({ person: 'Bo Dahl' });
  const { setRecipient } = await import('../../src/sending/index.ts');
  setRecipient(deps, lise, next.id, other!.number);
  expect(attention()).toBe(null);
}, 120_000);
