import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/index.ts';
import { needsPerson, resolveLetter } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { letterStates, sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
beforeAll(async () => { box = await makeBox(); });
afterAll(() => box.close());

const open = () => {
  const states = letterStates(box);
  return (states.preparing ?? 0) + (states.queued ?? 0) + (states.sending ?? 0) + (states.handed_over ?? 0);
};

test('kill -9 again and again: every letter is delivered once, or listed as unknown until a person settles it', async () => {
  const { deps } = box;
  const lise = box.user('lise');
  box.spawn('documents');
  await until(() => existsSync(join(box.folder, 'box/documents.sock')), 'the document worker');
  await box.control({ slowMs: 40 });
  let delivery = box.spawn('deliver');
  const sent = await Promise.all(['optagelsesbreve.pdf', 'fravaersadvarsler.pdf', 'optagelsesbreve.pdf'].map((file) => sendSample(box, lise, file)));
  for (let kill = 0; kill < 5; kill++) {
    await Bun.sleep(250 + 170 * kill);
    delivery.kill('SIGKILL');
    await delivery.exited;
    delivery = box.spawn('deliver');
  }
  await until(() => open() === 0, 'everything to settle', 90);

  // The receipts have told what they know; what is still unknown never arrived, which the person checks at the peer.
  changeSettings(deps, null, { 'sending.unknownHours': 0 });
  const { accepted } = await box.counts();
  for (const letter of needsPerson(deps.db, lise, 1).rows.filter((row) => row.state === 'unknown')) {
    const { uuid } = deps.db.statement('SELECT message_uuid AS uuid FROM letters WHERE id = ?').get(letter.id) as { uuid: string };
    resolveLetter(deps, lise, letter.id, accepted[uuid] ? 'was_sent' : 'send_again');
  }
  await until(() => open() === 0 && (letterStates(box).unknown ?? 0) === 0, 'the resolved ones', 60);

  const submitted = deps.db.statement(`SELECT count(*) AS n FROM letters WHERE document_id IS NOT NULL AND dispatch_id IN (${sent.map(() => '?').join(',')})`).get(...sent) as { n: number };
  const { totals } = await box.counts();
  expect(letterStates(box).delivered).toBe(submitted.n);
  expect(totals).toMatchObject({ accepted: submitted.n, delivered: submitted.n, twice: 0 });
  expect(verifyAudit(deps.db).faults).toEqual([]);
}, 180_000);
