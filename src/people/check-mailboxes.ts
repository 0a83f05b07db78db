import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, invalid, notFound } from '../core/errors.ts';
import type { Reader, Tx } from '../db/index.ts';
import { notify } from '../notices/index.ts';
import type { RecipientNumber } from '../numbers/index.ts';
import { enqueue } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import { readSheet } from '../sheets/index.ts';
import { requirePeople } from './find-import.ts';
import { knownMailbox, rememberMailboxes, type MailboxLookUp } from './mailboxes.ts';
import { numbersOfSheet } from './numbers-of-sheet.ts';
import type { PeopleDeps } from './take-import.ts';
import type { MailboxStatus } from './types.ts';

type Deps = Pick<PeopleDeps, 'db' | 'clock' | 'ids'>;
export type CheckRecord = {
  id: string; source: 'class' | 'list'; name: string; state: 'running' | 'done' | 'discarded'; progress_done: number; progress_total: number; unanswered: number; watched: number;
  created_by: string | null; created_at: string; run_at: string | null; seen_at: string | null;
};
type Member = RecipientNumber & { n: number; status: MailboxStatus | null };
const batch = 100;

export function findCheck(reader: Reader, actor: Actor | null, id: string): CheckRecord {
  requirePeople(actor);
  const row = reader.statement("SELECT * FROM mailbox_checks WHERE id = ? AND state <> 'discarded'").get(id) as CheckRecord | undefined;
  if (!row) throw notFound();
  return row;
}

function begin(tx: Tx, deps: Deps, actor: Actor, source: CheckRecord['source'], name: string): string {
  const id = deps.ids.uuid();
  const at = deps.clock.now();
  tx.statement("INSERT INTO mailbox_checks (id, source, name, state, created_by, created_at) VALUES (?, ?, ?, 'running', ?, ?)").run(id, source, name.slice(0, 200), actor.id, at.toISOString());
  lookSoon(tx, id, at, false);
  return id;
}

function lookSoon(tx: Tx, id: string, at: Date, anew: boolean): void {
  enqueue(tx, { kind: 'check-mailboxes', key: `check-mailboxes:${id}`, payload: { checkId: id, anew }, runAt: at, now: at });
}

/** Checks the mailboxes of a class; a class that is being checked already, or was, is asked for again. Answers the check's id. Error not_found for a class without students. */
export function checkClass(deps: Deps, actor: Actor, className: string): string {
  requirePeople(actor);
  return deps.db.write((tx) => {
    if (!tx.statement("SELECT 1 FROM people WHERE class_name = ? AND kind = 'student' AND (left_on IS NULL OR left_on > date('now')) LIMIT 1").get(className)) throw notFound();
    const known = tx.statement("SELECT id FROM mailbox_checks WHERE source = 'class' AND name = ? AND state <> 'discarded'").get(className) as { id: string } | undefined;
    if (!known) return begin(tx, deps, actor, 'class', className);
    again(tx, deps, known.id);
    return known.id;
  });
}

/** Checks the mailboxes of a list of CPR or CVR numbers. Errors: those of sheets, mailbox.no_numbers. */
export async function checkList(deps: Deps, actor: Actor, input: { filename: string; bytes: Uint8Array }): Promise<string> {
  requirePeople(actor);
  const sheet = await readSheet(input.bytes);
  const { rows, problems, column } = numbersOfSheet(sheet, deps.clock.now());
  if (rows.length === 0) throw invalid('mailbox.no_numbers');
  // A name beside the number, for whoever the register does not know: the first other column with letters.
  const nameAt = sheet.headers.findIndex((_, at) => at !== column && sheet.rows.some(({ cells }) => /\p{L}{2}/u.test(cells[at] ?? '')));
  return deps.db.write((tx) => {
    const id = begin(tx, deps, actor, 'list', input.filename);
    const member = tx.statement('INSERT INTO mailbox_check_members (check_id, n, row, kind, number, name) VALUES (?, ?, ?, ?, ?, ?)');
    rows.forEach((row, n) => member.run(id, n, row.row, row.kind, row.number, (nameAt >= 0 ? row.cells[nameAt]!.slice(0, 200) : '') || null));
    const problem = tx.statement('INSERT INTO mailbox_check_problems (check_id, n, row, reason, "values") VALUES (?, ?, ?, ?, ?)');
    problems.forEach((each, n) => problem.run(id, n, each.row, each.reason, JSON.stringify(each.values)));
    return id;
  });
}

function again(tx: Tx, deps: Deps, id: string): void {
  tx.statement("UPDATE mailbox_checks SET state = 'running', progress_done = 0 WHERE id = ?").run(id);
  lookSoon(tx, id, deps.clock.now(), true);
}

/** Asks Digital Post again, however young the last answers are. */
export function checkAgain(deps: Deps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    const found = findCheck(tx, actor, id);
    if (found.state === 'running') throw conflict('mailbox.runs_already');
    again(tx, deps, found.id);
  });
}

/** Whether the check is asked for again by itself (setting `mailbox.watchDays`), with a notice when something changes. */
export function watchCheck(deps: Deps, actor: Actor, id: string, watched: boolean): void {
  deps.db.write((tx) => {
    findCheck(tx, actor, id);
    const at = deps.clock.now();
    tx.statement('UPDATE mailbox_checks SET watched = ? WHERE id = ?').run(watched ? 1 : 0, id);
    record(tx, { at, actorId: actor.id, event: watched ? 'mailbox.watched' : 'mailbox.unwatched', subject: { kind: 'mailbox_check', id } });
  });
}

/** Marks its changes as seen. */
export function seeCheck(deps: Deps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    findCheck(tx, actor, id);
    tx.statement('UPDATE mailbox_checks SET seen_at = ? WHERE id = ?').run(deps.clock.now().toISOString(), id);
  });
}

/** Throws a check away, with the numbers it holds. */
export function discardCheck(deps: Deps, actor: Actor, id: string): void {
  deps.db.write((tx) => {
    findCheck(tx, actor, id);
    tx.statement("UPDATE mailbox_checks SET state = 'discarded', watched = 0 WHERE id = ?").run(id);
    tx.statement('DELETE FROM mailbox_check_members WHERE check_id = ?').run(id);
    tx.statement('DELETE FROM mailbox_check_problems WHERE check_id = ?').run(id);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'mailbox.check_discarded', subject: { kind: 'mailbox_check', id } });
  });
}

/** A class is who is in it now: newcomers come in, who left goes out, the others keep what was answered. */
function refreshClass(tx: Tx, check: CheckRecord): void {
  tx.statement(`DELETE FROM mailbox_check_members WHERE check_id = @id AND number NOT IN (SELECT cpr FROM people WHERE class_name = @name AND kind = 'student' AND (left_on IS NULL OR left_on > date('now')))`).run({ id: check.id, name: check.name });
  tx.statement(`INSERT INTO mailbox_check_members (check_id, n, kind, number)
    SELECT @id, (SELECT coalesce(max(n), -1) FROM mailbox_check_members WHERE check_id = @id) + row_number() OVER (ORDER BY fold(p.name)), 'cpr', p.cpr FROM people p
    WHERE p.class_name = @name AND p.kind = 'student' AND (p.left_on IS NULL OR p.left_on > date('now')) AND p.cpr NOT IN (SELECT number FROM mailbox_check_members WHERE check_id = @id)`).run({ id: check.id, name: check.name });
}

/**
 * Looks the mailboxes of a check up, a batch at a time; answers that are young enough are taken from the last look-up
 * unless `anew`. What changed since the last time is marked, and whoever made a watched check is told.
 */
export async function runMailboxCheck(deps: Deps, lookUp: MailboxLookUp, id: string, options: { anew?: boolean } = {}): Promise<void> {
  const check = deps.db.statement("SELECT * FROM mailbox_checks WHERE id = ? AND state = 'running'").get(id) as CheckRecord | undefined;
  if (!check) return;
  if (check.source === 'class') deps.db.write((tx) => refreshClass(tx, check));
  const members = deps.db.statement('SELECT n, kind, number, status FROM mailbox_check_members WHERE check_id = ? ORDER BY n').all(id) as Member[];
  deps.db.write((tx) => tx.statement('UPDATE mailbox_checks SET progress_done = 0, progress_total = ? WHERE id = ?').run(members.length, id));
  const oldest = deps.clock.now().getTime() - readSettings(deps.db)['mailbox.maxAgeHours'] * 3_600_000;
  const counted = { changed: 0, unanswered: 0, asked: 0 };
  for (let start = 0; start < members.length; start += batch) {
    const part = members.slice(start, start + batch);
    const stale = part.filter((member) => {
      const known = knownMailbox(deps.db, member);
      return options.anew || !known || new Date(known.checkedAt).getTime() < oldest;
    });
    const answers = stale.length > 0 ? await lookUp(stale) : new Map<string, MailboxStatus>();
    counted.asked += stale.length;
    deps.db.write((tx) => {
      const at = deps.clock.now();
      rememberMailboxes(tx, stale.flatMap((recipient) => (answers.has(recipient.number) ? [{ recipient, status: answers.get(recipient.number)! }] : [])), at);
      for (const member of part) writeMember(tx, id, member, at, counted);
      tx.statement('UPDATE mailbox_checks SET progress_done = ? WHERE id = ?').run(start + part.length, id);
    });
  }
  deps.db.write((tx) => finish(tx, deps, check, counted));
}

function writeMember(tx: Tx, id: string, member: Member, at: Date, counted: { changed: number; unanswered: number }): void {
  const known = knownMailbox(tx, member);
  if (!known) {
    counted.unanswered++;
    return;
  }
  if (known.status === member.status) return;
  const changed = member.status !== null;
  if (changed) counted.changed++;
  tx.statement('UPDATE mailbox_check_members SET status = ?, before = CASE WHEN ? THEN status ELSE before END, changed_at = CASE WHEN ? THEN ? ELSE changed_at END WHERE check_id = ? AND n = ?')
    .run(known.status, changed ? 1 : 0, changed ? 1 : 0, at.toISOString(), id, member.n);
}

function finish(tx: Tx, deps: Deps, check: CheckRecord, counted: { changed: number; unanswered: number; asked: number }): void {
  const at = deps.clock.now();
  tx.statement("UPDATE mailbox_checks SET state = 'done', unanswered = ?, run_at = ? WHERE id = ?").run(counted.unanswered, at.toISOString(), check.id);
  record(tx, { at, actorId: null, event: 'mailbox.checked', subject: { kind: 'mailbox_check', id: check.id }, payload: counted });
  const { watched } = tx.statement('SELECT watched FROM mailbox_checks WHERE id = ?').get(check.id) as { watched: number };
  if (watched && counted.changed > 0 && check.created_by) notify(tx, { ids: deps.ids, at }, { userId: check.created_by, kind: 'mailbox_changed', subject: { kind: 'mailbox_check', id: check.id }, count: counted.changed });
}

/** Queues the watched checks whose last answers are older than the setting says; 0 days = never. Answers how many. */
export function watchMailboxes(deps: Deps): number {
  const days = readSettings(deps.db)['mailbox.watchDays'];
  if (days === 0) return 0;
  const at = deps.clock.now();
  const before = new Date(at.getTime() - days * 86_400_000).toISOString();
  const due = deps.db.statement("SELECT id FROM mailbox_checks WHERE watched = 1 AND state = 'done' AND run_at <= ? LIMIT 50").all(before) as { id: string }[];
  if (due.length > 0) deps.db.write((tx) => due.forEach(({ id }) => again(tx, deps, id)));
  return due.length;
}
