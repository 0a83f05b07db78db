import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf, hasXz, lzma, named, tarLzma, uuidIn } from '../support/tar-lzma.ts';
import { letter, tryPeer, type Tried } from './peer.ts';

let peer: Tried;
beforeAll(async () => {
  peer = await tryPeer();
});
beforeEach(() => peer.control('/reset', { method: 'POST', headers: { 'content-type': 'application/json' } }));
afterAll(() => peer.end());

const post = (body: Uint8Array, type = 'application/x-lzma') => peer.call('/memos/', { method: 'POST', body: Buffer.from(body), headers: { 'content-type': type } });
const bulk = async () => (await peer.call('/receipts-bulk/?size=1000')).json.receipts as { receiptStatus: string; errorCode: string | null; messageUUID: string; transmissionId: string }[];
const nothingTaken = async () => expect((await peer.control('/counts')).totals.accepted).toBe(0);

describe.skipIf(!hasXz)('a container that is taken', () => {
  test('has one technical receipt, and one business receipt for the fate of each letter', async () => {
    const letters = [letter(), letter((xml) => xml.replace('0101070001', '0202070002')), letter((xml) => xml.replace('Optagelse.pdf', 'Optagelse.exe'))];
    const { status, json } = await post(await tarLzma(named(...letters)));
    expect(status).toBe(201);
    expect(json).toMatchObject({ messageUUID: null, receiptStatus: 'RECEIVED', errorCode: null });
    const receipts = await bulk();
    expect(receipts.every((each) => each.transmissionId === json.transmissionId)).toBe(true);
    const fates = Object.fromEntries(receipts.map((each) => [each.messageUUID, each.receiptStatus]));
    expect(fates).toEqual({ [uuidIn(letters[0]!)]: 'COMPLETED', [uuidIn(letters[1]!)]: 'NOT_ALLOWED', [uuidIn(letters[2]!)]: 'INVALID' });
  });

  test('may come as the part named file of a form', async () => {
    const container = await tarLzma(named(letter()));
    const form = (name: string, type: string) => {
      const data = new FormData();
      data.append(name, new Blob([Buffer.from(container)], { type }), 'container.tar.lzma');
      return peer.call('/memos/', { method: 'POST', body: data });
    };
    expect((await form('fil', 'application/x-lzma')).json.code).toBe('container.part.not.allowed');
    expect((await form('file', 'application/zip')).json.code).toBe('container.part.not.allowed');
    expect((await form('file', 'application/x-lzma')).status).toBe(201);
    expect((await peer.control('/counts')).totals.accepted).toBe(1);
  });

  test('a letter that was there before is one letter, two, or refuses the container, as it is set', async () => {
    const container = await tarLzma(named(letter(), letter()));
    for (const [duplicateUuid, status, accepted] of [['idempotent_201', 201, 2], ['accept_as_new', 201, 4], ['conflict_409', 409, 4]] as const) {
      await peer.set({ duplicateUuid });
      if (duplicateUuid === 'idempotent_201') await post(container);
      expect((await post(container)).status).toBe(status);
      expect((await peer.control('/counts')).totals.accepted).toBe(accepted);
    }
  });
});

describe.skipIf(!hasXz)('a container that is refused whole, with nothing of it stored', () => {
  const good = letter();
  const cases: [string, string, () => Promise<Uint8Array>][] = [
    ['no LZMA', 'container.format.not.allowed', async () => Buffer.from('hej')],
    ['cut short', 'container.format.not.allowed', async () => (await tarLzma(named(good))).subarray(0, 300)],
    ['LZMA of something else', 'container.format.not.allowed', () => lzma(Buffer.from('x'.repeat(2000)))],
    ['empty', 'container.empty', () => lzma(Buffer.alloc(1024))],
    ['a way upwards', 'container.entry.name.not.allowed', () => tarLzma({ 'a.xml': good }, ['--transform=s,^,../,', '--absolute-names'])],
    ['an absolute name', 'container.entry.name.not.allowed', () => tarLzma({ 'a.xml': good }, ['--transform=s,^,/etc/,', '--absolute-names'])],
    ['a folder', 'container.entry.type.not.allowed', async () => lzma(await Bun.$`tar --create --format=ustar --no-recursion .`.cwd(tmpdir()).quiet().then(bytesOf))],
    ['in a folder', 'container.entry.name.not.allowed', () => tarLzma({ [`breve/${uuidIn(good)}.xml`]: good })],
    ['another name', 'container.entry.name.not.allowed', () => tarLzma({ 'brev.xml': good })],
    ['the name of another', 'message.uuid.mismatch', () => tarLzma({ '8c2ea15d-61fb-4ba9-9366-42f8b194c114.xml': good })],
    ['twice the same name', 'container.entry.twice', async () => { const name = `${uuidIn(good)}.xml`; return tarLzma({ [name]: good }, ['--hard-dereference', name]); }],
    ['one letter that is no XML', 'xml.not.well.formed', () => tarLzma({ ...named(good), '8c2ea15d-61fb-4ba9-9366-42f8b194c114.xml': 'hej' })],
  ];
  test.each(cases)('%s: %s', async (_name, code, made) => {
    const { status, json } = await post(await made());
    expect([status, json.code]).toEqual([400, code]);
    await nothingTaken();
  });

  test('a link', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'link-'));
    writeFileSync(join(folder, 'a'), good);
    symlinkSync('/etc/passwd', join(folder, `${uuidIn(good)}.xml`));
    const tar = await Bun.$`tar --create --format=ustar ${uuidIn(good)}.xml`.cwd(folder).quiet().then(bytesOf);
    rmSync(folder, { recursive: true });
    expect((await post(await lzma(tar))).json.code).toBe('container.entry.type.not.allowed');
    await nothingTaken();
  });

  test('the letter of another sender', async () => {
    const { status, json } = await post(await tarLzma(named(good, letter((xml) => xml.replace('<memo:senderID>12345678', '<memo:senderID>87654321')))));
    expect([status, json.code]).toEqual([403, 'sender.not.allowed']);
    await nothingTaken();
  });

  test('more letters, or more bytes, than it may hold: a bomb is stopped, and the peer goes on', async () => {
    await peer.set({ maximumContainerEntries: 1 });
    expect((await post(await tarLzma(named(letter(), letter())))).json.code).toBe('container.too.many.entries');
    await peer.set({ maximumContainerEntries: 5000, maximumContainerMegabytes: 20 });
    const bomb = await Bun.$`head -c 400000000 /dev/zero | xz --format=lzma -1 --stdout`.quiet().then(bytesOf);
    expect(bomb.length).toBeLessThan(1_000_000);
    // As one entry that announces its size, so that it is not refused for its form first.
    const header = Buffer.from((await Bun.$`tar --create --format=ustar ${'8c2ea15d-61fb-4ba9-9366-42f8b194c114.xml'}`.cwd(sparse()).quiet().then(bytesOf)));
    expect((await post(await lzma(header))).json.code).toBe('container.size.too.large');
    expect((await post(bomb)).status).toBe(400);
    await nothingTaken();
    expect((await post(await tarLzma(named(letter())))).status).toBe(201);
  });
});

function sparse(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bomb-'));
  writeFileSync(join(folder, '8c2ea15d-61fb-4ba9-9366-42f8b194c114.xml'), Buffer.alloc(60_000_000));
  return folder;
}
