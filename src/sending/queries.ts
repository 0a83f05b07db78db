import type { Actor } from '../access/index.ts';
import { historyOf, type HistoryEntry } from '../audit/index.ts';
import type { Reader } from '../db/index.ts';
import { dispatchCondition, findToRead, isConverted, type DispatchRecord } from './find.ts';
import { gathering } from './lists/gather-files.ts';
import { joinedLetters, letterRow, type JoinedLetter } from './letters.ts';
import { readSettings } from '../settings/index.ts';
import { asTheyAre } from './set-options.ts';
import type { DispatchDetail, DispatchSummary, LetterCounts, LetterState, NeedsPerson, Reason } from './types.ts';

const pageSize = 25;

function summary(reader: Reader, row: DispatchRecord): DispatchSummary {
  const counted = reader.statement('SELECT state, count(*) AS n FROM letters WHERE dispatch_id = ? GROUP BY state').all(row.id) as { state: LetterState; n: number }[];
  const counts: LetterCounts = Object.fromEntries(counted.map((each) => [each.state, each.n]));
  const { name } = reader.statement('SELECT name FROM users WHERE id = ?').get(row.created_by) as { name: string };
  return {
    id: row.id, state: row.state, title: row.title, filename: row.source_filename, createdBy: { id: row.created_by, name },
    createdAt: row.created_at, submittedAt: row.submitted_at, settledAt: row.settled_at, purgedAt: row.purged_at, deliverOn: row.deliver_on, deliverTime: row.deliver_time, platformHolds: readSettings(reader)['sending.platformHolds'], undoUntil: row.undo_until,
    pages: row.pages, progress: { done: row.progress_done, total: row.progress_total }, scans: { done: row.scans_done, total: row.scans_total },
    converting: row.state === 'reading' && !isConverted(reader, row),
    gathering: row.source_mime === gathering,
    problem: row.problem ? (JSON.parse(row.problem) as Reason) : null,
    counts, letters: counted.filter((each) => each.state !== 'removed').reduce((sum, each) => sum + each.n, 0),
  };
}

const openStates = "('reading', 'needs_password', 'unreadable_file', 'draft', 'waiting_approval', 'submitted')";

/** open: drafts and what is on its way; done: settled. Newest first; discarded ones are gone from the lists. */
export function listDispatches(reader: Reader, actor: Actor, want: { view: 'open' | 'done'; page: number; /** Rows of a page, 25 unless told. */ rows?: number }): { rows: DispatchSummary[]; total: number; page: number; pageSize: number } {
  const allowed = dispatchCondition(actor);
  const where = `WHERE ${allowed.sql} AND d.state ${want.view === 'open' ? `IN ${openStates}` : "= 'settled'"}`;
  const page = Math.max(1, want.page);
  const { total } = reader.statement(`SELECT count(*) AS total FROM dispatches d ${where}`).get(...allowed.values) as { total: number };
  const size = want.rows ?? pageSize;
  const rows = reader.statement(`SELECT d.* FROM dispatches d ${where} ORDER BY d.created_at DESC, d.id LIMIT ? OFFSET ?`)
    .all(...allowed.values, size, (page - 1) * size) as DispatchRecord[];
  return { rows: rows.map((row) => summary(reader, row)), total, page, pageSize: size };
}

/** How many dispatches are not done yet: the total of the list `open`. */
export function openDispatchCount(reader: Reader, actor: Actor): number {
  const allowed = dispatchCondition(actor);
  return (reader.statement(`SELECT count(*) AS n FROM dispatches d WHERE ${allowed.sql} AND d.state IN ${openStates}`).get(...allowed.values) as { n: number }).n;
}

/** How many drafts (also those being read) and how many dispatches on their way; of the latter the newest, to link to. */
export function countDispatches(reader: Reader, actor: Actor): { drafts: number; running: number; newestRunning: string | null } {
  const allowed = dispatchCondition(actor);
  const one = reader.statement(`SELECT count(*) FILTER (WHERE d.state NOT IN ('submitted', 'waiting_approval')) AS drafts, count(*) FILTER (WHERE d.state = 'submitted') AS running
    FROM dispatches d WHERE ${allowed.sql} AND d.state IN ${openStates}`).get(...allowed.values) as { drafts: number; running: number };
  const newest = reader.statement(`SELECT d.id FROM dispatches d WHERE ${allowed.sql} AND d.state = 'submitted' ORDER BY d.created_at DESC LIMIT 1`)
    .get(...allowed.values) as { id: string } | undefined;
  return { ...one, newestRunning: newest?.id ?? null };
}

/** Whether the actor may follow a letter to its dispatch; a dispatch that is no more is nobody's. */
export function seesDispatch(reader: Reader, actor: Actor, id: string): boolean {
  const allowed = dispatchCondition(actor);
  return reader.statement(`SELECT 1 FROM dispatches d WHERE d.id = ? AND ${allowed.sql}`).get(id, ...allowed.values) !== undefined;
}

/** Whether the actor may act on a dispatch, not only read it. */
export const mayChangeDispatch = (reader: Reader, actor: Actor, id: string): boolean => seesDispatch(reader, actor, id);

export function getDispatch(reader: Reader, actor: Actor, id: string): DispatchDetail {
  const row = findToRead(reader, actor, id);
  return {
    ...summary(reader, row), ...asTheyAre(row),
    revision: row.revision, lookedUpAt: row.looked_up_at, size: row.source_size, whole: row.whole === 1,
  };
}

/** How many hundred entries of a dispatch's own history and its letters', newest first. */
export function dispatchHistory(reader: Reader, actor: Actor, id: string, page: { before?: number | undefined } = {}): HistoryEntry[] {
  findToRead(reader, actor, id);
  return historyOf(reader, { kind: 'dispatch', id }, { limit: 100, before: page.before });
}

/** Those in a batch of paper are being dealt with. */
const waitsForPerson = "l.state IN ('unknown', 'failed') AND (l.state = 'unknown' OR (l.state = 'failed' AND NOT EXISTS (SELECT 1 FROM paper_letters p WHERE p.letter_id = l.id AND p.open = 1)))";

export function needsPersonCount(reader: Reader, actor: Actor): number {
  const allowed = dispatchCondition(actor);
  const row = reader.statement(`SELECT count(*) AS n FROM letters l JOIN dispatches d ON d.id = l.dispatch_id WHERE ${waitsForPerson} AND ${allowed.sql}`).get(...allowed.values);
  return (row as { n: number }).n;
}

/** Letters that stopped for one and the same cause: state, the reason's key, and the platform's own code where it gave one. */
export const groupOf = "(l.state || ':' || coalesce(json_extract(l.reason, '$.key'), '') || ':' || coalesce(json_extract(l.reason, '$.values.code'), ''))";

export type NeedsPersonGroup = { group: string; state: 'unknown' | 'failed'; reason: Reason | null; letters: number; /** How many of them were made, so that they could be sent again. */ made: number };

/** The causes for which letters wait for a person, those of unknown outcome first, then the largest. */
export function needsPersonGroups(reader: Reader, actor: Actor): NeedsPersonGroup[] {
  const allowed = dispatchCondition(actor);
  const rows = reader.statement(`SELECT ${groupOf} AS grp, l.state AS state, max(l.reason) AS reason, count(*) AS letters, sum(l.sent_blob_id IS NOT NULL) AS made
    FROM letters l JOIN dispatches d ON d.id = l.dispatch_id WHERE ${waitsForPerson} AND ${allowed.sql} GROUP BY 1 ORDER BY l.state = 'failed', letters DESC, 1`)
    .all(...allowed.values) as { grp: string; state: 'unknown' | 'failed'; reason: string | null; letters: number; made: number }[];
  return rows.map(({ grp, reason, ...row }) => ({ ...row, group: grp, reason: reason ? (JSON.parse(reason) as Reason) : null }));
}

/** Ids of every letter of a group, at most `most`. */
export function lettersOfGroup(reader: Reader, actor: Actor, group: string, most: number): string[] {
  const allowed = dispatchCondition(actor);
  const rows = reader.statement(`SELECT l.id FROM letters l JOIN dispatches d ON d.id = l.dispatch_id WHERE ${waitsForPerson} AND ${groupOf} = ? AND ${allowed.sql} ORDER BY l.updated_at, l.id LIMIT ?`)
    .all(group, ...allowed.values, most) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Letters that go no further by themselves: unknown outcome first, then failed, oldest first. */
export function needsPerson(reader: Reader, actor: Actor, wantedPage: number, group: string | null = null): { rows: NeedsPerson[]; total: number; page: number; pageSize: number } {
  const allowed = dispatchCondition(actor);
  const page = Math.max(1, wantedPage);
  const rows = reader.statement(`${joinedLetters} WHERE ${waitsForPerson} AND (? IS NULL OR ${groupOf} = ?) AND ${allowed.sql}
    ORDER BY l.state = 'failed', l.updated_at, l.id LIMIT ${pageSize} OFFSET ?`).all(group, group, ...allowed.values, (page - 1) * pageSize) as JoinedLetter[];
  const hours = readSettings(reader)['sending.unknownHours'];
  return {
    rows: rows.map((row) => {
      const resolvableAt = row.state === 'unknown' ? new Date(new Date(row.updated_at).getTime() + hours * 3_600_000).toISOString() : null;
      return { ...letterRow(reader, row), dispatchId: row.dispatch_id, dispatchTitle: row.dispatch_title, resolvableAt };
    }),
    total: group === null ? needsPersonCount(reader, actor) : (needsPersonGroups(reader, actor).find((each) => each.group === group)?.letters ?? 0), page, pageSize,
  };
}
