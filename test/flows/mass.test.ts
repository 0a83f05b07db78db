import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/index.ts';
import { needsPerson } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { hasXz } from '../support/tar-lzma.ts';
import { sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
/** What becomes of the sample when nothing goes wrong: delivered, and those without a mailbox held back. */
let whole: Record<string, number>;
beforeAll(async () => {
  box = await makeBox();
  box.spawn('documents');
  await until(() => existsSync(join(box.folder, 'box/documents.sock')), 'the document worker');
  changeSettings(box.deps, null, { 'sending.unknownHours': 0, 'digitalPost.massFrom': 5, 'digitalPost.massLetters': 8 });
  box.spawn('deliver');
});
beforeEach(() => box.control({ http503Next: 0, dropAfterBytesNext: 0, maximumContainerMegabytes: 300 }));
afterAll(() => box.close());

const statesOf = (dispatch: string) => Object.fromEntries((box.deps.db.statement('SELECT state, count(*) AS n FROM letters WHERE dispatch_id = ? GROUP BY state').all(dispatch) as { state: string; n: number }[]).map((row) => [row.state, row.n]));
const transmissions = (dispatch: string) => box.deps.db.statement(`SELECT t.kind, t.letters, t.outcome, count(a.id) AS attempts FROM transmissions t JOIN attempts a ON a.transmission_id = t.id
  JOIN letters l ON l.id = a.letter_id WHERE l.dispatch_id = ? GROUP BY t.id ORDER BY t.started_at, t.rowid`).all(dispatch) as { kind: string; letters: number; outcome: string; attempts: number }[];
const still = (dispatch: string) => Object.entries(statesOf(dispatch)).every(([state]) => ['delivered', 'failed', 'removed', 'unknown', 'cancelled', 'draft'].includes(state));

test.skipIf(!hasXz)('a large dispatch goes in containers within their bounds; each letter has the container\'s receipt and its own', async () => {
  const dispatch = await sendSample(box, box.user('lise'));
  await until(() => still(dispatch), 'delivery');
  whole = statesOf(dispatch);
  const delivered = whole.delivered!;
  expect(delivered).toBeGreaterThan(8);
  const sent = transmissions(dispatch);
  expect(sent.every((each) => each.kind === 'mass' && each.letters <= 8 && each.letters === each.attempts && each.outcome === 'accepted')).toBe(true);
  expect(sent.reduce((sum, each) => sum + each.letters, 0)).toBe(delivered);
  expect(sent.length).toBe(Math.ceil(delivered / 8));
  const receipts = box.deps.db.statement(`SELECT r.kind, count(*) AS n FROM document_receipts r JOIN letters l ON l.document_id = r.document_id WHERE l.dispatch_id = ? GROUP BY r.kind`).all(dispatch);
  expect(receipts).toEqual([{ kind: 'business', n: delivered }, { kind: 'technical', n: delivered }]);
  expect((await box.counts()).totals.twice).toBe(0);
});

test.skipIf(!hasXz)('below the count each letter goes alone', async () => {
  changeSettings(box.deps, null, { 'digitalPost.massFrom': 1000 });
  const dispatch = await sendSample(box, box.user('lise'));
  await until(() => still(dispatch), 'delivery');
  expect(transmissions(dispatch).every((each) => each.kind === 'single' && each.letters === 1)).toBe(true);
  changeSettings(box.deps, null, { 'digitalPost.massFrom': 5 });
});

const lostAnswers = [['a lost answer', { dropAfterBytesNext: 1 }], ['an answer that is half a JSON', { nonsenseNext: 1, nonsenseKind: 'half_json' }]] as const;
for (const [name, fault] of lostAnswers) test.skipIf(!hasXz)(`${name} makes exactly that container's letters unknown, until their receipts come`, async () => {
  await box.control({ ...fault, receiptDelayMs: 4000 });
  const dispatch = await sendSample(box, box.user('lise'));
  await until(() => (statesOf(dispatch).unknown ?? 0) > 0 && !statesOf(dispatch).sending && !statesOf(dispatch).queued && !statesOf(dispatch).preparing, 'a lost answer');
  const lost = transmissions(dispatch).filter((each) => each.outcome === 'unknown');
  expect(lost).toHaveLength(1);
  expect(statesOf(dispatch).unknown).toBe(lost[0]!.letters);
  await until(() => still(dispatch) && !statesOf(dispatch).unknown, 'receipts that settle them');
  expect(statesOf(dispatch)).toEqual(whole);
  expect((await box.counts()).totals.twice).toBe(0);
  await box.control({ receiptDelayMs: 20 });
});

test.skipIf(!hasXz)('a container that is refused whole: each letter goes alone instead', async () => {
  await box.control({ maximumContainerMegabytes: 0.001 });
  const dispatch = await sendSample(box, box.user('lise'));
  await until(() => still(dispatch), 'delivery');
  const sent = transmissions(dispatch);
  expect(sent.some((each) => each.kind === 'mass' && each.outcome === 'rejected')).toBe(true);
  expect(sent.filter((each) => each.kind === 'single').length).toBe(statesOf(dispatch).delivered!);
  expect((await box.counts()).totals.twice).toBe(0);
});

test.skipIf(!hasXz)('while the peer is busy the container waits, and nothing is unknown', async () => {
  await box.control({ http503Next: 2 });
  const dispatch = await sendSample(box, box.user('lise'));
  await until(() => still(dispatch), 'delivery', 90);
  expect(statesOf(dispatch)).toEqual(whole);
  expect(transmissions(dispatch).some((each) => each.outcome === 'not_sent')).toBe(true);
  expect(needsPerson(box.deps.db, box.user('lise'), 1).rows.filter((row) => row.state === 'unknown')).toEqual([]);
  expect(verifyAudit(box.deps.db).faults).toEqual([]);
});
