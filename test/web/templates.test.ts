import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDocumentType, listDocumentTypes } from '../../src/archive/index.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { admissionLetter } from '../../scripts/sample-parts/content-admission.ts';
import { absenceLetter } from '../../scripts/sample-parts/content-absence.ts';
import { companyRecipient, senderOf, studentRecipient } from '../../scripts/sample-parts/make-merge-letter.ts';
import { invoiceLetter } from '../../scripts/sample-parts/content-invoice.ts';
import { drawLetters } from '../../scripts/sample-parts/render-pdf-lib.ts';
import type { Actor } from '../../src/access/index.ts';
import {
  addAttachment, approvalOf, changeTemplate, getDispatch, getTemplate, leaveTemplate, listCommon, listTemplates, proposeTemplate, readAttachment, readDispatch, renameAttachment, saveTemplate, setOptions, setTemplateDeleted, templateOf, uploadDispatch,
  purgeDispatches, discard,
} from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { chunksOf, pdfOfLines } from '../support/attachments.ts';
import { openPortal, type Portal } from './portal.ts';

let portal: Portal;
let lise: Actor;
const school = demoSchool();
const sender = senderOf(school);
const people = school.students.filter((one) => !one.replacementNumber);
beforeAll(async () => {
  portal = openPortal();
  lise = { id: await portal.user('lise', 'Lise', 'secretary'), username: 'lise', name: 'Lise', roles: ['secretary'] };
  await portal.user('ole', 'Ole', 'reader');
  for (const name of ['Optagelsesdokument', 'Advarsel']) addDocumentType(portal.deps, null, name);
}, 30_000);
afterAll(() => portal.close());

const sample = (file: string) => new Uint8Array(readFileSync(join(import.meta.dir, '../../samples', file)));
const admissions = (from: number, to: number) => drawLetters(people.slice(from, to).map((one) => admissionLetter(studentRecipient(one), sender, 1)), sender);
const absences = (from: number, to: number) => drawLetters(people.slice(from, to).map((one) => absenceLetter(studentRecipient(one), sender, 1)), sender);

async function upload(filename: string, bytes: Uint8Array): Promise<string> {
  const id = await uploadDispatch(portal.deps, lise, { filename, content: chunksOf(bytes) });
  await readDispatch(portal.deps, id);
  expect(getDispatch(portal.deps.db, lise, id).state).toBe('draft');
  return id;
}
const attach = async (id: string, filename: string) => readAttachment(portal.deps, await addAttachment(portal.deps, lise, { dispatchId: id }, { filename, content: chunksOf(await pdfOfLines([filename])) }));
const used = (id: string) => templateOf(portal.deps.db, lise, id, portal.clock.now());
const optionsOf = (id: string) => {
  const { title, documentTypeId, replyAllowed, replyBy, removeCpr, costCode, department } = getDispatch(portal.deps.db, lise, id);
  return { title, documentTypeId, replyAllowed, replyBy, removeCpr, costCode, department };
};
let templateId: string;

test('a template is saved from a draft with what was chosen, where things stand, and what goes with all letters', async () => {
  const { deps } = portal;
  const id = await upload('optagelse_2026.pdf', await admissions(0, 8));
  expect(used(id)).toBeNull();
  const type = listDocumentTypes(deps.db).find(({ name }) => name === 'Optagelsesdokument')!;
  setOptions(deps, lise, id, { title: 'Optagelse på Birkelund Gymnasium', documentTypeId: type.id, replyAllowed: true, replyBy: '2026-12-08', removeCpr: true, deliverOn: null, costCode: '4711', department: 'Kontoret' });
  await attach(id, 'Ordensregler.pdf');
  renameAttachment(deps, lise, listCommon(deps.db, lise, id)[0]!.id, 'Skolens regler');
  const proposed = proposeTemplate(deps.db, lise, id, portal.clock.now());
  expect(proposed.options).toMatchObject({ titleFromLetter: true, replyDays: 14, documentTypeId: type.id, costCode: '4711' });
  expect(proposed.layout!.places.recipient).toMatchObject({ kind: 'cpr' });
  expect([proposed.layout!.title, proposed.layout!.day]).toEqual(['Optagelse på Birkelund Gymnasium', '2026-06-18']);
  templateId = await saveTemplate(deps, lise, id, { ...proposed.options, name: 'Optagelsesbreve', retentionYears: 5 }, true);
  expect(getTemplate(deps.db, lise, templateId)).toMatchObject({ name: 'Optagelsesbreve', recognised: true, program: 'pdf-lib', retentionYears: 5, attachments: [{ title: 'Skolens regler' }] });
  // What is kept of the letters is nobody's: no name, number or address of those they were for.
  const { kept } = deps.db.statement('SELECT fingerprint || places AS kept FROM letter_templates WHERE id = ?').get(templateId) as { kept: string };
  for (const one of people.slice(0, 8)) for (const part of [one.cpr, one.cpr.slice(6), ...one.name.toLowerCase().split(' '), one.address.street.toLowerCase()]) expect(kept).not.toContain(`"${part}`);
  expect(people.slice(0, 8).some((one) => kept.includes(one.name.toLowerCase()))).toBe(false);
});

test('the next upload from the same source is recognised, told why, filled in and never sent; one click leaves it', async () => {
  const { deps } = portal;
  const before = (deps.db.statement('SELECT count(*) AS n FROM blobs').get() as { n: number }).n;
  const id = await upload('brevfletning7.pdf', await admissions(20, 26));
  expect((deps.db.statement('SELECT count(*) AS n FROM blobs').get() as { n: number }).n).toBe(before + 2);
  const use = used(id)!;
  expect(use).toMatchObject({ name: 'Optagelsesbreve', day: '2026-06-18', old: true, attachments: 1, approvalDemanded: false });
  expect(use.why!.similarity).toBeGreaterThan(0.9);
  expect(use.why).toMatchObject({ program: 'pdf-lib', samePaper: true });
  expect(optionsOf(id)).toMatchObject({ title: 'Optagelse på Birkelund Gymnasium', replyAllowed: true, replyBy: '2026-12-08', costCode: '4711', department: 'Kontoret' });
  expect(listCommon(deps.db, lise, id).map(({ title }) => title)).toEqual(['Skolens regler']);
  expect(getDispatch(deps.db, lise, id).submittedAt).toBeNull();
  const page = await (await portal.get(`/afsendelser/${id}/valg`, 'lise')).text();
  for (const words of ['Genkendt som Optagelsesbreve', 'faste linjer står samme sted', 'Samme skrifttyper', 'Er det den rigtige fil?', 'Brug ikke skabelonen']) expect(page).toContain(words);
  // What a person has changed meanwhile is theirs.
  setOptions(deps, lise, id, { ...getDispatch(deps.db, lise, id), title: 'Min egen titel' });
  const left = await portal.post(`/afsendelser/${id}/brevskabelon/fravalg`, { fra: 'modtagere' }, 'lise');
  expect(left.headers.get('location')).toBe(`/afsendelser/${id}/modtagere`);
  expect(optionsOf(id)).toEqual({ title: 'Min egen titel', documentTypeId: null, replyAllowed: false, replyBy: null, removeCpr: true, costCode: null, department: null });
  expect([used(id), listCommon(deps.db, lise, id)]).toEqual([null, []]);
  expect((await portal.post(`/afsendelser/${id}/brevskabelon/fravalg`, {}, 'lise')).status).toBe(409);
  // By hand it can be used after all.
  await portal.post(`/afsendelser/${id}/brevskabelon/valg`, { skabelon: templateId }, 'lise');
  expect([used(id)!.why, optionsOf(id).costCode]).toEqual([null, '4711']);
});

test('other letters are not recognised: another kind from the same program, the same words from another program, one letter of the kind is', async () => {
  const others: [string, Uint8Array][] = [
    ['fravær', await absences(0, 6)], ['fakturaer', await drawLetters(school.companies.slice(0, 5).map((one) => invoiceLetter(companyRecipient(one), sender, 1)), sender)],
    ['libreoffice', sample('optagelsesbreve.pdf')], ['chromium', sample('fravaersadvarsler.pdf')], ['blandet', sample('blandet-med-tvivl.pdf')],
  ];
  for (const [name, bytes] of others) expect([name, used(await upload(`${name}.pdf`, bytes))]).toEqual([name, null]);
  expect(used(await upload('en.pdf', await admissions(40, 41)))?.name).toBe('Optagelsesbreve');
  // Of a single letter no line is kept in words.
  const single = await upload('advarsel.pdf', await absences(12, 13));
  const id = await saveTemplate(portal.deps, lise, single, { ...proposeTemplate(portal.deps.db, lise, single, portal.clock.now()).options, name: 'Advarsel' }, false);
  const { fingerprint } = portal.deps.db.statement('SELECT fingerprint FROM letter_templates WHERE id = ?').get(id) as { fingerprint: string };
  expect((JSON.parse(fingerprint) as { lines: { words: string | null }[] }).lines.every(({ words }) => words === null)).toBe(true);
  expect(used(await upload('advarsler.pdf', await absences(13, 20)))?.name).toBe('Advarsel');
  setTemplateDeleted(portal.deps, lise, id, true);
});

test('a template is changed, deleted and taken back on its pages; a deleted one recognises nothing, and two alike are not told apart', async () => {
  const { deps } = portal;
  const form = { navn: 'Optagelsesbreve', titel: 'Optagelse', type: '', besvares: 'on', svardage: '21', fjern: 'on', godkendes: 'on', kontering: '', afdeling: '', opbevaring: '' };
  const refused = await portal.post(`/brevskabeloner/${templateId}`, { ...form, svardage: 'tre uger' }, 'lise');
  expect([refused.status, (await refused.text()).includes('value="tre uger"')]).toEqual([422, true]);
  expect((await portal.post(`/brevskabeloner/${templateId}`, { ...form, navn: '' }, 'lise')).status).toBe(422);
  expect((await portal.post(`/brevskabeloner/${templateId}`, form, 'lise')).status).toBe(303);
  const id = await upload('igen.pdf', await admissions(50, 55));
  expect(optionsOf(id)).toMatchObject({ title: 'Optagelse', replyBy: '2026-12-15', costCode: null });
  expect(approvalOf(deps.db, lise, id)).toEqual({ why: 'template' });
  leaveTemplate(deps, lise, id);
  expect(approvalOf(deps.db, lise, id)).toBeNull();
  const gone = await portal.post(`/brevskabeloner/${templateId}/sletning`, {}, 'lise');
  expect(await (await portal.get(gone.headers.get('location')!, 'lise')).text()).toContain('er slettet');
  const unknown = await upload('ukendt.pdf', await admissions(60, 65));
  expect(used(unknown)).toBeNull();
  // While it is away another takes its name, and it cannot come back under that.
  const twin = await saveTemplate(deps, lise, unknown, { ...proposeTemplate(deps.db, lise, unknown, portal.clock.now()).options, name: 'optagelsesBREVE' }, false);
  expect((await portal.post(`/brevskabeloner/${templateId}/genoprettelse`, {}, 'lise')).status).toBe(409);
  changeTemplate(deps, lise, twin, { ...getTemplate(deps.db, lise, twin), name: 'Tvilling' });
  await portal.post(`/brevskabeloner/${templateId}/genoprettelse`, {}, 'lise');
  expect(listTemplates(deps.db, lise).map(({ name }) => name)).toEqual(['Optagelsesbreve', 'Tvilling']);
  expect(used(await upload('begge.pdf', await admissions(66, 71)))).toBeNull();
  for (const path of ['/brevskabeloner', `/brevskabeloner/${templateId}`, `/afsendelser/${id}/brevskabelon`]) expect((await portal.get(path, 'ole')).status).toBe(404);
  // How a document's letters look goes with the document.
  discard(deps, lise, unknown);
  changeSettings(deps, null, { 'sending.keepMergeDays': 0 });
  purgeDispatches({ ...deps, config: deps.config });
  expect(deps.db.statement('SELECT layout FROM dispatches WHERE id = ?').get(unknown)).toEqual({ layout: null });
});
