import type { Actor } from '../../access/index.ts';
import type { Reader } from '../../db/index.ts';
import { dispatchCondition, findDispatch, pagesOf, type LetterRecord } from '../find.ts';
import { markOfRecipient } from '../gone.ts';
import { recipientView } from '../letters.ts';
import { groupOf } from '../queries.ts';
import type { Reason } from '../types.ts';
import { lettersToSend, mailboxOf } from '../validate.ts';
import { envelopeAddress, proposedPath, whyPaper } from './addresses.ts';
import type { PaperRow, Path } from './types.ts';

/** So many letters are printed together; more are made into several. */
export const mostInBatch = 500;

/** Reasons for which a failed letter may go on paper. One that could not be proved clean may not leave in any way. */
const printable = "(json_extract(l.reason, '$.key') GLOB 'no_mailbox.*' OR json_extract(l.reason, '$.key') GLOB 'paper.*' OR json_extract(l.reason, '$.key') IN ('recipient.dead', 'signature.nobody_left', 'rejected', 'receipt.invalid', 'receipt.not_allowed', 'taken_back'))";
/** Letters that a person may put on paper now: `l` letters. */
export const mayGoOnPaper = `l.state = 'failed' AND l.recipient_number IS NOT NULL AND ${printable} AND NOT EXISTS (SELECT 1 FROM paper_letters p WHERE p.letter_id = l.id AND p.open = 1)`;

type Chosen = { path: Exclude<Path, 'wait'>; address: string | null; show_protected: number; note: string | null; estate_of: string | null };

export function chosenPath(reader: Reader, letterId: string): Chosen | undefined {
  return reader.statement('SELECT path, address, show_protected, note, estate_of FROM letter_paths WHERE letter_id = ?').get(letterId) as Chosen | undefined;
}

function row(reader: Reader, letter: LetterRecord & { dispatch_title: string }, today: Date): PaperRow {
  const why = whyPaper(letter, mailboxOf(reader, letter), today, markOfRecipient(reader, letter)?.mark ?? null);
  const kept = chosenPath(reader, letter.id);
  // What was chosen before somebody died, or for another recipient, is no word about their estate.
  const chosen = why === 'dead' && kept?.estate_of !== letter.recipient_number ? undefined : kept;
  const [typed, showProtected] = [chosen?.address ?? null, chosen?.show_protected === 1];
  return {
    letterId: letter.id, dispatchId: letter.dispatch_id, dispatchTitle: letter.dispatch_title, ordinal: letter.ordinal, recipient: recipientView(letter)!, pages: pagesOf(letter).length, why,
    reason: letter.reason ? (JSON.parse(letter.reason) as Reason) : null, address: envelopeAddress(reader, letter, { typed, showProtected }),
    path: chosen?.path ?? proposedPath(why), typed, showProtected, note: chosen?.note ?? null,
  };
}

/** Letters of a draft that Digital Post will not take, each with what was chosen for it or is proposed. */
export function draftCandidates(reader: Reader, actor: Actor, dispatchId: string, today: Date): PaperRow[] {
  const dispatch = findDispatch(reader, actor, dispatchId);
  return lettersToSend(reader, dispatchId).filter(({ letter, mailbox }) => mailbox !== 'registered' && letter.recipient_number).slice(0, mostInBatch)
    .map(({ letter }) => row(reader, { ...letter, dispatch_title: dispatch.title }, today));
}

/** Letters that failed and may go on paper: of one dispatch, of one cause, or all that the actor may act on. At most `mostInBatch`. */
export function failedCandidates(reader: Reader, actor: Actor, want: { dispatchId?: string | undefined; group?: string | undefined }, today: Date): { rows: PaperRow[]; total: number } {
  const allowed = dispatchCondition(actor);
  const where = `FROM letters l JOIN dispatches d ON d.id = l.dispatch_id WHERE ${mayGoOnPaper} AND (? IS NULL OR l.dispatch_id = ?) AND (? IS NULL OR ${groupOf} = ?) AND ${allowed.sql}`;
  const values = [want.dispatchId ?? null, want.dispatchId ?? null, want.group ?? null, want.group ?? null, ...allowed.values];
  const { total } = reader.statement(`SELECT count(*) AS total ${where}`).get(...values) as { total: number };
  const found = reader.statement(`SELECT l.*, d.title AS dispatch_title ${where} ORDER BY d.created_at, l.ordinal LIMIT ${mostInBatch}`).all(...values) as (LetterRecord & { dispatch_title: string })[];
  return { rows: found.map((letter) => row(reader, letter, today)), total };
}

/** How many failed letters of a dispatch may go on paper. */
export function paperCount(reader: Reader, dispatchId: string): number {
  return (reader.statement(`SELECT count(*) AS n FROM letters l WHERE l.dispatch_id = ? AND ${mayGoOnPaper}`).get(dispatchId) as { n: number }).n;
}
