import type { Actor } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { findToRead, type DispatchRecord, type LetterRecord } from '../find.ts';
import type { AttachmentState } from './types.ts';

export type FileRecord = {
  id: string; dispatch_id: string; purpose: 'attachment' | 'merge'; state: AttachmentState; problem: string | null; filename: string; mime: string;
  source_blob_id: string; pdf_blob_id: string | null; size: number; pages: number | null; signed: number; notes: string; hidden: string;
  clean_blob_id: string | null; clean_size: number | null; numbers: number; numbers_left: string; seen_by: string | null; seen_at: string | null;
  progress_done: number; progress_total: number; created_by: string; created_at: string; removed_at: string | null;
};

export type AttachmentRecord = {
  id: string; dispatch_id: string; file_id: string; letter_id: string | null; recipient_number: string | null; /** JSON, null = all */ pages: string | null;
  title: string; position: number; created_by: string; created_at: string; removed_at: string | null;
};

/** What all of a dispatch's letters and attachments can be is found through the dispatch: who sees it, sees them. */
export function findAttachment(reader: Reader, actor: Actor, id: string): { attachment: AttachmentRecord; dispatch: DispatchRecord } {
  const attachment = reader.statement('SELECT * FROM dispatch_attachments WHERE id = ?').get(id) as AttachmentRecord | undefined;
  if (!attachment) throw notFound();
  return { attachment, dispatch: findToRead(reader, actor, attachment.dispatch_id) };
}

export function findFile(reader: Reader, actor: Actor, id: string): { file: FileRecord; dispatch: DispatchRecord } {
  const file = reader.statement('SELECT * FROM attachment_files WHERE id = ?').get(id) as FileRecord | undefined;
  if (!file) throw notFound();
  return { file, dispatch: findToRead(reader, actor, file.dispatch_id) };
}

export const fileOf = (reader: Reader, id: string) => reader.statement('SELECT * FROM attachment_files WHERE id = ?').get(id) as FileRecord;

/** The type of a file that is to be made a PDF; afterwards it has its own. */
export const unconverted = 'application/octet-stream';

/** The blob of what is read, painted and cut. */
export const pdfOf = (file: Pick<FileRecord, 'pdf_blob_id' | 'source_blob_id'>): string => file.pdf_blob_id ?? file.source_blob_id;

/** Everything that goes with a dispatch's letters, in the order it is shown: what is common first. */
export function attachmentsOf(reader: Reader, dispatchId: string): AttachmentRecord[] {
  return reader.statement('SELECT * FROM dispatch_attachments WHERE dispatch_id = ? AND removed_at IS NULL ORDER BY letter_id IS NOT NULL, position, id').all(dispatchId) as AttachmentRecord[];
}

/** Whether an attachment goes with a letter: a copy carries what the letter it follows carries. */
export const goesWith = (attachment: Pick<AttachmentRecord, 'letter_id'>, letter: Pick<LetterRecord, 'id' | 'follows_letter_id'>): boolean =>
  attachment.letter_id === null || attachment.letter_id === letter.id || attachment.letter_id === letter.follows_letter_id;

/** Digital Post takes so many beside the letter (facts/digital-post.md 1.5). */
export const mostPerLetter = 10;
