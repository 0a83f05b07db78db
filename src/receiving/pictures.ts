import type { Actor } from '../access/index.ts';
import type { RenderPages } from '../archive/index.ts';
import type { Clock } from '../core/clock.ts';
import { notFound } from '../core/errors.ts';
import type { Database } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { messageFile } from './get-message.ts';

/** One page of a PDF of a message as PNG, `width` pixels wide, made by the document worker. Seeing the message was logged where it was opened. */
export async function messagePicture(deps: { db: Database; clock: Clock; files: FileStore; documents: RenderPages }, actor: Actor, messageId: string, choice: { position: number; page: number; width: number }): Promise<Uint8Array> {
  const file = messageFile(deps, actor, messageId, choice.position, false);
  // Of one nobody has counted, the first page.
  if (file.mime !== 'application/pdf' || choice.page < 1 || choice.page > (file.pages ?? 1)) throw notFound();
  const [picture] = await deps.documents.render(await deps.files.read(file.blobId), { pages: [choice.page], width: choice.width });
  if (!picture) throw notFound();
  return picture;
}
