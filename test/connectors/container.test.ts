import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import { packContainer } from '../../src/connectors/digital-post/index.ts';
import { bytesOf, hasXz } from '../support/tar-lzma.ts';
import { posted, startPeer, type Peer } from './peer.ts';

let peer: Peer;
beforeAll(async () => {
  peer = await startPeer();
}, 60_000);
afterAll(() => peer.stop());
afterEach(() => peer.reset());

async function* memosOf(letters: [string, Uint8Array][]) {
  for (const [messageUuid, memo] of letters) yield { messageUuid, memo };
}
const made = (count: number) => Array.from({ length: count }, () => posted());
const pack = (letters: [string, Uint8Array][]) => packContainer(memosOf(letters));

test.skipIf(!hasXz)('tar and xz find every letter in it, byte for byte, under its message UUID', async () => {
  const letters = made(40);
  const container = await pack(letters);
  const tar = await Bun.$`xz --format=lzma --decompress --stdout < ${Buffer.from(container)}`.quiet().then(bytesOf);
  const names = (await Bun.$`tar --list < ${Buffer.from(tar)}`.quiet().text()).trim().split('\n');
  expect(names).toEqual(letters.map(([uuid]) => `${uuid}.xml`));
  for (const [uuid, memo] of letters.slice(0, 5)) {
    expect(await Bun.$`tar --extract --to-stdout ${uuid}.xml < ${Buffer.from(tar)}`.quiet().then(bytesOf)).toEqual(new Uint8Array(memo));
  }
});

test.skipIf(!hasXz)('a container is accepted with one receipt, and each letter lies with the peer once', async () => {
  const letters = made(12);
  const connection = peer.connect();
  const outcome = await connection.sendMass('7d9f5b62-7cb0-4d76-9d51-0d9d3a4a2a10', await pack(letters));
  connection.close();
  if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
  expect(outcome.receipt).toMatchObject({ messageUuid: null, status: 'RECEIVED' });
  for (const [uuid] of letters) expect(await peer.stored(uuid)).toBe(1);
});

const cases = [
  ['silence', { timeoutAfterBytesNext: 1 }, 'unknown timeout', 1],
  ['the connection cut', { dropAfterBytesNext: 1 }, 'unknown', 1],
  ['a page instead of an answer', { nonsenseNext: 1, nonsenseKind: 'html' }, 'unknown nonsense', 1],
  ['half a JSON', { nonsenseNext: 1, nonsenseKind: 'half_json' }, 'unknown nonsense', 1],
  ['503', { http503Next: 1 }, 'not_sent busy', 0],
  ['401', { http401Next: 1 }, 'rejected', 0],
  ['more bytes than it may hold', { maximumContainerMegabytes: 0.001 }, 'rejected', 0],
] as const;
test.skipIf(!hasXz).each(cases)('%s means for all its letters: %o, %s', async (_name, settings, said, stored) => {
  await peer.set(settings as never);
  const letters = made(3);
  const connection = peer.connect();
  const outcome = await connection.sendMass('7d9f5b62-7cb0-4d76-9d51-0d9d3a4a2a11', await pack(letters));
  connection.close();
  expect('reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind).toStartWith(said);
  for (const [uuid] of letters) expect(await peer.stored(uuid)).toBe(stored);
});

test.skipIf(!hasXz)('"there already" is doubt: it does not say which of them', async () => {
  await peer.set({ duplicateUuid: 'conflict_409' });
  const container = await pack(made(2));
  const connection = peer.connect();
  expect((await connection.sendMass('7d9f5b62-7cb0-4d76-9d51-0d9d3a4a2a12', container)).kind).toBe('accepted');
  expect((await connection.sendMass('7d9f5b62-7cb0-4d76-9d51-0d9d3a4a2a12', container)).kind).toBe('unknown');
  connection.close();
});
