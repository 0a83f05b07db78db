import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/index.ts';
import { readSettings } from '../../src/settings/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { letterStates, sendSample } from '../support/dispatch.ts';

let box: Box;
beforeAll(async () => { box = await makeBox(); });
afterAll(() => box.close());

const crashed = (outcome: string) => (box.deps.db.statement("SELECT count(*) AS n FROM attempts WHERE reason = 'crash' AND outcome = ?").get(outcome) as { n: number }).n;

test('kill -9 while letters are ready to go behind those on their way: only the latter are unknown, the others go by themselves', async () => {
  const { deps } = box;
  const most = readSettings(deps.db)['digitalPost.concurrency'];
  box.spawn('documents');
  await until(() => existsSync(join(box.folder, 'box/documents.sock')), 'the document worker');
  await box.control({ slowMs: 8000 });
  const dying = box.spawn('deliver');
  await sendSample(box, box.user('lise'));
  // The row says of both that they are being sent; that a letter has left its mark says of the first that they are on their way.
  const marked = () => readFileSync(join(box.folder, 'box/delivery.marks'), 'latin1').trimEnd().split('\n').length - 1;
  await until(() => letterStates(box).sending === 2 * most && marked() === most, 'letters on their way and as many ready');
  dying.kill('SIGKILL');
  await dying.exited;
  await box.control({ slowMs: 0 });
  box.spawn('deliver');
  await until(() => crashed('not_sent') + crashed('unknown') === 2 * most, 'the successor');
  expect([crashed('unknown'), crashed('not_sent')]).toEqual([most, most]);
  await until(() => { const { delivered = 0, unknown = 0 } = letterStates(box); return delivered + unknown === 11; }, 'all others', 60);
  expect((await box.counts()).totals.twice).toBe(0);
  expect(verifyAudit(deps.db).faults).toEqual([]);
}, 120_000);
