import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, invalid, Problem } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { recogniseStart, startLength } from '../../formats/index.ts';
import { enqueue } from '../../queue/index.ts';
import { readSettings } from '../../settings/index.ts';
import { findDraft, findLetter, touch } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { plainFilename } from '../upload.ts';
import { mostPerLetter, unconverted } from './records.ts';
import { shownName, titleOfFile } from './titles.ts';

/** Where an uploaded file shall go: with every letter, with one, or as a merge file to be matched to the recipients. */
export type AttachTo = { dispatchId: string; letterId?: string | undefined; merge?: boolean | undefined; /** Its place in the row; last without it. */ position?: number };

/** Keeps the beginning of what passes, to tell what it is. */
async function* watchStart(content: AsyncIterable<Uint8Array>, start: { bytes: Buffer }) {
  for await (const chunk of content) {
    if (start.bytes.length < startLength) start.bytes = Buffer.concat([start.bytes, chunk]).subarray(0, startLength);
    yield chunk;
  }
}

/**
 * Takes in an attachment: kept byte for byte first, read afterwards by the queue. Answers the file's id. Errors:
 * dispatch.not_draft, attachment.empty, attachment.too_large (`megabytes`), attachment.type (`filename`),
 * attachment.too_many (`most`), letter.removed; nothing is kept then.
 */
export async function addAttachment(
  deps: SendingDeps, actor: Actor, to: AttachTo, input: { filename: string; content: AsyncIterable<Uint8Array> },
): Promise<string> {
  const filename = plainFilename(input.filename);
  // Before the bytes: nothing shall be stored for a dispatch that is gone or full.
  deps.db.write((tx) => check(tx, actor, to));
  const settings = readSettings(deps.db);
  const megabytes = settings[to.merge ? 'upload.maxMegabytes' : 'attachments.maxMegabytes'];
  const start = { bytes: Buffer.alloc(0) };
  const blob = await deps.files.put(watchStart(input.content, start), { bytes: megabytes * 1024 * 1024, tooLarge: () => new Problem('invalid', 'attachment.too_large', { megabytes, filename: shownName(filename) }) });
  const refuse = (problem: Problem): never => {
    deps.files.drop(blob.id);
    throw problem;
  };
  if (blob.size === 0) refuse(invalid('attachment.empty', { filename: shownName(filename) }));
  const kind = recogniseStart(start.bytes, filename);
  if (!kind) refuse(invalid('attachment.type', { filename: shownName(filename) }));
  const id = deps.ids.uuid();
  try {
    deps.db.write((tx) => {
      check(tx, actor, to);
      const at = deps.clock.now();
      const now = at.toISOString();
      deps.files.record(tx, blob);
      tx.statement(`INSERT INTO attachment_files (id, dispatch_id, purpose, state, filename, mime, source_blob_id, size, created_by, created_at) VALUES (?, ?, ?, 'reading', ?, ?, ?, ?, ?, ?)`)
        .run(id, to.dispatchId, to.merge ? 'merge' : 'attachment', filename, kind === 'pdf' ? 'application/pdf' : unconverted, blob.id, blob.size, actor.id, now);
      if (!to.merge) insertAttachment(tx, deps, actor, { dispatchId: to.dispatchId, fileId: id, letterId: to.letterId ?? null, pages: null, title: titleOfFile(filename) || shownName(filename), position: to.position });
      enqueue(tx, { kind: 'read-attachment', key: `read-attachment:${id}`, payload: { fileId: id }, runAt: at, now: at });
      touch(tx, to.dispatchId, at);
      record(tx, {
        at, actorId: actor.id, event: 'attachment.added', subject: { kind: 'dispatch', id: to.dispatchId },
        payload: { filename, size: blob.size, sha256: blob.sha256, letterId: to.letterId ?? null, merge: to.merge === true },
      });
    });
  } catch (error) {
    deps.files.drop(blob.id);
    throw error;
  }
  return id;
}

function check(tx: Tx, actor: Actor, to: AttachTo): void {
  findDraft(tx, actor, to.dispatchId);
  if (to.letterId && findLetter(tx, actor, to.letterId).state !== 'draft') throw conflict('letter.removed');
  if (!to.merge) requireRoom(tx, to.dispatchId, to.letterId ?? null);
}

/** How many attachments the fullest letter that `letterId` (null: any) stands for has. */
export function fullest(tx: Pick<Tx, 'statement'>, dispatchId: string, letterId: string | null): number {
  const { common } = tx.statement('SELECT count(*) AS common FROM dispatch_attachments WHERE dispatch_id = ? AND letter_id IS NULL AND removed_at IS NULL').get(dispatchId) as { common: number };
  const { own } = tx.statement(`SELECT coalesce(max(n), 0) AS own FROM (SELECT count(*) AS n FROM dispatch_attachments
    WHERE dispatch_id = @dispatchId AND letter_id IS NOT NULL AND (@letterId IS NULL OR letter_id = @letterId) AND removed_at IS NULL GROUP BY letter_id)`).get({ dispatchId, letterId }) as { own: number };
  return common + own;
}

/** Error attachment.too_many where one more would be more than a letter can carry. */
export function requireRoom(tx: Tx, dispatchId: string, letterId: string | null): void {
  if (fullest(tx, dispatchId, letterId) >= mostPerLetter) throw conflict('attachment.too_many', { most: mostPerLetter });
}

/** Behind everything that stands with every letter (`letterId` null), or with one. */
export function nextPosition(reader: Pick<Tx, 'statement'>, dispatchId: string, letterId: string | null): number {
  const { last } = reader.statement('SELECT coalesce(max(position), 0) AS last FROM dispatch_attachments WHERE dispatch_id = ? AND letter_id IS ?').get(dispatchId, letterId) as { last: number };
  return last + 1;
}

/** In the caller's transaction; last of those it stands with. */
export function insertAttachment(tx: Tx, deps: Pick<SendingDeps, 'ids' | 'clock'>, actor: Pick<Actor, 'id'>, about: { dispatchId: string; fileId: string; letterId: string | null; pages: number[] | null; title: string; position?: number | undefined }): string {
  const id = deps.ids.uuid();
  const letter = about.letterId === null ? undefined : (tx.statement('SELECT recipient_number AS number FROM letters WHERE id = ?').get(about.letterId) as { number: string | null } | undefined);
  tx.statement('INSERT INTO dispatch_attachments (id, dispatch_id, file_id, letter_id, recipient_number, pages, title, position, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    id, about.dispatchId, about.fileId, about.letterId, letter?.number ?? null, about.pages && JSON.stringify(about.pages), about.title, about.position ?? nextPosition(tx, about.dispatchId, about.letterId), actor.id, deps.clock.now().toISOString(),
  );
  return id;
}
