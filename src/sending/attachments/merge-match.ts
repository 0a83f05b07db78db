import type { Actor } from '../../access/index.ts';
import type { Reader } from '../../db/index.ts';
import type { LetterRecord } from '../find.ts';
import { recipientView } from '../letters.ts';
import { findFile } from './records.ts';
import { shownName, titleOfFile } from './titles.ts';
import type { MergeMatch, MergePart } from './types.ts';

const pageSize = 50;

type PartRow = { part: number; pages: string; recipient_kind: 'cpr' | 'cvr' | null; recipient_number: string | null; certainty: 'sure' | 'doubtful' | 'confirmed'; letter_id: string | null; left_out: number };
type DraftLetter = Pick<LetterRecord, 'id' | 'ordinal' | 'recipient_kind' | 'recipient_number' | 'recipient_name' | 'class_name'>;
/** A part with the letter it goes with as things stand now; `to` null = with none. */
export type Matched = { row: PartRow; pages: number[]; to: DraftLetter | null; state: MergePart['state'] };

/**
 * Which letter each part goes with, decided anew each time: a recipient may have been corrected or removed since it was
 * read. A part goes by itself only where its number is sure and exactly one letter on the list has it; copies of a letter
 * carry what it carries and are not matched.
 */
export function matchParts(reader: Reader, fileId: string, dispatchId: string): { matched: Matched[]; letters: DraftLetter[] } {
  const letters = reader.statement("SELECT id, ordinal, recipient_kind, recipient_number, recipient_name, class_name FROM letters WHERE dispatch_id = ? AND state = 'draft' AND role = 'main' ORDER BY ordinal").all(dispatchId) as DraftLetter[];
  const byId = new Map(letters.map((letter) => [letter.id, letter]));
  const byNumber = new Map<string, DraftLetter[]>();
  for (const letter of letters) if (letter.recipient_number) byNumber.set(letter.recipient_number, [...(byNumber.get(letter.recipient_number) ?? []), letter]);
  const rows = reader.statement('SELECT * FROM attachment_parts WHERE file_id = ? ORDER BY part').all(fileId) as PartRow[];
  return { letters, matched: rows.map((row) => ({ row, pages: JSON.parse(row.pages) as number[], ...whose(row, byId, byNumber) })) };
}

function whose(row: PartRow, byId: Map<string, DraftLetter>, byNumber: Map<string, DraftLetter[]>): Pick<Matched, 'to' | 'state'> {
  if (row.left_out) return { to: null, state: 'left_out' };
  const chosen = row.letter_id ? byId.get(row.letter_id) : undefined;
  if (chosen) return { to: chosen, state: 'chosen' };
  if (!row.recipient_number) return { to: null, state: 'none' };
  const found = byNumber.get(row.recipient_number) ?? [];
  if (found.length === 0) return { to: null, state: 'nobody' };
  if (found.length > 1) return { to: null, state: 'several' };
  // Shown as a proposal: it goes with nobody before a person has said so.
  return row.certainty === 'sure' ? { to: found[0]!, state: 'matched' } : { to: found[0]!, state: 'doubtful' };
}

export const goes = ({ state }: Pick<Matched, 'state'>): boolean => state === 'matched' || state === 'chosen';

/** How many pages of the file are in no part. */
export function leftOver(matched: Matched[], pages: number): number[] {
  const used = new Set(matched.filter(({ state }) => state !== 'left_out').flatMap((each) => each.pages));
  return Array.from({ length: pages }, (_, n) => n + 1).filter((page) => !used.has(page));
}

const order: Record<MergePart['state'], number> = { doubtful: 0, several: 0, none: 0, nobody: 1, chosen: 2, matched: 2, left_out: 3 };

/** The file with its parts, those that need a look first; page 1 is the first. */
export function getMergeMatch(reader: Reader, actor: Actor, fileId: string, wanted: number): MergeMatch {
  const { file } = findFile(reader, actor, fileId);
  const { matched, letters } = matchParts(reader, fileId, file.dispatch_id);
  const page = Math.max(1, wanted);
  const sorted = [...matched].sort((a, b) => order[a.state] - order[b.state] || a.row.part - b.row.part);
  const shown = sorted.slice((page - 1) * pageSize, page * pageSize);
  const going = matched.filter(goes);
  const served = new Set(going.map(({ to }) => to!.id));
  const unreadable = (reader.statement('SELECT page FROM attachment_pages WHERE file_id = ? AND unreadable IS NOT NULL ORDER BY page').all(fileId) as { page: number }[]).map((each) => each.page);
  return {
    fileId, dispatchId: file.dispatch_id, purpose: file.purpose, filename: shownName(file.filename), state: file.state, problem: file.problem ? JSON.parse(file.problem) : null, pages: file.pages ?? 0,
    progress: { done: file.progress_done, total: file.progress_total }, title: titleOfFile(file.filename) || shownName(file.filename),
    counts: {
      going: going.length, doubtful: matched.filter(({ state }) => order[state] === 0).length, without: matched.filter(({ state }) => state === 'nobody').length,
      leftOut: matched.filter(({ state }) => state === 'left_out').length,
    },
    parts: shown.map((each) => ({
      part: each.row.part, pages: each.pages, state: each.state,
      recipient: recipientView({ recipient_kind: each.row.recipient_kind, recipient_number: each.row.recipient_number, recipient_name: nameOf(each, letters), class_name: null }),
      letter: each.to && { id: each.to.id, ordinal: each.to.ordinal, recipient: recipientView(each.to) },
    })),
    total: matched.length, page, pageSize, leftOver: leftOver(matched, file.pages ?? 0), unreadable,
    lettersWithout: letters.filter(({ id }) => !served.has(id)).length,
  };
}

const nameOf = ({ row }: Matched, letters: DraftLetter[]) => letters.find((letter) => letter.recipient_number !== null && letter.recipient_number === row.recipient_number)?.recipient_name ?? null;
