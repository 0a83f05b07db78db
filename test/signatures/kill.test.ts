import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { verifyAudit } from '../../src/audit/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { makeBox, until, type Box } from '../support/box.ts';
import { sendToSign, signingOf } from '../support/signing-box.ts';

// A process that dies by SIGKILL around the calls to the signing service, and one that takes over.
let box: Box;
let signing: ReturnType<typeof signingOf>;
beforeAll(async () => {
  box = await makeBox();
  signing = signingOf(box);
  signing.connect();
  changeSettings(box.deps, null, { 'signing.pollSeconds': 1, 'sending.undoMinutes': 0, 'digitalPost.massFrom': 0 });
  box.spawn('documents');
  await until(() => existsSync(join(box.folder, 'box/documents.sock')), 'the document worker');
}, 60_000);
afterAll(() => box.close());

type Row = { id: string; uuid: string; state: string; request: string | null; requestState: string | null; url: string | null };
const lettersOf = (dispatch: string) => box.deps.db.statement(`SELECT l.id, l.message_uuid AS uuid, l.state, s.id AS request, s.state AS requestState, s.url FROM letters l LEFT JOIN signature_requests s ON s.letter_id = l.id
  WHERE l.dispatch_id = ? AND l.state NOT IN ('removed', 'draft')`).all(dispatch) as Row[];
const all = (dispatch: string, ready: (row: Row) => boolean) => until(() => { const rows = lettersOf(dispatch); return rows.length === 4 && rows.every(ready); }, 'every letter', 60);

test('kill -9 between the service taking a request and our writing it: the same request, one link; between signed and filed: filed once', async () => {
  const lise = box.user('lise');
  const asking = box.spawnDying('sign: asked, nothing written');
  const sent = sendToSign(box, lise, 4);
  await asking.exited;
  expect(asking.signalCode).toBe('SIGKILL');
  // The service knows more than we do.
  const fetching = box.spawnDying('sign: fetched, nothing stored');
  const dispatch = await sent;
  await all(dispatch, (row) => row.state === 'delivered' && row.requestState === 'received');
  const there = await signing.all();
  expect(there.length).toBe(4);
  for (const row of lettersOf(dispatch)) {
    expect(await signing.linkIn(row.uuid)).toBe(row.url);
    expect((await signing.sign(row.request!)).done).toBe(true);
  }
  await fetching.exited;
  expect(fetching.signalCode).toBe('SIGKILL');
  const delivery = box.spawn('deliver');
  await all(dispatch, (row) => row.requestState === 'completed');
  const files = box.deps.db.statement("SELECT count(*) AS files, count(DISTINCT document_id) AS documents FROM document_files WHERE role = 'signed'").get();
  expect(files).toEqual({ files: 4, documents: 4 });
  // Distributed once, too.
  expect(box.deps.db.statement('SELECT count(*) AS n, count(DISTINCT signature_id) AS requests FROM messages').get()).toEqual({ n: 4, requests: 4 });
  expect((await box.counts()).totals.twice).toBe(0);
  expect(verifyAudit(box.deps.db).faults).toEqual([]);
  delivery.kill('SIGTERM');
  await delivery.exited;
}, 120_000);
