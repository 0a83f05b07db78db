import { createHash } from 'node:crypto';
import type { Reader } from '../db/index.ts';
import { attachmentsPart } from './attachments/report-attachments.ts';
import type { DispatchRecord } from './find.ts';

type Part = (reader: Reader, dispatch: DispatchRecord) => unknown;

/** The file itself. */
const source: Part = (reader, dispatch) =>
  reader.statement('SELECT sha256 FROM blobs WHERE id = ?').get(dispatch.working_blob_id ?? dispatch.source_blob_id);

const options: Part = (_reader, dispatch) => [
  dispatch.title, dispatch.document_type_id, dispatch.reply_allowed, dispatch.reply_by, dispatch.contact_point_id, dispatch.remove_cpr, dispatch.deliver_on, dispatch.deliver_time,
  dispatch.signature_required, dispatch.sign_by, dispatch.signers, dispatch.cost_code, dispatch.department, dispatch.whole,
];

const letters: Part = (reader, dispatch) => reader.statement(`SELECT id, recipient_kind, recipient_number, pages, certainty, role, follows_letter_id, about_kind, about_number, attention
  FROM letters WHERE dispatch_id = ? AND state = 'draft' ORDER BY ordinal`).all(dispatch.id);

/** What becomes of those that Digital Post will not take. */
const paths: Part = (reader, dispatch) => reader.statement(`SELECT p.letter_id, p.path, p.address, p.show_protected, p.note, p.estate_of FROM letter_paths p JOIN letters l ON l.id = p.letter_id
  WHERE l.dispatch_id = ? AND l.state = 'draft' ORDER BY p.letter_id`).all(dispatch.id);

/** Whose signature each letter reminds of: its link. */
const reminders: Part = (reader, dispatch) => reader.statement('SELECT r.letter_id, r.for_letter_id FROM signature_reminders r JOIN letters l ON l.id = r.letter_id WHERE l.dispatch_id = ? ORDER BY l.ordinal').all(dispatch.id);

/** Whatever changes what a recipient gets has a part here: an approval and a report are bound to all of them. */
const parts: Part[] = [source, options, letters, attachmentsPart, paths, reminders];

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** SHA-256 over everything that a draft would send, to whom. What the mailboxes answer is no part of it. */
export const contentHash = (reader: Reader, dispatch: DispatchRecord): string => sha256(JSON.stringify(parts.map((part) => part(reader, dispatch))));

/** What one report says: the content, and where it can go. A mailbox that closes after the report changes it, and so does what was sent `before` by somebody else meanwhile. */
export const reportHash = (content: string, revision: number, mailboxes: string[], before: string[]): string => sha256(JSON.stringify([content, revision, mailboxes, before]));
