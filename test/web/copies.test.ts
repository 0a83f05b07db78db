import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { importPeople } from '../../src/people/index.ts';
import { recallLetter, submit, undoSubmission, validate } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { cprOf } from '../support/cpr.ts';
import { actorIn, draftIn, openSchool, type School } from '../support/draft.ts';

let school: School;
let lise: Actor;
beforeAll(async () => {
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
  await actorIn(school, 'peter', 'case_officer');
});
afterAll(() => school.close());

const mother = cprOf('1981-02-03', 31);
const father = cprOf('1979-04-05', 32, { sex: 'male' });
type Row = { id: string; role: string; number: string; state: string };
const lettersOf = (id: string) => school.deps.db.statement('SELECT id, role, recipient_number AS number, state FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as Row[];
const copiesOf = (id: string) => lettersOf(id).filter(({ role }) => role !== 'main');
const text = async (path: string) => (await school.get(path, 'lise')).text();
const post = (path: string, fields: [string, string][] | Record<string, string> = {}) => school.post(path, fields, 'lise');

/** A draft whose first under-18 has a mother and a protected father who lives elsewhere. Answers the dispatch and that letter. */
async function family(address: string): Promise<{ id: string; letter: Row }> {
  const id = await draftIn(school, lise);
  const letter = lettersOf(id).find(({ number }) => Number(number.slice(4, 6)) >= 9)!;
  importPeople(school.deps, null, {
    people: [{ cpr: mother, name: 'Anne <Mor>', kind: 'guardian', address: 'Nygade 1, 8000 Aarhus C' }, { cpr: father, name: 'Bo Skjult', kind: 'guardian', address, protected: true }],
    guardianships: [{ studentCpr: letter.number, guardianCpr: mother, relation: 'Mor', custody: true }, { studentCpr: letter.number, guardianCpr: father, relation: 'Far', custody: true }], companies: [],
  });
  return { id, letter };
}
const keys = (page: string) => [...page.matchAll(/name="valgt" value="([^"]+)"/g)].map((match) => match[1]!);

test('proposals are shown, nothing ticked; the father\'s protected address asks for a decision before the mother gets a copy', async () => {
  const { id, letter } = await family('Hemmelig Allé 7, 8210 Aarhus V');
  const page = await text(`/afsendelser/${id}/kopier`);
  expect(/role="status">(\d[^<]*)</.exec(page)![1]).toBe('12 modtagere under 18 år · 2 foreslået · 1 med beskyttet adresse kræver dit blik');
  expect(page).toContain('Anne &lt;Mor&gt;');
  expect(page).not.toContain('checked=""');
  for (const number of [mother, father, letter.number]) expect([page.includes(number), page.includes(`${number.slice(0, 6)}-${number.slice(6)}`)]).toEqual([false, false]);
  expect(page).toContain('Vi har ikke set dem i brevet');
  expect(await text(`/afsendelser/${id}/valg`)).toContain('2 foreslået til forældremyndighedens indehavere');
  expect(await text(`/afsendelser/${id}/kontrol`)).toContain('2 kopier er foreslået, men ikke valgt');
  const [anne, bo] = keys(page);
  const shown: [string, string][] = [['vist', anne!], ['vist', bo!]];
  const refused = await post(`/afsendelser/${id}/kopier`, [...shown, ['valgt', anne!], ['valgt', bo!]]);
  expect(refused.status).toBe(422);
  const again = await refused.text();
  expect(again.match(/checked=""/g)?.length).toBe(2);
  expect(again).toMatch(/name="laest:[^"]+"[^>]*aria-invalid="true"/);
  expect(copiesOf(id)).toEqual([]);
  // "All" means those that ask for no decision.
  expect((await post(`/afsendelser/${id}/kopier`, { alle: 'ja' })).status).toBe(303);
  expect(copiesOf(id).map(({ number }) => number)).toEqual([father]);
  const taken = await post(`/afsendelser/${id}/kopier`, [...shown, ['valgt', anne!], ['valgt', bo!], [`laest:${anne}`, 'on'], ['videre', 'kontrol']]);
  expect(taken.headers.get('Location')).toBe(`/afsendelser/${id}/kontrol`);
  expect(copiesOf(id).map(({ number }) => number).sort()).toEqual([mother, father].sort());
  expect(await text(`/afsendelser/${id}/kopier`)).toContain('Lise har taget stilling');
  // Unticked is taken off, and proposed again.
  await post(`/afsendelser/${id}/kopier`, [...shown, ['valgt', anne!]]);
  expect(copiesOf(id).map(({ number }) => number)).toEqual([mother]);
  expect(school.events('letter.copy_added')).toBe(2);
  expect(school.events('letter.copy_removed')).toBe(1);
});

test('an address that stands in the letter is pointed out with its page, and needs words', async () => {
  const { id, letter } = await family('Skolegade 12, 8899 Birkelund');
  const page = await text(`/afsendelser/${id}/kopier`);
  const [first] = JSON.parse((school.deps.db.statement('SELECT pages FROM letters WHERE id = ?').get(letter.id) as { pages: string }).pages) as number[];
  expect(page).toContain(`adressen står i brevet på side ${first}`);
  expect(page).toContain(`href="/afsendelser/${id}/modtagere?dokside=${first}"`);
  const [anne] = keys(page);
  const fields: [string, string][] = [['vist', anne!], ['valgt', anne!], [`laest:${anne}`, 'on'], [`note:${anne}`, 'nej']];
  const refused = await post(`/afsendelser/${id}/kopier`, fields);
  expect([refused.status, (await refused.text()).includes('value="nej"')]).toEqual([422, true]);
  expect((await post(`/afsendelser/${id}/kopier`, [['vist', anne!], ['valgt', anne!], [`note:${anne}`, 'Det er skolens egen adresse']])).status).toBe(303);
  expect(await text(`/afsendelser/${id}/kopier`)).toContain('Det er skolens egen adresse');
});

test('one letter: by number, by name with hits, with a decision; what is refused is said over the field', async () => {
  const { id, letter } = await family('Hemmelig Allé 7, 8210 Aarhus V');
  const at = `/breve/${letter.id}/kopi`;
  const bad = await post(at, { hvem: '12 34' });
  expect([bad.status, (await bad.text()).includes('value="12 34"')]).toEqual([422, true]);
  const hits = await (await post(at, { hvem: 'anne' })).text();
  const ref = /name="ref" value="(person:[^"]+)"/.exec(hits)![1]!;
  const asked = await post(at, { ref });
  expect(asked.status).toBe(422);
  const page = await asked.text();
  expect(page).toContain('Tag stilling, før kopien bliver valgt');
  expect(page).toContain('Bo Skjult har beskyttet navn og adresse');
  expect((await post(at, { ref, afgoerelse: 'ja', laest: 'on' })).headers.get('Location')).toBe(at);
  // A custody holder who is proposed becomes the copy that was proposed.
  expect(copiesOf(id).map(({ role }) => role)).toEqual(['guardian_copy']);
  expect(await (await post(at, { ref })).text()).toContain('får allerede en kopi');
  expect(await text(`/afsendelser/${id}/modtagere`)).toContain('1 kopi');
  const stranger = cprOf('1960-07-08', 77);
  await post(at, { hvem: stranger, afgoerelse: 'ja', laest: 'on' });
  const [, second] = copiesOf(id);
  expect(second!.role).toBe('copy');
  expect((await post(`/breve/${second!.id}/kopi-fjernelse`, { til: at })).headers.get('Location')).toBe(at);
  expect((await post(`/breve/${copiesOf(id)[0]!.id}/modtager`, { nummer: stranger })).status).toBe(409);
  // Another's draft does not exist.
  for (const path of [at, `/afsendelser/${id}/kopier`]) expect((await school.get(path, 'peter')).status).toBe(404);
  expect((await school.post(`/breve/${copiesOf(id)[0]!.id}/kopi-fjernelse`, {}, 'peter')).status).toBe(404);
});

test('deferred to after the birthday the copy stands in the way, with where to settle it', async () => {
  const { id } = await family('Nygade 1, 8000 Aarhus C');
  await post(`/afsendelser/${id}/kopier`, { alle: 'ja' });
  school.deps.db.write((tx) => tx.statement("UPDATE dispatches SET deliver_on = '2029-12-30' WHERE id = ?").run(id));
  const report = await text(`/afsendelser/${id}/kontrol`);
  expect(report.replace(/&lt;|&gt;/g, '')).toMatch(/Kopien til Anne Mor: Elev \d+ er fyldt 18 år på den dag, brevet sendes/);
  expect(report).toContain(`<a href="/afsendelser/${id}/kopier">Afklar`);
  expect(report).not.toContain('/indsendelse');
  const page = await text(`/afsendelser/${id}/kopier`);
  expect(page).toContain('Gælder ikke længere');
  for (const copy of copiesOf(id)) await post(`/breve/${copy.id}/kopi-fjernelse`, { til: `/afsendelser/${id}/kopier` });
  expect(await text(`/afsendelser/${id}/kopier`)).toContain('Her er ingen kopier at vælge');
});

test('recalled with its letter; recalled alone and the submission undone, it is off the list', async () => {
  changeSettings(school.deps, null, { 'sending.undoMinutes': 5 });
  const { id, letter } = await family('Nygade 1, 8000 Aarhus C');
  await post(`/afsendelser/${id}/kopier`, { alle: 'ja' });
  school.deps.db.write((tx) => tx.statement("INSERT OR REPLACE INTO mailboxes (kind, number, status, checked_at) SELECT 'cpr', value, 'registered', 'now' FROM json_each(?)").run(JSON.stringify([mother, father])));
  const send = () => submit(school.deps, lise, id, validate(school.deps, lise, id));
  send();
  recallLetter(school.deps, lise, copiesOf(id)[0]!.id);
  expect([lettersOf(id).find((each) => each.id === letter.id)!.state, ...copiesOf(id).map(({ state }) => state)]).toEqual(['waiting_undo', 'cancelled', 'waiting_undo']);
  undoSubmission(school.deps, lise, id);
  expect(copiesOf(id).map(({ state }) => state)).toEqual(['draft']);
  send();
  recallLetter(school.deps, lise, letter.id);
  expect(copiesOf(id).map(({ state }) => state)).toEqual(['cancelled']);
});
