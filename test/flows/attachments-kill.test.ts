import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listDocumentTypes } from '../../src/archive/index.ts';
import { verifyAudit } from '../../src/audit/index.ts';
import { addAttachment, confirmMerge, getDispatch, getMergeMatch, setOptions, submit, uploadDispatch, validate } from '../../src/sending/index.ts';
import { absenceMerge, chunksOf, pdfOfLines } from '../support/attachments.ts';
import { makeBox, until, type Box } from '../support/box.ts';

let box: Box;
beforeAll(async () => {
  box = await makeBox();
  box.spawn('documents');
  await until(() => existsSync(join(box.folder, 'box/documents.sock')), 'the document worker');
}, 60_000);
afterAll(() => box.close());

type Row = { id: string; number: string; state: string; document_id: string | null; n: number; files: string };

/** A dispatch with two attachments for everybody and one of a merge file for each of eleven; not sent yet. */
async function ready(): Promise<string> {
  const { deps } = box;
  const lise = box.user('lise');
  const id = await uploadDispatch(deps, lise, { filename: 'brev.pdf', content: chunksOf(new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')))) });
  await until(() => { const found = getDispatch(deps.db, lise, id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading');
  const numbers = (deps.db.statement('SELECT recipient_number AS number FROM letters WHERE dispatch_id = ? ORDER BY ordinal').all(id) as { number: string }[]).map(({ number }) => number);
  for (const title of ['Regler', 'Skema']) await addAttachment(deps, lise, { dispatchId: id }, { filename: `${title}.pdf`, content: chunksOf(await pdfOfLines([title, `CPR ${numbers[0]}`])) });
  const merge = await addAttachment(deps, lise, { dispatchId: id, merge: true }, { filename: 'fravær.pdf', content: chunksOf(await absenceMerge(numbers.slice(0, 11))) });
  await until(() => (deps.db.statement("SELECT count(*) AS n FROM attachment_files WHERE dispatch_id = ? AND state = 'reading'").get(id) as { n: number }).n === 0, 'the attachments');
  confirmMerge(deps, lise, merge, 'Fravær', getMergeMatch(deps.db, lise, merge, 1).counts.going);
  setOptions(deps, lise, id, { title: 'Optagelse', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: false, removeCpr: true, deliverOn: null });
  return id;
}

for (const point of ['prepare: files without rows', 'prepare: attachments copied, no rows']) {
  test(`kill -9, ${point}: every letter leaves once, with its own attachments and nobody else's`, async () => {
    const { deps } = box;
    const reader = box.spawn('deliver');
    // Three dispatches, so that every point is come to three times.
    const ids = await Promise.all([ready(), ready(), ready()]);
    reader.kill('SIGTERM');
    await reader.exited;
    for (const id of ids) submit(deps, box.user('lise'), id, validate(deps, box.user('lise'), id));
    const dying = box.spawnDying(point);
    await dying.exited;
    expect(dying.signalCode).toBe('SIGKILL');
    const delivery = box.spawn('deliver');
    await until(() => ids.every((id) => getDispatch(deps.db, box.user('lise'), id).state === 'settled'), 'everything to settle', 60);
    for (const id of ids) {
      const rows = deps.db.statement(`SELECT l.id, l.recipient_number AS number, l.state, l.document_id, count(f.blob_id) AS n, group_concat(f.filename, '|') AS files
        FROM letters l JOIN document_files f ON f.document_id = l.document_id AND f.role = 'attachment' WHERE l.dispatch_id = ? GROUP BY l.id ORDER BY l.ordinal`).all(id) as Row[];
      const delivered = rows.filter(({ state }) => state === 'delivered');
      expect(delivered.length).toBeGreaterThan(9);
      expect(delivered.filter(({ files }) => files.startsWith('Regler.pdf|Skema.pdf')).length).toBe(delivered.length);
      expect(delivered.filter(({ n }) => n === 3).length).toBeGreaterThan(8);
      // The cut ones are their own letter's: no two share a part.
      const own = deps.db.statement("SELECT f.sha256 FROM letters l JOIN document_files f ON f.document_id = l.document_id AND f.role = 'attachment' AND f.filename = 'Fravær.pdf' WHERE l.dispatch_id = ?").all(id) as { sha256: string }[];
      expect(new Set(own.map(({ sha256 }) => sha256)).size).toBe(own.length);
      expect((deps.db.statement('SELECT count(*) AS n FROM made_attachments').get() as { n: number }).n).toBe(0);
    }
    expect((await box.counts()).totals.twice).toBe(0);
    expect(verifyAudit(deps.db).faults).toEqual([]);
    delivery.kill('SIGTERM');
    await delivery.exited;
  }, 120_000);
}
