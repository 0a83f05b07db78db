import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, invalid, Problem } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { dispatchCondition, findLetter } from './find.ts';
import { joinedLetters, letterRow, type JoinedLetter } from './letters.ts';
import { moveLetter } from './letter-state.ts';
import type { SendingDeps } from './ports.ts';
import { resolveLetter } from './resolve-letter.ts';
import type { LetterRow, Reason, Resolution } from './types.ts';

/** As many letters as one act may settle; a form carries their ids. */
export const mostAtOnce = 2000;

/**
 * Settles many letters the same way, each in a transaction of its own. One that has changed since it was chosen, or for
 * which the choice does not exist, is left as it is and counted under why. Errors: resolution.note_missing,
 * resolution.note_too_long, resolution.no_letters, resolution.too_many (`most`): nothing is changed then.
 */
export function resolveLetters(deps: SendingDeps, actor: Actor, letterIds: string[], resolution: Resolution, note = ''): { settled: number; left: Map<string, number> } {
  const ids = [...new Set(letterIds)];
  if (ids.length === 0) throw invalid('resolution.no_letters');
  if (ids.length > mostAtOnce) throw invalid('resolution.too_many', { most: mostAtOnce });
  const left = new Map<string, number>();
  let settled = 0;
  for (const id of ids) {
    try {
      resolveLetter(deps, actor, id, resolution, note);
      settled += 1;
    } catch (error) {
      // What is wrong with the note is wrong for all of them, and is found before the first is touched.
      if (!(error instanceof Problem) || error.code === 'invalid') throw error;
      left.set(error.reason, (left.get(error.reason) ?? 0) + 1);
    }
  }
  return { settled, left };
}

/** Letters of these ids that still wait for a person and that the actor may see, for the page that asks once more. */
export function lettersToSettle(reader: Reader, actor: Actor, letterIds: string[]): LetterRow[] {
  const allowed = dispatchCondition(actor);
  const rows = reader.statement(`${joinedLetters} WHERE l.id IN (SELECT value FROM json_each(?)) AND l.state IN ('failed', 'unknown') AND NOT EXISTS (SELECT 1 FROM paper_letters p WHERE p.letter_id = l.id AND p.open = 1) AND ${allowed.sql} ORDER BY l.state = 'failed', l.updated_at, l.id`)
    .all(JSON.stringify(letterIds.slice(0, mostAtOnce)), ...allowed.values) as JoinedLetter[];
  return rows.map((row) => letterRow(reader, row));
}

const pageSize = 50;
/** Ended by a person, outside Digital Post. */
const onPaper = "('printed', 'remote_printed', 'handled_otherwise')";

/** Letters printed, handed to a print supplier or handled otherwise, newest first: a mark set by mistake is taken back from here. */
export function handledOtherwise(reader: Reader, actor: Actor, wantedPage: number): { rows: (LetterRow & { dispatchId: string; dispatchTitle: string })[]; total: number; page: number; pageSize: number } {
  const allowed = dispatchCondition(actor);
  const page = Math.max(1, wantedPage);
  const { total } = reader.statement(`SELECT count(*) AS total FROM letters l JOIN dispatches d ON d.id = l.dispatch_id WHERE l.state IN ${onPaper} AND l.disposed_at IS NULL AND ${allowed.sql}`).get(...allowed.values) as { total: number };
  const rows = reader.statement(`${joinedLetters} WHERE l.state IN ${onPaper} AND l.disposed_at IS NULL AND ${allowed.sql} ORDER BY l.updated_at DESC, l.id LIMIT ${pageSize} OFFSET ?`)
    .all(...allowed.values, (page - 1) * pageSize) as JoinedLetter[];
  return { rows: rows.map((row) => ({ ...letterRow(reader, row), dispatchId: row.dispatch_id, dispatchTitle: row.dispatch_title })), total, page, pageSize };
}

/** The letter waits for a person again, with the reason it had. Conflict letter.not_handled where it is not marked (any more). */
export function takeBackHandled(deps: SendingDeps, actor: Actor, letterId: string): void {
  deps.db.write((tx) => {
    const letter = findLetter(tx, actor, letterId);
    if (letter.state !== 'handled_otherwise' && letter.state !== 'printed' && letter.state !== 'remote_printed') throw conflict('letter.not_handled');
    const at = deps.clock.now();
    const before = (JSON.parse(letter.reason ?? '{}') as Partial<Reason>).values?.['before'];
    record(tx, {
      at, actorId: actor.id, event: 'letter.taken_back', subject: letter.document_id ? { kind: 'document', id: letter.document_id } : { kind: 'letter', id: letterId },
      parent: { kind: 'dispatch', id: letter.dispatch_id },
    });
    moveLetter(tx, letter, { to: 'failed', at, actorId: actor.id, takenBack: true, reason: before ? (JSON.parse(String(before)) as Reason) : { key: 'taken_back', values: {} } });
  });
}
