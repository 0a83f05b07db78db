import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { outgoingLetter } from '../../src/sending/deliver.ts';
import { addContactPoint, listContactPoints, prepareDispatch, setContactPointActive, setOptions, startAttempts, submit, validate } from '../../src/sending/index.ts';
import { actorIn, draftIn, openSchool, type School } from '../support/draft.ts';

let school: School;
let lise: Actor;
let rune: Actor;
beforeAll(async () => {
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
  rune = await actorIn(school, 'rune', 'administrator');
});
afterAll(() => school.close());

test('an answer goes to the contact point that was chosen, with the day it is wanted by; one that is switched off can no longer be chosen', async () => {
  const { deps } = school;
  expect(() => addContactPoint(deps, rune, { name: 'Vejledning', pointId: 'to ord' })).toThrow('contact_point.bad_id');
  addContactPoint(deps, rune, { name: 'Vejledning', pointId: 'punkt-2' });
  expect(() => addContactPoint(deps, rune, { name: 'vejledning', pointId: 'punkt-3' })).toThrow('contact_point.exists');
  expect(() => addContactPoint(deps, lise, { name: 'Min', pointId: 'punkt-4' })).toThrow('not_found');
  const [point] = listContactPoints(deps.db);
  const id = await draftIn(school, lise, { options: { replyAllowed: true, replyBy: '2026-12-24', contactPointId: point!.id } });
  // Without the usual one, the chosen one is enough.
  expect(validate(deps, lise, id)).toMatchObject({ blockers: [], answersTo: 'Vejledning' });
  submit(deps, lise, id, validate(deps, lise, id));
  await prepareDispatch(deps, id);
  const [attempt] = deps.db.write((tx) => startAttempts(tx, deps, 'test', 1));
  expect(await outgoingLetter(deps, attempt!)).toMatchObject({ replyAllowed: true, replyBy: '2026-12-24', contactPoint: 'punkt-2' });

  setContactPointActive(deps, rune, point!.id, false);
  const other = await draftIn(school, lise);
  const options = { title: 'Brev', documentTypeId: null, replyAllowed: true, removeCpr: true, deliverOn: null };
  expect(() => setOptions(deps, lise, other, { ...options, contactPointId: point!.id })).toThrow('options.unknown_contact_point');
  for (const [replyBy, reason] of [['2026-11-01', 'early'], ['2026-13-01', 'bad'], ['2030-01-01', 'far']] as const) expect(() => setOptions(deps, lise, other, { ...options, replyBy })).toThrow(`options.reply_by_${reason}`);
  expect(() => setOptions(deps, lise, other, { ...options, costCode: 'x'.repeat(21) })).toThrow('options.cost_code_too_long');
  expect(() => setOptions(deps, lise, other, { ...options, department: 'Elev 010110-9998' })).toThrow('options.accounts_have_number');
});
