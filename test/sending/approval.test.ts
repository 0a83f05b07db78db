import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Actor } from '../../src/access/index.ts';
import { listDocumentTypes, setDocumentTypeApproval } from '../../src/archive/index.ts';
import { rememberMailboxes } from '../../src/people/index.ts';
import { approvalsWaiting, approve, approversBeside, discard, getDispatch, lastApproval, listApprovals, listLetters, removeLetter, requestApproval, sendBack, setOptions, submit, validate, withdrawApproval } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { actorIn, draftIn, openSchool, statesOf, type School } from '../support/draft.ts';

let school: School;
let lise: Actor;
let birgit: Actor;
let both: Actor;
let preparer: Actor;
beforeAll(async () => {
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
  birgit = await actorIn(school, 'birgit', 'leader');
  both = await actorIn(school, 'mette', 'secretary', 'leader');
  preparer = await actorIn(school, 'jens', 'preparer');
});
afterAll(() => school.close());

const seen = (actor: Actor, id: string) => validate(school.deps, actor, id);
const from = (number: number) => changeSettings(school.deps, null, { 'approval.fromRecipients': number });

test('from so many recipients a second person sends: exactly what was laid before them, and not whoever asked', async () => {
  const { deps } = school;
  const id = await draftIn(school, both);
  from(3);
  expect(() => submit(deps, both, id, seen(both, id))).toThrow('dispatch.needs_approval');
  requestApproval(deps, both, id, seen(both, id), '  se på brev 2 ');
  expect(getDispatch(deps.db, both, id).state).toBe('waiting_approval');
  // Nothing can be changed while it waits.
  expect(() => setOptions(deps, both, id, { title: 'Nyt', documentTypeId: null, replyAllowed: false, removeCpr: true, deliverOn: null })).toThrow('dispatch.not_draft');
  expect(() => removeLetter(deps, both, listLetters(deps.db, both, id, { filter: 'all', query: '', page: 1 }).rows[0]!.id)).toThrow('dispatch.not_draft');
  expect(() => submit(deps, both, id, seen(both, id))).toThrow('dispatch.not_draft');
  expect(() => approve(deps, both, id, seen(both, id))).toThrow('approval.own');
  expect(() => approve(deps, lise, id, seen(lise, id))).toThrow('not_found');
  expect([approvalsWaiting(deps.db, birgit), approvalsWaiting(deps.db, both), approvalsWaiting(deps.db, lise)]).toEqual([1, 0, 0]);
  expect(listApprovals(deps.db, birgit, { view: 'waiting', page: 1 }).rows).toMatchObject([{ title: 'Optagelse', why: 'recipients', requestNote: 'se på brev 2', mine: false }]);
  approve(deps, birgit, id, seen(birgit, id));
  expect(getDispatch(deps.db, both, id).state).toBe('submitted');
  expect(deps.db.statement('SELECT submitted_by AS who FROM dispatches WHERE id = ?').get(id)).toEqual({ who: both.id });
  expect(school.events('dispatch.approved')).toBe(1);
  expect(() => approve(deps, birgit, id, { revision: 0, fingerprint: '' })).toThrow('approval.not_waiting');
  // What one has decided can be looked at again.
  expect(lastApproval(deps.db, birgit, id)).toMatchObject({ state: 'approved', decidedBy: 'Birgit' });
});

test('sent back with a note it is a draft again, and an old approval does not hold for what was changed', async () => {
  const { deps } = school;
  from(1);
  const id = await draftIn(school, lise);
  const old = seen(lise, id);
  requestApproval(deps, lise, id, old);
  expect(() => sendBack(deps, birgit, id, '  ')).toThrow('approval.note_missing');
  sendBack(deps, birgit, id, 'Forkert dato i brevet');
  expect(lastApproval(deps.db, lise, id)).toMatchObject({ state: 'sent_back', note: 'Forkert dato i brevet', decidedBy: 'Birgit' });
  expect(() => validate(deps, birgit, id)).not.toThrow();
  setOptions(deps, lise, id, { title: 'Optagelse, ny dato', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  expect(() => requestApproval(deps, lise, id, old)).toThrow('dispatch.changed');
  requestApproval(deps, lise, id, seen(lise, id));
  withdrawApproval(deps, lise, id);
  expect(getDispatch(deps.db, lise, id).state).toBe('draft');
  expect(approvalsWaiting(deps.db, birgit)).toBe(0);
  expect(() => approve(deps, birgit, id, seen(lise, id))).toThrow('approval.not_waiting');
  expect(statesOf(school, id)).toEqual({ draft: 12 });
});

test('content that is other than what was asked for cannot be approved, however it came to be so', async () => {
  const { deps } = school;
  from(1);
  const id = await draftIn(school, lise);
  requestApproval(deps, lise, id, seen(lise, id));
  deps.db.write((tx) => tx.statement("UPDATE dispatches SET title = 'Noget andet' WHERE id = ?").run(id));
  expect(() => approve(deps, birgit, id, seen(birgit, id))).toThrow('approval.content_changed');
  expect(statesOf(school, id)).toEqual({ draft: 12 });
  discard(deps, lise, id);
  expect(approvalsWaiting(deps.db, birgit)).toBe(0);
});

test('a mailbox that closes meanwhile is told: the report that was seen no longer holds, the new one can be approved', async () => {
  const { deps } = school;
  from(1);
  const id = await draftIn(school, lise);
  requestApproval(deps, lise, id, seen(lise, id));
  const before = seen(birgit, id);
  const { kind, number } = deps.db.statement('SELECT recipient_kind AS kind, recipient_number AS number FROM letters WHERE dispatch_id = ? ORDER BY ordinal LIMIT 1').get(id) as { kind: 'cpr'; number: string };
  deps.db.write((tx) => rememberMailboxes(tx, [{ recipient: { kind, number }, status: 'closed' }], deps.clock.now()));
  expect(() => approve(deps, birgit, id, before)).toThrow('dispatch.changed');
  approve(deps, birgit, id, seen(birgit, id), 'én mindre');
  expect(statesOf(school, id)).toEqual({ failed: 1, preparing: 11 });
});

test('a document type asks for it, and whoever may not send goes by somebody else in any case', async () => {
  const { deps } = school;
  from(0);
  const type = listDocumentTypes(deps.db)[0]!.id;
  const free = await draftIn(school, lise);
  expect(() => requestApproval(deps, lise, free, seen(lise, free))).toThrow('approval.not_needed');
  setDocumentTypeApproval(deps, lise, type, true);
  expect(() => submit(deps, lise, free, seen(lise, free))).toThrow('dispatch.needs_approval');
  setDocumentTypeApproval(deps, lise, type, false);
  submit(deps, lise, free, seen(lise, free));

  const own = await draftIn(school, preparer);
  expect(() => submit(deps, preparer, own, seen(preparer, own))).toThrow('dispatch.may_not_send');
  expect(approversBeside(deps.db, preparer)).toEqual(['Birgit', 'Mette']);
  requestApproval(deps, preparer, own, seen(preparer, own));
  expect(lastApproval(deps.db, birgit, own)).toMatchObject({ why: 'no_right', requestedBy: 'Jens' });
  approve(deps, birgit, own, seen(birgit, own));
  expect(getDispatch(deps.db, preparer, own).state).toBe('submitted');
});

test('the pages: laid forward, looked at letter by letter, approved; each look is logged', async () => {
  from(1);
  const id = await draftIn(school, lise);
  const report = await (await school.get(`/afsendelser/${id}/kontrol`, 'lise')).text();
  expect(report).toContain('Læg 12 breve til godkendelse');
  expect(report).not.toContain(`/afsendelser/${id}/indsendelse`);
  const hidden = (html: string) => Object.fromEntries([...html.matchAll(/name="(revision|kontrol)" value="([^"]+)"/g)].map(([, name, value]) => [name!, value!]));
  expect((await school.post(`/afsendelser/${id}/godkendelse`, { ...hidden(report), besked: 'Kig venligst' }, 'lise')).headers.get('location')).toBe(`/afsendelser/${id}`);
  expect(await (await school.get(`/afsendelser/${id}`, 'lise')).text()).toContain('Træk tilbage til kladde');
  // A leader reads it on the page for approval, and nowhere else.
  expect((await school.get(`/afsendelser/${id}`, 'birgit')).status).toBe(404);
  expect((await school.get(`/godkendelser/${id}`, 'lise')).status).toBe(404);
  expect(await (await school.get('/overblik', 'birgit')).text()).toContain('afsendelse til godkendelse');
  const looks = school.events('dispatch.viewed');
  const page = await (await school.get(`/godkendelser/${id}`, 'birgit')).text();
  expect(page).toContain('Godkend og afsend 12 breve');
  expect(page).toContain('Kig venligst');
  const letter = /\/godkendelser\/[^"/]+\/breve\/([0-9a-f-]{36})"/.exec(page)![1]!;
  expect(await (await school.get(`/godkendelser/${id}/breve/${letter}`, 'birgit')).text()).toContain('Næste brev');
  const picture = await school.get(`/godkendelser/${id}/breve/${letter}/billeder/1`, 'birgit');
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect(school.events('dispatch.viewed')).toBe(looks + 2);
  const bare = await school.post(`/godkendelser/${id}/returnering`, { bemaerkning: '' }, 'birgit');
  expect([bare.status, await bare.text()]).toEqual([422, expect.stringContaining('Skriv, hvad der skal rettes')]);
  expect((await school.post(`/godkendelser/${id}/godkendelse`, hidden(page), 'birgit')).headers.get('location')).toBe(`/godkendelser/${id}`);
  expect(statesOf(school, id)).toEqual({ preparing: 12 });
});
