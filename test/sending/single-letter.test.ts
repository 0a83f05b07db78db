import { afterAll, beforeAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../src/access/index.ts';
import { importPeople } from '../../src/people/index.ts';
import { addSeveral, getDispatch, listLetters, partRecipients, readDispatch, wantedLeft } from '../../src/sending/index.ts';
import { actorIn, openSchool, type School } from '../support/draft.ts';
import { origin } from '../web/portal.ts';

let school: School;
let lise: Actor;
beforeAll(async () => {
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
  const pupil = (cpr: string, name: string, className: string) => ({ cpr, name, kind: 'student' as const, className });
  importPeople(school.deps, null, { people: [pupil('0101109998', 'Karla Holm', '1.a'), pupil('0201109998', 'Karla Holm', '2.b'), pupil('0301109998', 'Ib Dam', '1.a')], guardianships: [], companies: [] });
});
afterAll(() => school.close());

const bytes = readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf'));
async function upload(to: string, file: Uint8Array | null = bytes) {
  const form = new FormData();
  form.append('til', to);
  form.append('fil', new File(file ? [file as Uint8Array<ArrayBuffer>] : [], file ? 'brev.pdf' : '', { type: 'application/pdf' }));
  return school.app.request(`${origin}/enkeltbrev`, { method: 'POST', body: form, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...school.cookieOf('lise').headers } });
}
const rows = (id: string) => listLetters(school.deps.db, lise, id, { filter: 'all', query: '', page: 1 }).rows;

test('what is pasted is told apart, however it stands', () => {
  expect(partRecipients('010110-9998\n0201109998, Karla Holm 1.a;12345678')).toEqual(['010110-9998', '0201109998', 'Karla Holm 1.a', '12345678']);
  // Line feeds are lost where it is pasted into a field of one line.
  expect(partRecipients('010110-9998020110-9998')).toEqual(['010110-9998', '020110-9998']);
  expect(partRecipients('0101109998 0201109998')).toEqual(['0101109998', '0201109998']);
  expect(partRecipients('010110-999')).toEqual(['010110-999']);
});

test('numbers and names are on the list when the document is read; a name that two have waits for a choice', async () => {
  const { deps } = school;
  const answer = await upload('030110-9998\nKarla Holm 2.b\nKarla Holm\nIngen Her');
  expect(answer.status).toBe(303);
  const id = answer.headers.get('location')!.split('/').pop()!;
  await readDispatch(deps, id);
  expect(getDispatch(deps.db, lise, id).whole).toBe(true);
  expect(rows(id).map(({ recipient, pages }) => [recipient!.name, recipient!.className, pages.length])).toEqual([['Ib Dam', '1.a', 24], ['Karla Holm', '2.b', 24]]);
  expect(wantedLeft(deps.db, lise, id)).toEqual(['Karla Holm', 'Ingen Her']);
  const page = await (await school.get(`/afsendelser/${id}/modtagere`, 'lise')).text();
  expect(page).toContain('Find »Karla Holm«');
  const choose = await (await school.post(`/afsendelser/${id}/modtagere`, { hvem: 'Karla Holm', oensket: 'Karla Holm' }, 'lise')).text();
  const ref = [...choose.matchAll(/name="ref" value="([^"]+)"/g)][0]![1]!;
  expect(choose).toContain('name="oensket" value="Karla Holm"');
  await school.post(`/afsendelser/${id}/modtagere`, { ref, oensket: 'Karla Holm' }, 'lise');
  await school.post(`/afsendelser/${id}/oensker`, { oensket: 'Ingen Her' }, 'lise');
  expect(wantedLeft(deps.db, lise, id)).toEqual([]);
  expect(rows(id).length).toBe(3);
});

test('a number that is none is refused with what was typed, and nothing is kept', async () => {
  const before = (school.deps.db.statement('SELECT count(*) AS n FROM dispatches').get() as { n: number }).n;
  for (const [to, words] of [['310210-9998', 'dato'], ['Ib Dam\n123', 'cifre']] as const) {
    const answer = await upload(to);
    const text = await answer.text();
    expect([answer.status, text.includes(to.split('\n')[0]!)]).toEqual([422, true]);
    expect(text).toContain(words);
  }
  expect((await upload('Ib Dam', null)).status).toBe(422);
  expect((await upload('Ib Dam', new TextEncoder().encode('\u0000\u0001'))).status).toBe(422);
  expect((school.deps.db.statement('SELECT count(*) AS n FROM dispatches').get() as { n: number }).n).toBe(before);
});

test('several numbers are added at once, all or none', async () => {
  const { deps } = school;
  const id = (await upload('')).headers.get('location')!.split('/').pop()!;
  await readDispatch(deps, id);
  // Twelve recipients stand in the document: whom it is for is for a person to say.
  expect(rows(id).length).toBe(0);
  expect(() => addSeveral(deps, lise, id, ['0101109998', '3102109998'])).toThrow('number.date');
  expect(rows(id).length).toBe(0);
  await school.post(`/afsendelser/${id}/modtagere`, { hvem: '010110-9998, 020110-9998, 0101109998' }, 'lise');
  expect(rows(id).length).toBe(2);
  const names = await school.post(`/afsendelser/${id}/modtagere`, { hvem: 'Ib Dam, Karla Holm' }, 'lise');
  expect([names.status, await names.text()]).toEqual([422, expect.stringContaining('Tilføj navne ét ad gangen')]);
});
