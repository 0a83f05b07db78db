import type { FileStore } from '../../files/index.ts';
import { readSettings } from '../../settings/index.ts';
import { titleOf } from '../copies/as-sent.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import { moveLetter } from '../letter-state.ts';
import type { SendingDeps } from '../ports.ts';
import { envelopeName } from './addresses.ts';
import { findBatchRow, type BatchRow } from './find-batch.ts';
import { attachmentsOf, type PaperWords } from './make-batch.ts';
import { finish } from './use-batch.ts';
import { takeOutDead } from './take-out-dead.ts';
import { folderThere, writeFolder, type FolderFile } from './write-folder.ts';
import { manifestOf, sha256, type RemoteLetter } from './manifest.ts';

type Row = LetterRecord & { address: string; postal_code: string | null; position: number };

/** `2026-11-24-<id>`: the day it was made and its id, so that a second try finds the first. */
const folderName = (batch: BatchRow) => `${batch.created_at.slice(0, 10)}-${batch.id}`;

/**
 * Writes a batch into the print supplier's folder and marks its letters as handed over. The folder appears whole or not at
 * all; one that is there already was written by a try that was cut off before it could say so. Who was marked dead before it is
 * written is not in it. Throws where it cannot be written.
 */
export async function handOverBatch(deps: SendingDeps, batchId: string, words: Pick<PaperWords, 'estate'>): Promise<void> {
  const batch = findBatchRow(deps.db, batchId);
  if (batch?.state !== 'handing_over') return;
  const base = readSettings(deps.db)['paper.remoteFolder'];
  const name = folderName(batch);
  const written = await folderThere(base, name);
  if (!written) deps.db.write((tx) => takeOutDead(tx, batchId, deps.clock.now()));
  const rows = deps.db.statement(`SELECT l.*, p.address, p.postal_code, p.position FROM paper_letters p JOIN letters l ON l.id = p.letter_id
    WHERE p.batch_id = ? AND p.open = 1 AND p.position IS NOT NULL ORDER BY p.position`).all(batchId) as Row[];
  if (rows.length === 0) return giveHandOverUp(deps, batchId, 'paper.nothing_left');
  if (!written) await writeFolder(base, name, filesOf(deps, batch, rows, words));
  deps.db.write((tx) => {
    const at = deps.clock.now();
    const who = tx.statement('SELECT id, name FROM users WHERE id = ?').get(batch.done_by) as { id: string; name: string };
    for (const letter of rows) moveLetter(tx, letter, { to: 'remote_printed', at, actorId: who.id, reason: { key: 'remote_printed', values: { who: who.name, batch: batchId } } });
    tx.statement('UPDATE paper_batches SET folder = ? WHERE id = ?').run(name, batchId);
    finish(tx, batchId, who, at, rows.length);
  });
}

async function* filesOf(deps: SendingDeps & { files: FileStore }, batch: BatchRow, rows: Row[], words: Pick<PaperWords, 'estate'>): AsyncGenerator<FolderFile> {
  const settings = readSettings(deps.db);
  const letters: RemoteLetter[] = [];
  for (const row of rows) {
    const dispatch = deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(row.dispatch_id) as DispatchRecord;
    const prefix = String(row.position).padStart(4, '0');
    const content = await deps.files.read(row.sent_blob_id!);
    const attachments = attachmentsOf(deps, row.document_id!).map((each, n) => ({ ...each, file: `${prefix}-${n + 1}.${each.title.split('.').pop()!.toLowerCase()}` }));
    const letter: RemoteLetter = {
      file: `${prefix}.pdf`, sha256: sha256(content), id: row.id, position: row.position, title: titleOf(deps.db, dispatch, row), name: envelopeName(deps.db, row, words), address: JSON.parse(row.address) as string[], postalCode: row.postal_code,
      pages: (JSON.parse(row.pages) as number[]).length, duplex: batch.duplex === 1, attachments: attachments.map(({ file, title }) => ({ file, title })),
    };
    letters.push(letter);
    yield { name: letter.file, content };
    for (const each of attachments) yield { name: each.file, content: await deps.files.read(each.blobId) };
    const one = manifestOf({ batch: batch.id, createdAt: batch.created_at, sender: settings['sender.label'], cvr: settings['sender.cvr'], letters: [letter] });
    yield { name: `${prefix}.json`, content: one.json };
    yield { name: `${prefix}.xml`, content: one.xml };
  }
  const all = manifestOf({ batch: batch.id, createdAt: batch.created_at, sender: settings['sender.label'], cvr: settings['sender.cvr'], letters });
  yield { name: 'batch.json', content: all.json };
  yield { name: 'batch.xml', content: all.xml };
}

/** After the last try: a person sees why and tries again. */
export function giveHandOverUp(deps: SendingDeps, batchId: string, key = 'paper.folder'): void {
  deps.db.write((tx) => tx.statement("UPDATE paper_batches SET state = 'failed', problem = ? WHERE id = ? AND state = 'handing_over'").run(JSON.stringify({ key, values: {} }), batchId));
}
