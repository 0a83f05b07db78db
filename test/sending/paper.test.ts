import { afterAll, beforeAll, expect, test } from 'bun:test';
import fc from 'fast-check';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Actor } from '../../src/access/index.ts';
import { addressLines } from '../../src/people/index.ts';
import {
  applyReceipt, batchCsv, batchListPdf, batchesWaiting, dissolveBatch, draftCandidates, failedCandidates, fileLetterAside, getBatch, handOverBatch, handOverSoon, listBatches, listLetters, makeBatch, markPrinted, needsPersonCount,
  openBatchFile, planPaths, purgeDispatches, recordOutcome, resolveLetter, startAttempts, submit, takeBackHandled, takeOutOfBatch, takePaths, validate, type PathChoice,
} from '../../src/sending/index.ts';
import { changeSettings } from '../../src/settings/index.ts';
import { paperList, paperSheets } from '../../views/texts/paper-sheets.ts';
import { actorIn, draftIn, openSchool, statesOf, type School } from '../support/draft.ts';
import { withoutIds } from '../support/without-ids.ts';

let school: School;
let lise: Actor;
let remote: string;
beforeAll(async () => {
  school = openSchool();
  lise = await actorIn(school, 'lise', 'secretary');
  remote = mkdtempSync(join(tmpdir(), 'elevarkiv-fjernprint-'));
});
afterAll(() => {
  school.close();
  rmSync(remote, { recursive: true, force: true });
});

const words = paperList({ when: 'i dag', who: 'Lise', letters: 1 });
const wish = (letterId: string, path: PathChoice['path'] = 'print', more: Partial<PathChoice> = {}): PathChoice => ({ letterId, path, address: null, showProtected: false, ...more });
const send = (id: string) => submit(school.deps, lise, id, validate(school.deps, lise, id));
const failedOf = (dispatchId: string) => failedCandidates(school.deps.db, lise, { dispatchId }, school.clock.now()).rows;
const now = () => school.clock.now();
const textOf = async (pdf: Uint8Array) => {
  const pages = await school.deps.documents.read(pdf, {});
  return pages.map(({ text }) => text.replace(/\s+/g, ' '));
};

test('an address becomes the lines of an envelope', () => {
  expect(addressLines('Skovvej 1, 2. tv., 8000 Aarhus C')).toEqual({ lines: ['Skovvej 1, 2. tv.', '8000 Aarhus C'], postalCode: '8000' });
  expect(addressLines('c/o Hansen, Skovvej 1, DK-8000 Aarhus C')).toEqual({ lines: ['c/o Hansen', 'Skovvej 1', '8000 Aarhus C'], postalCode: '8000' });
  expect(addressLines('Storgatan 3\n211 42 Malmö\nSverige')).toEqual({ lines: ['Storgatan 3', '211 42 Malmö', 'Sverige'], postalCode: null });
  expect([addressLines('  '), addressLines(null)]).toEqual([null, null]);
});

test('letters without a mailbox are made, filed and bound with covers in posting order; a person says they are printed', async () => {
  const { deps } = school;
  const id = await draftIn(school, lise, { mailboxes: ['exempt', 'closed', 'not_found', 'unconfirmed'], address: (n) => (n === 3 ? null : ['Åvej 1, 9000 Aalborg', 'Bvej 2, 2100 København Ø', 'Cvej 3, 5000 Odense C'][n] ?? 'Dvej 4, 8000 Aarhus'), protectedAt: [2] });
  send(id);
  const rows = failedOf(id);
  // Who may be dead is not printed to unless somebody says so; a protected address is not even shown.
  expect(rows.map(({ why, path, address }) => [why, path, address.kind])).toEqual([['exempt', 'print', 'register'], ['closed_person', 'wait', 'register'], ['not_found', 'print', 'protected'], ['unconfirmed', 'print', 'missing']]);
  expect(JSON.stringify(rows)).not.toContain('Cvej');
  const { print, left } = takePaths(deps, lise, rows.map(({ letterId }) => wish(letterId)), { note: '', duplex: true });
  expect([...left]).toEqual([]);
  expect(needsPersonCount(deps.db, lise)).toBe(0);
  for (const { letterId } of rows) expect(() => resolveLetter(deps, lise, letterId, 'give_up')).toThrow('letter.in_batch');
  await makeBatch(deps, print!, paperSheets);
  const batch = getBatch(deps.db, lise, print!);
  expect(batch).toMatchObject({ state: 'ready', letters: 4, duplex: true });
  expect(batch.rows.map(({ recipient, address, without, sheets }) => [recipient.name, address?.[0] ?? without, sheets])).toEqual([['Elev 2', 'Bvej 2', 2], ['Elev 1', 'Åvej 1', 2], ['Elev 3', 'protected', 2], ['Elev 4', 'missing', 2]]);
  expect(batchesWaiting(deps.db, lise)).toBe(1);

  const pdf = await deps.files.read(openBatchFile(deps, lise, print!).blobId);
  const pages = await textOf(pdf);
  // Cover, its empty back, two pages of letter: each letter on sheets of its own.
  expect(pages.length).toBe(16);
  expect(pages[0]).toContain('Elev 2 Bvej 2 2100 København Ø');
  expect(pages[0]).toContain('Brev 1 af 4 · 2 ark');
  expect(pages[1]).toBe('');
  expect(pages[8]).toContain('Adressen er beskyttet');
  expect(pages.join(' ')).not.toMatch(/Cvej|\d{6}-\d{4}/);

  expect(markPrinted(deps, lise, print!)).toBe(4);
  expect(() => markPrinted(deps, lise, print!)).toThrow('paper.changed');
  expect(statesOf(school, id)).toEqual({ preparing: 8, printed: 4 });
  // Each lies on its case, with who did it, as it was printed.
  const documents = deps.db.statement("SELECT status, (SELECT count(*) FROM document_files f WHERE f.document_id = d.id AND f.role = 'sent') AS sent FROM documents d WHERE dispatch_id = ?").all(id);
  expect(documents).toEqual(Array.from({ length: 4 }, () => ({ status: 'printed', sent: 1 })));
  expect(listLetters(deps.db, lise, id, { filter: 'printed', query: '', page: 1 }).rows[0]!.reason).toEqual({ key: 'printed', values: { who: 'Lise', batch: print! } });
  openBatchFile(deps, lise, print!);
  expect([school.events('paper.opened'), school.events('paper.opened_again'), school.events('letter.printed')]).toEqual([1, 1, 4]);
});

test('the list has no numbers, no protected address and nothing a spreadsheet would run', async () => {
  const { deps } = school;
  const batch = getBatch(deps.db, lise, listBatches(deps.db, lise, 1).rows[0]!.id);
  batch.rows[0]!.recipient.name = '=HYPERLINK("x")';
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(batchCsv(batch, words));
  expect(csv.startsWith('\ufeffNr.;Modtager;')).toBe(true);
  expect(csv).toContain("'=HYPERLINK");
  expect(csv).toContain('Beskyttet: skriv den på kuverten');
  expect(withoutIds(csv)).not.toMatch(/Cvej|\d{6}-?\d{4}/);
  const [page] = await textOf(await batchListPdf(batch, words));
  expect(page).toContain('Bvej 2, 2100 København Ø');
  expect(page).not.toMatch(/Cvej|\d{6}-?\d{4}/);
});

test('a typed address goes before the register, a protected one is printed only when a person says so, logged', async () => {
  const { deps } = school;
  const id = await draftIn(school, lise, { mailboxes: ['exempt', 'exempt'], address: (n) => `Hemmelig ${n}, 8000 Aarhus`, protectedAt: [0] });
  send(id);
  const [one, two] = failedOf(id);
  const { print } = takePaths(deps, lise, [wish(one!.letterId, 'print', { showProtected: true }), wish(two!.letterId, 'print', { address: 'Nyvej 9\n9000 Aalborg' })], { note: '', duplex: false });
  await makeBatch(deps, print!, paperSheets);
  expect(getBatch(deps.db, lise, print!).rows.map(({ address }) => address)).toEqual([['Hemmelig 0', '8000 Aarhus'], ['Nyvej 9', '9000 Aalborg']]);
  expect(school.events('paper.protected_address')).toBe(1);
  expect((await PDFDocument.load(await deps.files.read(openBatchFile(deps, lise, print!).blobId))).getPageCount()).toBe(6);
  // One out: it waits again as it did, the rest is made anew; dissolved, all do.
  takeOutOfBatch(deps, lise, print!, one!.letterId);
  expect(getBatch(deps.db, lise, print!).state).toBe('making');
  await makeBatch(deps, print!, paperSheets);
  expect(getBatch(deps.db, lise, print!)).toMatchObject({ state: 'ready', letters: 1, pages: 3 });
  dissolveBatch(deps, lise, print!);
  expect(failedOf(id).map(({ reason }) => reason?.key)).toEqual(['no_mailbox.exempt', 'no_mailbox.exempt']);
  expect(() => openBatchFile(deps, lise, print!)).toThrow('file_gone');
});

test('chosen in the draft, they go their ways by themselves when it is sent; what is chosen changes the report', async () => {
  const { deps } = school;
  const id = await draftIn(school, lise, { mailboxes: ['exempt', 'exempt', 'exempt'] });
  const before = validate(deps, lise, id);
  const rows = draftCandidates(deps.db, lise, id, now());
  expect(() => planPaths(deps, lise, id, [wish(rows[1]!.letterId, 'otherwise')], ' ')).toThrow('resolution.note_missing');
  expect(() => planPaths(deps, lise, id, [wish(rows[1]!.letterId, 'remote')], '')).toThrow('paper.no_remote');
  planPaths(deps, lise, id, [wish(rows[0]!.letterId), wish(rows[1]!.letterId, 'otherwise'), wish(rows[2]!.letterId, 'wait')], 'Givet i hånden');
  expect(() => submit(deps, lise, id, before)).toThrow('dispatch.changed');
  send(id);
  expect(statesOf(school, id)).toEqual({ failed: 2, handled_otherwise: 1, preparing: 9 });
  expect(failedOf(id).map(({ letterId }) => letterId)).toEqual([rows[2]!.letterId]);
  const batch = listBatches(deps.db, lise, 1).rows.find(({ state }) => state === 'making')!;
  await makeBatch(deps, batch.id, paperSheets);
  expect(getBatch(deps.db, lise, batch.id).rows.map(({ letterId }) => letterId)).toEqual([rows[0]!.letterId]);
  markPrinted(deps, lise, batch.id);
});

test('what is handled otherwise is filed too, though it was never made; a mark is taken back', async () => {
  const { deps } = school;
  const id = await draftIn(school, lise, { mailboxes: ['exempt'] });
  send(id);
  const [row] = failedOf(id);
  resolveLetter(deps, lise, row!.letterId, 'handled_otherwise', 'Givet til forældrene');
  await fileLetterAside(deps, row!.letterId);
  expect(deps.db.statement("SELECT status FROM documents WHERE letter_id = ?").get(row!.letterId)).toEqual({ status: 'handled_otherwise' });
  takeBackHandled(deps, lise, row!.letterId);
  expect(failedOf(id)[0]!.reason).toEqual({ key: 'no_mailbox.exempt', values: {} });
});

test('a print supplier gets a folder that appears whole, with the data as JSON and XML; a try cut off is not done twice', async () => {
  const { deps } = school;
  changeSettings(deps, null, { 'paper.remoteFolder': remote });
  const id = await draftIn(school, lise, { mailboxes: ['exempt', 'exempt', 'exempt'], address: (n) => (n === 2 ? null : `Vej ${n}, ${9000 - n} By`) });
  send(id);
  const { remote: batchId, left } = takePaths(deps, lise, failedOf(id).map(({ letterId }) => wish(letterId, 'remote')), { note: '', duplex: true });
  expect([...left]).toEqual([['paper.needs_address', 1]]);
  await makeBatch(deps, batchId!, paperSheets);
  expect(getBatch(deps.db, lise, batchId!)).toMatchObject({ state: 'ready', letters: 2, hasFile: false });
  handOverSoon(deps, lise, batchId!);
  changeSettings(deps, null, { 'paper.remoteFolder': join(remote, 'findes-ikke') });
  expect(await handOverBatch(deps, batchId!, paperSheets).catch((error) => error.code)).toBe('ENOENT');
  expect(statesOf(school, id)).toEqual({ failed: 3, preparing: 9 });
  changeSettings(deps, null, { 'paper.remoteFolder': remote });
  await handOverBatch(deps, batchId!, paperSheets);
  const [folder] = readdirSync(remote);
  expect(readdirSync(join(remote, folder!)).sort()).toEqual(['0001.json', '0001.pdf', '0001.xml', '0002.json', '0002.pdf', '0002.xml', 'batch.json', 'batch.xml']);
  const manifest = JSON.parse(readFileSync(join(remote, folder!, 'batch.json'), 'utf8'));
  expect(manifest.letters.map((each: { name: string; address: string[] }) => [each.name, each.address])).toEqual([['Elev 2', ['Vej 1', '8999 By']], ['Elev 1', ['Vej 0', '9000 By']]]);
  const xml = readFileSync(join(remote, folder!, 'batch.xml'), 'utf8');
  expect(xml).toContain('<addressLine>8999 By</addressLine>');
  expect(withoutIds(xml + JSON.stringify(manifest))).not.toMatch(/\d{6}-?\d{4}"|<[^>]*>\d{10}</);
  expect(statesOf(school, id)).toEqual({ failed: 1, preparing: 9, remote_printed: 2 });
  // As if the process had died between the folder and its word: the second try finds it and writes nothing.
  const written = readFileSync(join(remote, folder!, 'batch.json'));
  deps.db.write((tx) => {
    tx.statement("UPDATE paper_batches SET state = 'handing_over' WHERE id = ?").run(batchId);
    tx.statement('UPDATE paper_letters SET open = 1 WHERE batch_id = ?').run(batchId);
    tx.statement("UPDATE letters SET state = 'failed' WHERE dispatch_id = ? AND state = 'remote_printed'").run(id);
  });
  await handOverBatch(deps, batchId!, paperSheets);
  expect([readdirSync(remote).length, existsSync(join(remote, `.${folder}.part`)), readFileSync(join(remote, folder!, 'batch.json')).equals(written)]).toEqual([1, false, true]);
  expect(statesOf(school, id)).toEqual({ failed: 1, preparing: 9, remote_printed: 2 });
});

test('the merge file stays while a letter without a mailbox waits to be made; batches are destroyed with merge files', async () => {
  const { deps, clock } = school;
  const id = await draftIn(school, lise, { mailboxes: ['exempt'] });
  send(id);
  deps.db.write((tx) => tx.statement("UPDATE letters SET state = 'delivered' WHERE dispatch_id = ? AND state = 'preparing'").run(id));
  deps.db.write((tx) => tx.statement("UPDATE dispatches SET state = 'settled', settled_at = ? WHERE id = ?").run(now().toISOString(), id));
  clock.advance(40 * 86_400_000);
  purgeDispatches(deps);
  expect(deps.db.statement('SELECT purged_at AS at FROM dispatches WHERE id = ?').get(id)).toEqual({ at: null });
  const { print } = takePaths(deps, lise, failedOf(id).map(({ letterId }) => wish(letterId)), { note: '', duplex: true });
  await makeBatch(deps, print!, paperSheets);
  markPrinted(deps, lise, print!);
  clock.advance(31 * 86_400_000);
  purgeDispatches(deps);
  expect(deps.db.statement('SELECT purged_at IS NOT NULL AS gone FROM dispatches WHERE id = ?').get(id)).toEqual({ gone: 1 });
  expect(() => openBatchFile(deps, lise, print!)).toThrow('file_gone');
  expect(deps.db.statement('SELECT count(*) AS n FROM paper_letters WHERE batch_id = ? AND address IS NOT NULL').get(print!)).toEqual({ n: 0 });
});

test('whatever is done, no letter is both printed and sent', async () => {
  const { deps } = school;
  const id = await draftIn(school, lise, { mailboxes: ['exempt', 'exempt', 'exempt', 'exempt'] });
  send(id);
  const letters = failedOf(id).map(({ letterId }) => letterId);
  const { print } = takePaths(deps, lise, letters.map((letterId) => wish(letterId)), { note: '', duplex: false });
  await makeBatch(deps, print!, paperSheets);
  dissolveBatch(deps, lise, print!);

  type World = { batches: string[]; /** Ways out of the house, in order, by letter. */ out: Map<string, string[]> };
  const stateOf = (letterId: string) => deps.db.statement('SELECT state, message_uuid AS uuid FROM letters WHERE id = ?').get(letterId) as { state: string; uuid: string };
  const acts: Record<string, (world: World, n: number) => void> = {
    print: (world, n) => { const made = takePaths(deps, lise, [wish(letters[n]!), wish(letters[(n + 1) % 4]!)], { note: '', duplex: false }).print; if (made) { deps.db.write((tx) => tx.statement("UPDATE paper_batches SET state = 'ready' WHERE id = ?").run(made)); world.batches.push(made); } },
    printed: (world, n) => { markPrinted(deps, lise, world.batches[n % world.batches.length] ?? ''); },
    dissolve: (world, n) => dissolveBatch(deps, lise, world.batches[n % world.batches.length] ?? ''),
    out: (world, n) => takeOutOfBatch(deps, lise, world.batches[n % world.batches.length] ?? '', letters[n]!),
    again: (_world, n) => resolveLetter(deps, lise, letters[n]!, 'send_again'),
    otherwise: (_world, n) => resolveLetter(deps, lise, letters[n]!, 'handled_otherwise', 'note'),
    back: (world, n) => { takeBackHandled(deps, lise, letters[n]!); world.out.get(letters[n]!)!.push('taken back'); },
    receipt: (_world, n) => deps.db.write((tx) => { applyReceipt(tx, deps, deps.ids.uuid(), { raw: '{}', messageUuid: stateOf(letters[n]!).uuid, status: 'NOT_ALLOWED', errorCode: 'x', errorMessage: '' }); }),
    deliver: (world, n) => {
      const attempts = deps.db.write((tx) => startAttempts(tx, deps, 'test', 4));
      for (const attempt of attempts) {
        world.out.get(attempt.letter.id)!.push('sent');
        deps.db.write((tx) => { recordOutcome(tx, deps, attempt, n % 2 ? { kind: 'accepted', raw: '{}', status: 'RECEIVED', peerTransmissionId: null } : { kind: 'rejected', code: 'x', message: '', letterAtFault: true }); });
      }
    },
  };
  const names = Object.keys(acts);
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(3)), { minLength: 5, maxLength: 30 }), (steps) => {
    deps.db.write((tx) => {
      tx.statement("UPDATE paper_letters SET open = 0").run();
      tx.statement("UPDATE paper_batches SET state = 'dissolved' WHERE state IN ('making', 'ready')").run();
      for (const letterId of letters) tx.statement("UPDATE letters SET state = 'failed', reason = ?, message_uuid = ? WHERE id = ?").run(JSON.stringify({ key: 'no_mailbox.exempt', values: {} }), deps.ids.uuid(), letterId);
      tx.statement('DELETE FROM jobs').run();
    });
    const world: World = { batches: [], out: new Map(letters.map((letterId) => [letterId, []])) };
    for (const [name, n] of steps) {
      const before = letters.map((letterId) => stateOf(letterId).state);
      try {
        acts[name]!(world, n);
      } catch (error) {
        if ((error as Error).name !== 'Problem') throw error;
      }
      letters.forEach((letterId, at) => { if (stateOf(letterId).state === 'printed' && before[at] !== 'printed') world.out.get(letterId)!.push('printed'); });
    }
    for (const way of world.out.values()) {
      // A letter that Digital Post refused may be printed afterwards; one that is printed is sent only after a person has taken it back.
      const at = way.indexOf('printed');
      const since = at < 0 ? [] : way.slice(at + 1);
      expect(since.slice(0, Math.max(0, since.indexOf('taken back') < 0 ? since.length : since.indexOf('taken back')))).not.toContain('sent');
    }
    for (const letterId of letters) {
      const open = deps.db.statement('SELECT count(*) AS n FROM paper_letters WHERE letter_id = ? AND open = 1').get(letterId) as { n: number };
      expect(open.n).toBeLessThanOrEqual(1);
      if (open.n === 1) expect(stateOf(letterId).state).toBe('failed');
    }
  }), { numRuns: 60 });
}, 60_000);

test('set to paper all at once, who may be dead is left out; the form comes back with everything typed', async () => {
  const id = await draftIn(school, lise, { mailboxes: ['exempt', 'closed', 'exempt', 'exempt'] });
  const rows = draftCandidates(school.deps.db, lise, id, now());
  const fields: [string, string][] = [['handling', 'alle'], ['alle', 'print'], ['note', 'en note'], ...rows.flatMap(({ letterId }): [string, string][] => [['brev', letterId], [`vej-${letterId}`, 'wait'], [`adresse-${letterId}`, letterId === rows[0]!.letterId ? 'Nyvej 9' : '']])];
  // Days have gone by in the tests above, and with them every session.
  await school.user('karen', 'Karen', 'secretary');
  const page = await (await school.post(`/afsendelser/${id}/papir`, fields, 'karen')).text();
  const chosen = rows.map(({ letterId }) => new RegExp(`id="vej-${letterId}".*?<option value="(\\w+)" selected`, 's').exec(page)?.[1]);
  expect(chosen).toEqual(['print', 'wait', 'print', 'print']);
  expect(page).toContain('>Nyvej 9</textarea>');
  expect(page).toContain('value="en note"');
});
