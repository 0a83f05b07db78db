import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/index.ts';
import { needsPerson, resolveLetter } from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { hasXz } from '../support/tar-lzma.ts';
import { letterStates, sendSample } from '../support/dispatch.ts';
import { makeBox, until, type Box } from '../support/box.ts';

// Every step of sending, each with a process that dies exactly there and one that takes over.
const points = [
  'prepare: before the files', 'prepare: files without rows', 'after a transaction',
  'send: attempt written, nothing left', 'send: answered, nothing written',
  'container: packed, nothing left', 'container: attempts written, nothing left', 'container: answered, nothing written',
  'receipts: fetched, not stored', 'receipts: stored, not deleted', 'receipts: deleted',
];

let box: Box;
beforeAll(async () => {
  box = await makeBox();
  box.spawn('documents');
  await until(() => existsSync(join(box.folder, 'box/documents.sock')), 'the document worker');
  changeSettings(box.deps, null, { 'sending.unknownHours': 0 });
});
afterAll(() => box.close());

const moving = () => {
  const states = letterStates(box);
  return (states.preparing ?? 0) + (states.queued ?? 0) + (states.sending ?? 0) + (states.handed_over ?? 0);
};

for (const point of points) {
  test.skipIf(point.startsWith('container') && !hasXz)(`kill -9, ${point}: every letter is delivered once`, async () => {
    const { deps } = box;
    changeSettings(deps, null, { 'digitalPost.massFrom': point.startsWith('container') ? 2 : 0 });
    const lise = box.user('lise');
    const crashes = () => (deps.db.statement("SELECT count(*) AS n FROM attempts WHERE outcome = 'unknown' AND reason = 'crash'").get() as { n: number }).n;
    const before = crashes();
    const dying = box.spawnDying(point);
    // Three files, so that every point is come to three times; four letters of each, since every point sends them all.
    const sent = Promise.all([8, 8, 8].map((pages) => sendSample(box, lise, 'optagelsesbreve.pdf', pages)));
    await dying.exited;
    expect(dying.signalCode).toBe('SIGKILL');
    const delivery = box.spawn('deliver');
    const dispatches = await sent;
    await until(() => moving() === 0, 'everything to settle', 60);
    // The container had arrived: its receipts settle every letter, and nobody is asked.
    if (point === 'container: answered, nothing written') await until(() => (letterStates(box).unknown ?? 0) === 0, 'the receipts of a container that had arrived', 60);
    // What was on its way at the moment of death was not taken for sent, nor for not sent.
    if (point.startsWith('send') || (point.startsWith('container') && !point.includes('packed'))) expect(crashes()).toBeGreaterThan(before);
    // A container that was only packed has surely not left: nobody is asked about it.
    if (point.includes('packed')) expect(crashes()).toBe(before);
    // What is unknown had no receipt, so it never arrived; the person looks at the peer to be sure.
    const { accepted } = await box.counts();
    for (const letter of needsPerson(deps.db, lise, 1).rows.filter((row) => row.state === 'unknown')) {
      const { uuid } = deps.db.statement('SELECT message_uuid AS uuid FROM letters WHERE id = ?').get(letter.id) as { uuid: string };
      expect(accepted[uuid]).toBeUndefined();
      resolveLetter(deps, lise, letter.id, 'send_again');
    }
    await until(() => moving() === 0 && (letterStates(box).unknown ?? 0) === 0, 'the resolved ones', 60);
    const marks = dispatches.map(() => '?').join(',');
    const { left } = deps.db.statement(`SELECT count(*) AS left FROM letters WHERE dispatch_id IN (${marks}) AND document_id IS NOT NULL AND state <> 'delivered'`).get(...dispatches) as { left: number };
    const { done } = deps.db.statement(`SELECT count(*) AS done FROM letters WHERE dispatch_id IN (${marks}) AND state = 'delivered'`).get(...dispatches) as { done: number };
    expect({ left, some: done >= 9 }).toEqual({ left: 0, some: true });
    expect((await box.counts()).totals.twice).toBe(0);
    expect(verifyAudit(deps.db).faults).toEqual([]);
    delivery.kill('SIGTERM');
    await delivery.exited;
  }, 180_000);
}
