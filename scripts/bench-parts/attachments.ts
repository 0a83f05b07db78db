import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { addUser } from '../../src/access/index.ts';
import { addDocumentType, listDocumentTypes } from '../../src/archive/index.ts';
import { makeConfig } from '../../src/config.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { addAttachment, prepareDispatch, readAttachment, readDispatch, uploadDispatch } from '../../src/sending/index.ts';
import { makeLetters } from './make-letters.ts';
import { pdfOfLines } from '../../test/support/attachments.ts';

async function* once(bytes: Uint8Array) {
  yield bytes;
}

/** Kilobytes that a folder takes on the disk; a file with several names counts once. */
const diskKb = (folder: string) => Number(spawnSync('du', ['-sk', folder]).stdout.toString().split('\t')[0]);

/** Letters of one dispatch made ready, with `megabytes` of attachment for each of them; milliseconds and kilobytes. */
async function prepare(deps: Deps, merge: Uint8Array, megabytes: number): Promise<{ ms: number; kb: number; letters: number }> {
  const actor = await addUser(deps, null, { username: `u${megabytes}`, name: 'Bench', password: 'long enough', roles: ['secretary'] });
  const id = await uploadDispatch(deps, { ...actor, roles: ['secretary'] }, { filename: 'breve.pdf', content: once(merge) });
  await readDispatch(deps, id);
  if (megabytes > 0) {
    const folder = Buffer.concat([await pdfOfLines(['En folder']), Buffer.alloc(megabytes * 1024 * 1024, 32)]);
    const fileId = await addAttachment(deps, { ...actor, roles: ['secretary'] }, { dispatchId: id }, { filename: 'folder.pdf', content: once(folder) });
    await readAttachment(deps, fileId);
  }
  // What the file leaves as is not what is measured: with the numbers kept it goes as it came, all of it.
  deps.db.write((tx) => {
    tx.statement("UPDATE dispatches SET state = 'submitted', remove_cpr = 0, title = 'Bench', document_type_id = ?, submitted_by = ?, submitted_at = ? WHERE id = ?").run(listDocumentTypes(deps.db)[0]!.id, actor.id, deps.clock.now().toISOString(), id);
    tx.statement("UPDATE letters SET state = 'preparing' WHERE dispatch_id = ? AND recipient_number IS NOT NULL").run(id);
  });
  const before = diskKb(deps.config.data);
  const began = performance.now();
  await prepareDispatch(deps, id);
  const { n } = deps.db.statement("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND document_id IS NOT NULL").get(id) as { n: number };
  return { ms: performance.now() - began, kb: diskKb(deps.config.data) - before, letters: n };
}

/** `scripts/bench attachments`: what one attachment of 5 MB for everybody costs when the letters are made ready. */
export async function benchAttachments(count: number): Promise<void> {
  const merge = new Uint8Array(readFileSync(await makeLetters(join(tmpdir(), 'elevarkiv-bench-letters'), 'libreoffice', count)));
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-bench-'));
  const deps = openDeps(makeConfig({ logLevel: 'silent' }, folder), 'bench', { documents: directDocumentWorker() });
  try {
    addDocumentType(deps, null, 'Brev');
    const bare = await prepare(deps, merge, 0);
    const attached = await prepare(deps, merge, 5);
    const blobs = deps.db.statement("SELECT count(*) AS n, sum(size) AS bytes FROM document_files WHERE role = 'attachment'").get() as { n: number; bytes: number };
    console.log(`${bare.letters} letters: ready in ${Math.round(bare.ms)} ms, ${Math.round(bare.kb / 1024)} MB on disk; with 5 MB attached to each (${attached.letters} letters, ${blobs.n} blobs of their own, ${Math.round(blobs.bytes / 1e6)} MB by their rows) ${Math.round(attached.ms)} ms, ${Math.round(attached.kb / 1024)} MB on disk; ratio ${(attached.ms / bare.ms).toFixed(2)}`);
  } finally {
    deps.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
