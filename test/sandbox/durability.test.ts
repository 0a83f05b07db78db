import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeClientCertificate, readAuthority, type ClientCertificate } from '../../src/sandbox/index.ts';
import { callsOf, contacts, letter, school, type Tried } from './peer.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-killed-'));
const contactsFile = join(folder, 'contacts.json');
writeFileSync(contactsFile, JSON.stringify(contacts));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let client: ClientCertificate | undefined;

/** The peer as a process of its own, which a test can kill. */
async function start(): Promise<{ peer: Tried; kill(signal: NodeJS.Signals): Promise<void> }> {
  const child = Bun.spawn([process.execPath, resolve(import.meta.dir, '../../src/sandbox/main.ts'),
    '--folder', folder, '--port', '0', '--control-port', '0', '--contacts', contactsFile, '--cvr', school.cvr, '--name', school.name], { stdout: 'pipe', stderr: 'inherit' });
  const reader = child.stdout.getReader();
  const line = new TextDecoder().decode((await reader.read()).value);
  const addresses = JSON.parse(line) as { url: string; controlUrl: string; signingUrl: string };
  client ??= makeClientCertificate({ ...school, signedBy: readAuthority(folder) });
  const peer = callsOf({ ...addresses, stop: async () => {} }, folder, client);
  return { peer, kill: async (signal) => { child.kill(signal); await child.exited; } };
}

test('killed in the middle of a run, started again: everything answered for is there, and the certificates are the same', async () => {
  const first = await start();
  await first.peer.set({ receiptDelayMs: 0, duplicateUuid: 'conflict_409', http503Next: 1 });
  const [mailboxBefore] = await first.peer.control('/mailboxes?name=Ane');
  const answered: string[] = [];
  expect((await first.peer.post(letter())).status).toBe(503);
  const senders = Array.from({ length: 4 }, async () => {
    for (;;) {
      try {
        answered.push((await first.peer.post(letter())).json.messageUUID);
      } catch {
        return;
      }
    }
  });
  while (answered.length < 25) await Bun.sleep(5);
  await first.kill('SIGKILL');
  await Promise.all(senders);

  const second = await start();
  const counts = await second.peer.control('/counts');
  expect(answered.filter((uuid) => counts.delivered[uuid] !== 1)).toEqual([]);
  // At most the four that were on their way can be there without an answer.
  expect(counts.totals.accepted - answered.length).toBeGreaterThanOrEqual(0);
  expect(counts.totals.accepted - answered.length).toBeLessThanOrEqual(4);
  expect(counts.totals.receiptsWaiting).toBe(counts.totals.accepted);
  expect(await second.peer.control('/settings')).toMatchObject({ duplicateUuid: 'conflict_409', http503Next: 0 });
  const [mailboxAfter] = await second.peer.control('/mailboxes?name=Ane');
  expect(mailboxAfter.mailbox).toBe(mailboxBefore.mailbox);
  expect((await second.peer.post(letter())).status).toBe(201);
  await second.kill('SIGTERM');
});
