import type { Reader, Tx } from '../../db/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import { enqueue } from '../../queue/index.ts';
import { fullest, insertAttachment } from '../attachments/add-attachment.ts';
import { mostPerLetter } from '../attachments/records.ts';
import type { SendingDeps } from '../ports.ts';

/** An attachment on its way from a template to a dispatch or the other way, in a blob of its new owner's. */
export type OwnFile = { title: string; filename: string; mime: string; pages: number | null; blob: StoredBlob };
type Row = Omit<OwnFile, 'blob'> & { blob: string; sha256: string; size: number };

const withBlob = ({ blob, sha256, size, ...row }: Row): OwnFile => ({ ...row, blob: { id: blob, sha256, size } });

async function copied(deps: SendingDeps, rows: OwnFile[]): Promise<OwnFile[]> {
  const blobs = rows.length > 0 ? await deps.files.copyMany(rows.map(({ blob }) => blob)) : [];
  return rows.map((row, n) => ({ ...row, blob: blobs[n]! }));
}

/** A template's attachments as blobs of a dispatch's own, before the transaction that puts them there. */
export const copyAttachments = (deps: SendingDeps, templateId: string): Promise<OwnFile[]> => copied(deps, (deps.db.statement(`SELECT a.title, a.filename, a.mime, a.pages, b.id AS blob, b.sha256, b.size
  FROM template_attachments a JOIN blobs b ON b.id = a.blob_id WHERE a.template_id = ? ORDER BY a.position, a.id`).all(templateId) as Row[]).map(withBlob));

/** What goes with every letter of a dispatch, as it came; nothing once its files are destroyed. */
export const commonFiles = (reader: Reader, dispatchId: string): OwnFile[] => (reader.statement(`SELECT a.title, f.filename, f.mime, f.pages, b.id AS blob, b.sha256, b.size
  FROM dispatch_attachments a JOIN attachment_files f ON f.id = a.file_id JOIN blobs b ON b.id = f.source_blob_id
  WHERE a.dispatch_id = ? AND a.letter_id IS NULL AND a.removed_at IS NULL AND f.state = 'ready' AND b.shredded_at IS NULL ORDER BY a.position, a.id`).all(dispatchId) as Row[]).map(withBlob);

export const copyCommonFiles = (deps: SendingDeps, dispatchId: string): Promise<OwnFile[]> => copied(deps, commonFiles(deps.db, dispatchId));

export function dropCopies(deps: Pick<SendingDeps, 'files'>, files: OwnFile[]): void {
  for (const { blob } of files) deps.files.drop(blob.id);
}

/** In the caller's transaction: it goes with every letter, and is read like one that was uploaded. */
export function addOwnFile(tx: Tx, deps: SendingDeps, file: OwnFile, dispatchId: string, actorId: string): void {
  const at = deps.clock.now();
  deps.files.record(tx, file.blob);
  // A letter holds ten: what a person has put there already goes before the template's.
  if (fullest(tx, dispatchId, null) >= mostPerLetter) {
    deps.files.shred(tx, file.blob.id);
    return;
  }
  const fileId = deps.ids.uuid();
  tx.statement("INSERT INTO attachment_files (id, dispatch_id, purpose, state, filename, mime, source_blob_id, size, created_by, created_at) VALUES (?, ?, 'attachment', 'reading', ?, ?, ?, ?, ?, ?)")
    .run(fileId, dispatchId, file.filename, file.mime, file.blob.id, file.blob.size, actorId, at.toISOString());
  const id = insertAttachment(tx, deps, { id: actorId }, { dispatchId, fileId, letterId: null, pages: null, title: file.title });
  tx.statement('UPDATE dispatch_attachments SET of_template = 1 WHERE id = ?').run(id);
  enqueue(tx, { kind: 'read-attachment', key: `read-attachment:${fileId}`, payload: { fileId }, runAt: at, now: at });
}

/** In the caller's transaction: it belongs to the template. */
export function keepFile(tx: Tx, deps: SendingDeps, file: OwnFile, templateId: string, position: number): void {
  deps.files.record(tx, file.blob);
  tx.statement('INSERT INTO template_attachments (id, template_id, position, title, filename, mime, blob_id, pages) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(deps.ids.uuid(), templateId, position, file.title, file.filename, file.mime, file.blob.id, file.pages);
}
