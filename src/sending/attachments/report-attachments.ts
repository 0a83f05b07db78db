import type { Reader } from '../../db/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import { recipientView } from '../letters.ts';
import type { Reason } from '../types.ts';
import { attachmentViews } from './list-attachments.ts';
import { mostPerLetter } from './records.ts';
import { shownName } from './titles.ts';
import type { AttachmentReport, AttachmentView, LetterAttachments } from './types.ts';

const mostRows = 10;

/** What of attachments stands in the way of sending, as reasons with a sentence each. */
export type AttachmentBlocker = { kind: 'attachment'; reason: Reason };

type Row = { letter: LetterRecord };

/** Attachments of a dispatch as its report tells of them. `all`: the letters on the list, `going`: those of them that can be sent. */
export function reportAttachments(reader: Reader, dispatch: DispatchRecord, all: LetterRecord[], going: LetterRecord[]): { report: AttachmentReport; blockers: AttachmentBlocker[]; /** Bytes of what goes with a letter. */ bytesOf: (letter: LetterRecord) => number } {
  const views = attachmentViews(reader, dispatch);
  const byLetter = new Map<string, AttachmentView[]>();
  const common = views.filter((each) => each.letterId === null);
  for (const each of views) if (each.letterId !== null) byLetter.set(each.letterId, [...(byLetter.get(each.letterId) ?? []), each]);
  const carried = (letter: LetterRecord) => [...common, ...(byLetter.get(letter.id) ?? []), ...(letter.follows_letter_id ? byLetter.get(letter.follows_letter_id) ?? [] : [])];
  const bytes = (letter: LetterRecord) => carried(letter).reduce((sum, each) => sum + each.size, 0);
  const heavy = going.map((letter) => ({ letter, bytes: bytes(letter) }));
  const withOwn = all.filter((letter) => byLetter.has(letter.id));
  const toRow = (letter: LetterRecord): LetterAttachments => ({ letterId: letter.id, ordinal: letter.ordinal, recipient: recipientView(letter), own: byLetter.get(letter.id)!, room: 0 });
  return {
    bytesOf: bytes,
    report: {
      common, letters: withOwn.length, own: withOwn.reduce((sum, letter) => sum + byLetter.get(letter.id)!.length, 0), firstRows: withOwn.slice(0, mostRows).map(toRow),
      heaviest: Math.max(0, ...heavy.map((each) => each.bytes)), all: heavy.reduce((sum, each) => sum + each.bytes, 0),
    },
    blockers: [...ofFiles(reader, dispatch, views), ...ofLetters(reader, dispatch, { all, byLetter, carried, bytes })],
  };
}

/** Everything about attachments that a report and an approval are bound to: which bytes go with whom, in what order, under what title. */
export const attachmentsPart = (reader: Reader, dispatch: Pick<DispatchRecord, 'id'>): unknown => reader.statement(`SELECT a.id, a.letter_id, a.pages, a.title, a.position, b.sha256, f.state, f.seen_by
  FROM dispatch_attachments a JOIN attachment_files f ON f.id = a.file_id JOIN blobs b ON b.id = f.source_blob_id
  WHERE a.dispatch_id = ? AND a.removed_at IS NULL ORDER BY a.letter_id IS NOT NULL, a.letter_id, a.position, a.id`).all(dispatch.id);

function ofFiles(reader: Reader, dispatch: DispatchRecord, views: AttachmentView[]): AttachmentBlocker[] {
  const found: AttachmentBlocker[] = [];
  const add = (key: string, values: Record<string, string | number>) => void found.push({ kind: 'attachment', reason: { key, values } });
  const seen = new Set<string>();
  for (const each of views) {
    // A merge file's parts share what is wrong with it.
    const key = each.ofMerge ? each.fileId : each.id;
    if (seen.has(key)) continue;
    seen.add(key);
    if (each.state === 'reading') add('attachment.reading', { title: each.title });
    else if (each.state === 'refused') add('attachment.refused', { title: each.title });
    else if (dispatch.remove_cpr && each.unproved) add('attachment.unproved', { title: each.title });
    else if (dispatch.remove_cpr && each.unreadable.length > 0 && !each.seen) add('attachment.unreadable', { title: each.title, pages: each.unreadable.slice(0, 10).join(', ') });
  }
  const open = reader.statement("SELECT filename FROM attachment_files WHERE dispatch_id = ? AND purpose = 'merge' AND state <> 'confirmed' AND removed_at IS NULL ORDER BY created_at").all(dispatch.id) as { filename: string }[];
  for (const { filename } of open) add('attachment.merge_open', { filename: shownName(filename) });
  return found;
}

type Letters = { all: LetterRecord[]; byLetter: Map<string, AttachmentView[]>; carried: (letter: LetterRecord) => AttachmentView[]; bytes: (letter: LetterRecord) => number };

function ofLetters(reader: Reader, dispatch: DispatchRecord, { all, byLetter, carried, bytes }: Letters): AttachmentBlocker[] {
  const found: AttachmentBlocker[] = [];
  const add = (key: string, values: Record<string, string | number>) => void found.push({ kind: 'attachment', reason: { key, values } });
  const mostBytes = readSettings(reader)['attachments.letterMegabytes'];
  const main = reader.statement('SELECT size FROM blobs WHERE id = ?').get(dispatch.working_blob_id ?? dispatch.source_blob_id) as { size: number };
  for (const letter of all) {
    if (carried(letter).length > mostPerLetter) add('attachment.letter_too_many', { ordinal: letter.ordinal, most: mostPerLetter });
    const pages = dispatch.pages ? (JSON.parse(letter.pages) as number[]).length / dispatch.pages : 1;
    if (carried(letter).length > 0 && bytes(letter) + main.size * pages > mostBytes * 1_000_000) add('attachment.letter_heavy', { ordinal: letter.ordinal, most: mostBytes });
  }
  const there = new Map(all.map((letter) => [letter.id, letter]));
  const meant = reader.statement('SELECT letter_id AS letterId, recipient_number AS number, title FROM dispatch_attachments WHERE dispatch_id = ? AND letter_id IS NOT NULL AND removed_at IS NULL').all(dispatch.id) as { letterId: string; number: string | null; title: string }[];
  for (const each of meant) {
    const letter = there.get(each.letterId);
    if (letter && letter.recipient_number !== each.number) add('attachment.other_recipient', { ordinal: letter.ordinal, title: each.title });
  }
  const gone = [...byLetter.keys()].filter((id) => !there.has(id) && !isRemoved(reader, id));
  for (const id of gone) for (const each of byLetter.get(id)!) add('attachment.without_letter', { title: each.title });
  return found;
}

/** A letter that was taken off the list keeps its attachments for the day it comes back; one that was joined into another is no more. */
const isRemoved = (reader: Reader, letterId: string) => reader.statement("SELECT 1 FROM letters WHERE id = ? AND state = 'removed'").get(letterId) !== undefined;
