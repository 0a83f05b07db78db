import type { Actor } from '../../access/index.ts';
import type { Reader } from '../../db/index.ts';
import { findToRead, type DispatchRecord, type LetterRecord } from '../find.ts';
import { hiddenView } from '../document-checks.ts';
import { recipientView } from '../letters.ts';
import type { ConversionNote, SourceNumber } from '../ports.ts';
import type { Reason } from '../types.ts';
import { attachmentsOf, mostPerLetter, type AttachmentRecord, type FileRecord } from './records.ts';
import { shownName } from './titles.ts';
import type { AttachmentView, LetterAttachmentList, LetterAttachments } from './types.ts';

const pageSize = 50;

type Row = AttachmentRecord & Omit<FileRecord, 'id' | 'created_at' | 'created_by' | 'dispatch_id' | 'pages' | 'removed_at'> & { file_pages: number | null; unreadable: string };

const rowsSql = `SELECT a.*, f.purpose, f.state, f.problem, f.filename, f.mime, f.pdf_blob_id, f.size, f.pages AS file_pages, f.signed, f.notes, f.hidden, f.clean_size, f.clean_blob_id, f.numbers, f.seen_at,
    (SELECT json_group_array(p.page) FROM attachment_pages p WHERE p.file_id = f.id AND p.unreadable IS NOT NULL) AS unreadable
  FROM dispatch_attachments a JOIN attachment_files f ON f.id = a.file_id`;

/** `removeCpr` of the dispatch: then the clean file's size is the one that leaves. */
function view(row: Row, removeCpr: boolean): AttachmentView {
  const filePages = row.pages === null ? null : (JSON.parse(row.pages) as number[]);
  const whole = removeCpr && row.clean_size !== null ? row.clean_size : row.size;
  const unreadable = (JSON.parse(row.unreadable) as number[]).filter((page) => filePages === null || filePages.includes(page));
  return {
    id: row.id, fileId: row.file_id, letterId: row.letter_id, title: row.title, filename: shownName(row.filename), state: row.state, problem: row.problem ? (JSON.parse(row.problem) as Reason) : null,
    pages: filePages?.length ?? row.file_pages, filePages,
    // Of a merge file each part is its share of the pages, until it is cut.
    size: filePages === null || !row.file_pages ? whole : Math.round((whole * filePages.length) / row.file_pages),
    numbers: filePages === null ? row.numbers : 0, unproved: row.state === 'ready' && row.purpose === 'attachment' && row.clean_blob_id === null,
    unreadable, seen: row.seen_at !== null, converted: row.pdf_blob_id !== null && row.mime !== 'application/pdf', signed: row.signed === 1, notes: JSON.parse(row.notes) as ConversionNote[], hidden: hiddenView(JSON.parse(row.hidden) as SourceNumber[]), ofMerge: row.purpose === 'merge',
  };
}

/** Every attachment that goes with a letter of the dispatch, common ones first. For code that has found the dispatch through the actor. */
export function attachmentViews(reader: Reader, dispatch: Pick<DispatchRecord, 'id' | 'remove_cpr'>): AttachmentView[] {
  const rows = reader.statement(`${rowsSql} WHERE a.dispatch_id = ? AND a.removed_at IS NULL ORDER BY a.letter_id IS NOT NULL, a.position, a.id`).all(dispatch.id) as Row[];
  return rows.map((row) => view(row, dispatch.remove_cpr === 1));
}

/** The common ones, in order; `removed`: the one just taken away, so that it can be put back. */
export function listCommon(reader: Reader, actor: Actor, dispatchId: string): AttachmentView[] {
  const dispatch = findToRead(reader, actor, dispatchId);
  return attachmentViews(reader, dispatch).filter((each) => each.letterId === null);
}

/** Of one attachment, also one that was taken away. not_found where the dispatch is not the actor's. */
export function getAttachment(reader: Reader, actor: Actor, id: string): (AttachmentView & { dispatchId: string; removed: boolean }) | null {
  const row = reader.statement(`${rowsSql} WHERE a.id = ?`).get(id) as Row | undefined;
  if (!row) return null;
  const dispatch = findToRead(reader, actor, row.dispatch_id);
  return { ...view(row, dispatch.remove_cpr === 1), dispatchId: row.dispatch_id, removed: row.removed_at !== null };
}

/** What goes with one letter, in the order it is shown. */
export function attachmentsOfLetter(reader: Reader, actor: Actor, letter: { id: string; dispatchId: string }): AttachmentView[] {
  const dispatch = findToRead(reader, actor, letter.dispatchId);
  const { follows } = reader.statement('SELECT follows_letter_id AS follows FROM letters WHERE id = ?').get(letter.id) as { follows: string | null };
  return attachmentViews(reader, dispatch).filter((each) => each.letterId === null || each.letterId === letter.id || each.letterId === follows);
}

type DraftLetter = Pick<LetterRecord, 'id' | 'ordinal' | 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'class_name'>;

/** The letters of a draft with what is their own; `only`: those that have any; `query`: part of a name, a class, or a whole number. */
export function listLetterAttachments(reader: Reader, actor: Actor, dispatchId: string, want: { page: number; only: boolean; query: string }): LetterAttachmentList {
  const dispatch = findToRead(reader, actor, dispatchId);
  const own = new Map<string, AttachmentView[]>();
  let common = 0;
  for (const each of attachmentViews(reader, dispatch)) {
    if (each.letterId === null) common += 1;
    else own.set(each.letterId, [...(own.get(each.letterId) ?? []), each]);
  }
  const all = reader.statement("SELECT id, ordinal, recipient_kind, recipient_number, recipient_name, class_name FROM letters WHERE dispatch_id = ? AND state = 'draft' AND role = 'main' ORDER BY ordinal").all(dispatchId) as DraftLetter[];
  const words = want.query.trim().toLocaleLowerCase('da');
  const digits = words.replace(/[-\s]/g, '');
  const fits = (letter: DraftLetter) => !words || letter.recipient_number === digits || `${letter.recipient_name ?? ''} ${letter.class_name ?? ''}`.toLocaleLowerCase('da').includes(words);
  const found = all.filter((letter) => fits(letter) && (!want.only || own.has(letter.id)));
  const page = Math.max(1, want.page);
  const rows = found.slice((page - 1) * pageSize, page * pageSize).map((letter): LetterAttachments => {
    const mine = own.get(letter.id) ?? [];
    return { letterId: letter.id, ordinal: letter.ordinal, recipient: recipientView(letter), own: mine, room: Math.max(0, mostPerLetter - common - mine.length) };
  });
  return { rows, total: found.length, page, pageSize };
}

/** How many attachments a dispatch has: with every letter, and with single ones. */
export function countAttachments(reader: Reader, actor: Actor, dispatchId: string): { common: number; own: number; letters: number } {
  findToRead(reader, actor, dispatchId);
  const all = attachmentsOf(reader, dispatchId);
  const own = all.filter((each) => each.letter_id !== null);
  return { common: all.length - own.length, own: own.length, letters: new Set(own.map((each) => each.letter_id)).size };
}

export type MergeFileView = { id: string; filename: string; state: FileRecord['state']; problem: Reason | null; pages: number | null; progress: { done: number; total: number }; parts: number; removed: boolean };

/** The merge files of a dispatch, newest first. */
export function listMergeFiles(reader: Reader, actor: Actor, dispatchId: string): MergeFileView[] {
  findToRead(reader, actor, dispatchId);
  const rows = reader.statement(`SELECT f.*, (SELECT count(*) FROM dispatch_attachments a WHERE a.file_id = f.id AND a.removed_at IS NULL) AS parts
    FROM attachment_files f WHERE f.dispatch_id = ? AND f.purpose = 'merge' AND f.removed_at IS NULL ORDER BY f.created_at DESC, f.id`).all(dispatchId) as (FileRecord & { parts: number })[];
  return rows.map((row) => ({
    id: row.id, filename: shownName(row.filename), state: row.state, problem: row.problem ? (JSON.parse(row.problem) as Reason) : null, pages: row.pages,
    progress: { done: row.progress_done, total: row.progress_total }, parts: row.parts, removed: row.removed_at !== null,
  }));
}
