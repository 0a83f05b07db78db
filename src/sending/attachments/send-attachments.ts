import type { Reader } from '../../db/index.ts';
import type { OutgoingLetter, SendingDeps } from '../ports.ts';

/** One file of a letter, before its bytes are read: at `bytes` bytes. */
export type FileToSend = { blobId: string; filename: string; mime: string; bytes: number };

/** What a filed letter is sent with beside its own file, in the order it is shown, and how much all of it is as it lies here. */
export function filesToSend(reader: Reader, documentId: string): { attachments: FileToSend[]; bytes: number } {
  const rows = reader.statement(`SELECT role, blob_id AS blobId, filename, mime, size AS bytes FROM document_files WHERE document_id = ? AND role IN ('sent', 'attachment') ORDER BY role, position`).all(documentId) as (FileToSend & { role: string })[];
  return { attachments: rows.filter(({ role }) => role === 'attachment'), bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Reads them. Throws where one cannot be read. */
export function readAttachments(deps: Pick<SendingDeps, 'files'>, attachments: FileToSend[]): Promise<OutgoingLetter['attachments']> {
  return Promise.all(attachments.map(async ({ blobId, filename, mime }) => ({ title: filename.replace(/\.[a-z0-9]{1,5}$/i, ''), filename, mime, content: await deps.files.read(blobId) })));
}

/** Letters on their way hold about four times their bytes in memory: as they lie, as base64, as a message, in the socket. */
const mostBytes = 32_000_000;
let held = 0;
const waiting: { bytes: number; go: () => void }[] = [];
const fits = (bytes: number) => held === 0 || held + bytes <= mostBytes;

/** Waits until so many bytes more may be in memory at once; a letter larger than all of that goes alone. Answers how to give the room back. */
export async function roomForBytes(bytes: number): Promise<() => void> {
  if (waiting.length > 0 || !fits(bytes)) await new Promise<void>((go) => waiting.push({ bytes, go: () => { held += bytes; go(); } }));
  else held += bytes;
  return () => {
    held -= bytes;
    while (waiting[0] && fits(waiting[0].bytes)) waiting.shift()!.go();
  };
}
