import { archiveAttachments, type AttachmentToArchive } from '../../archive/index.ts';
import type { Tx } from '../../db/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { LetterRecord } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import type { Reason } from '../types.ts';
import { extensionFor } from './file-types.ts';
import { redactionOf } from '../redaction-of.ts';
import { madeOf, waysOf, type Plan, type Way } from './make-attachments.ts';
import { textWithout } from './written-numbers.ts';

/** A letter's attachments as blobs of its own, before it is filed; `refused`: why the letter cannot leave with them. */
export type Attached = { files: AttachmentToArchive[]; refused: Reason | null };
export const nothingAttached: Attached = { files: [], refused: null };

/** For each letter its attachments in order; whole ones are copied, what was cut for it is taken as it lies there. */
export async function attachmentsFor(deps: SendingDeps, plan: Plan, letters: LetterRecord[]): Promise<Map<string, Attached>> {
  const ways = letters.map((letter) => ({ letter, ways: waysOf(plan, letter) }));
  const copied = ways.flatMap(({ ways: all }) => all.flatMap((way) => (way.how === 'copy' ? [way.blobId, ...(way.originalId ? [way.originalId] : [])].map((id) => blobRow(deps, id)) : [])));
  const copies = copied.length > 0 ? await deps.files.copyMany(copied) : [];
  return new Map(ways.map(({ letter, ways: all }) => [letter.id, attached(deps, plan, letter, all, copies)]));
}

const blobRow = (deps: Pick<SendingDeps, 'db'>, id: string) => deps.db.statement('SELECT id, sha256, size FROM blobs WHERE id = ?').get(id) as StoredBlob;

function attached(deps: Pick<SendingDeps, 'db'>, plan: Plan, letter: LetterRecord, ways: Way[], copies: StoredBlob[]): Attached {
  const found: Attached = { files: [], refused: null };
  for (const way of ways) {
    const { title } = way.attachment;
    const made = way.how === 'cut' ? madeOf(deps.db, letter.id, way.attachment.id) : { blob: copies.shift()!, original: way.originalId ? copies.shift()! : null };
    if (!made?.blob) {
      found.refused ??= { key: 'attachment.not_proved', values: { title } };
      continue;
    }
    const asIs = way.how === 'copy' && way.asIs;
    found.files.push({
      title, filename: `${title.slice(0, 120)}.${asIs ? extensionFor(way.file.mime) : 'pdf'}`, mime: asIs ? way.file.mime : 'application/pdf',
      blob: made.blob, original: made.original, pages: asIs ? null : way.how === 'cut' ? way.pages.length : way.file.pages, recorded: way.how === 'cut',
      text: textWithout(plan.pagesOf(way.file.id).filter(({ page }) => way.how === 'copy' || way.pages.includes(page)), redactionOf(plan.dispatch, letter)),
    });
  }
  const most = readSettings(deps.db)['attachments.letterMegabytes'];
  const size = found.files.reduce((sum, file) => sum + file.blob.size, 0);
  if (size > most * 1_000_000) found.refused ??= { key: 'attachment.letter_too_large', values: { most } };
  return found;
}

/** In the transaction that files the letter: the blobs are its document's from now on. */
export function fileAttachments(tx: Tx, deps: SendingDeps, letterId: string, documentId: string, { files }: Attached): void {
  for (const file of files) recordBlobs(tx, deps, file);
  archiveAttachments(tx, documentId, files);
  tx.statement('DELETE FROM made_attachments WHERE letter_id = ?').run(letterId);
}

function recordBlobs(tx: Tx, deps: SendingDeps, { blob, original, recorded }: AttachmentToArchive): void {
  if (recorded) return;
  deps.files.record(tx, blob);
  if (original) deps.files.record(tx, original);
}

/** In the transaction that finds the letter recalled or refused: nothing may refer to the bytes any more. */
export function dropAttachments(tx: Tx, deps: SendingDeps, letterId: string, { files }: Attached): void {
  for (const file of files) {
    recordBlobs(tx, deps, file);
    deps.files.shred(tx, file.blob.id);
    if (file.original) deps.files.shred(tx, file.original.id);
  }
  tx.statement('DELETE FROM made_attachments WHERE letter_id = ?').run(letterId);
}
