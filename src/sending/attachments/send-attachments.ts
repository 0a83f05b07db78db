import type { Reader } from '../../db/index.ts';
import type { OutgoingLetter, SendingDeps } from '../ports.ts';

/** What a filed letter carries, in the order it is shown. Throws where a file cannot be read. */
export async function attachmentsToSend(deps: Pick<SendingDeps, 'db' | 'files'>, documentId: string): Promise<OutgoingLetter['attachments']> {
  const rows = deps.db.statement("SELECT blob_id AS blobId, filename, mime FROM document_files WHERE document_id = ? AND role = 'attachment' ORDER BY position").all(documentId) as { blobId: string; filename: string; mime: string }[];
  return Promise.all(rows.map(async ({ blobId, filename, mime }) => ({ title: filename.replace(/\.[a-z0-9]{1,5}$/i, ''), filename, mime, content: await deps.files.read(blobId) })));
}

/** Bytes of a filed letter with everything it carries, as they lie here. */
export function bytesOfLetter(reader: Reader, letterId: string): number {
  const { bytes } = reader.statement(`SELECT coalesce(sum(f.size), 0) AS bytes FROM letters l JOIN document_files f ON f.document_id = l.document_id AND f.role IN ('sent', 'attachment')
    WHERE l.id = ?`).get(letterId) as { bytes: number };
  return bytes;
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
