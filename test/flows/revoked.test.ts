import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { problems } from '../../views/texts.ts';
import { sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
beforeAll(async () => {
  box = await makeBox();
  box.spawn('documents');
  await until(() => existsSync(join(box.folder, 'box/documents.sock')), 'the document worker');
  changeSettings(box.deps, null, { 'digitalPost.massFrom': 1000 });
});
afterAll(() => box.close());

type Line = { state: string; reason: string | null; uuid: string | null };
const lettersOf = (dispatch: string) => box.deps.db.statement('SELECT state, reason, message_uuid AS uuid FROM letters WHERE dispatch_id = ?').all(dispatch) as Line[];
const of = (dispatch: string, ...states: string[]) => lettersOf(dispatch).filter((letter) => states.includes(letter.state));
/** Failed for another reason than that the recipient has no mailbox, as one in the sample. */
const failed = (dispatch: string) => of(dispatch, 'failed').filter(({ reason }) => !reason!.includes('no_mailbox'));
const sentenceOn = ({ reason }: Line) => problems[(JSON.parse(reason!) as { key: string }).key];
const uuids = (lines: Line[]) => lines.map(({ uuid }) => uuid!).sort();

/** A dispatch whose certificate is revoked while some letters are on their way and some wait; then it is lifted. */
async function revokedInTheMiddle(revokedAnswer: 'closed' | 'forbidden') {
  await box.control({ slowMs: 800, revokedAnswer });
  const dispatch = await sendSample(box, box.user('lise'));
  // The sample has a dozen letters and four go at once: revoked under the first four, the next ones meet it on a connection of their own.
  await until(() => of(dispatch, 'sending').length >= 1, 'the first letters');
  await box.control({ clientRevoked: true });
  await until(() => of(dispatch, 'sending', 'preparing').length === 0 && of(dispatch, 'queued').every(({ reason }) => reason !== null), 'the letters to wait');
  await box.control({ slowMs: 0 });
  const taken = (await box.counts()).totals.accepted;
  const waiting = of(dispatch, 'queued');
  const doubtful = of(dispatch, 'unknown');
  expect(waiting.length).toBeGreaterThan(0);
  for (const line of waiting) expect(sentenceOn(line)).toMatch(/^Brevene venter, fordi .*certifikat/);
  await Bun.sleep(3000);
  expect((await box.counts()).totals.accepted).toBe(taken!);
  expect(failed(dispatch)).toEqual([]);

  await box.control({ clientRevoked: false });
  await until(() => of(dispatch, 'queued', 'sending', 'preparing', 'handed_over').length === 0, 'the rest', 120);
  const { accepted, totals } = await box.counts();
  expect(totals.twice).toBe(0);
  expect(Object.values(accepted).every((times) => times === 1)).toBe(true);
  expect(failed(dispatch)).toEqual([]);
  for (const uuid of uuids(waiting)) expect(accepted[uuid]).toBe(1);
  expect(uuids(of(dispatch, 'unknown'))).toEqual(uuids(doubtful));
  expect(verifyAudit(box.deps.db).faults).toEqual([]);
  return { doubtful, accepted };
}

test('told by 403: no letter is in doubt, all that had not gone wait and go when it is lifted', async () => {
  box.spawn('deliver');
  expect((await revokedInTheMiddle('forbidden')).doubtful).toEqual([]);
}, 240_000);

test('told by closed connections: only what was on its way is in doubt, and none of it is sent again by itself', async () => {
  const { doubtful, accepted } = await revokedInTheMiddle('closed');
  // As many as are sent at once.
  expect(doubtful.length).toBeLessThanOrEqual(4);
  for (const uuid of uuids(doubtful)) expect(accepted[uuid]).toBeUndefined();
}, 240_000);
