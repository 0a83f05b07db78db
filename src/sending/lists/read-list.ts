import { Problem, invalid } from '../../core/errors.ts';
import type { Database, Reader, Tx } from '../../db/index.ts';
import type { Candidate } from '../../numbers/index.ts';
import { fitColumns, findMapping, headingsOf, knownMailbox, rememberMailboxes, type MailboxLookUp } from '../../people/index.ts';
import { readSettings } from '../../settings/index.ts';
import { readSheet, type Sheet } from '../../sheets/index.ts';
import type { SendingDeps } from '../ports.ts';
import { listOf, type ListRecord } from './find-list.ts';
import { guessChoice, savedChoice } from './guess-choice.ts';
import { joinList } from './join.ts';
import { rowsOf } from './list-rows.ts';
import type { ListChoice, ListedDocument, ListProblem, ListResult, ListRow, ListSummary } from './types.ts';

const chunk = 200;
const lookUpBatch = 100;

/** The document as a list meets it. */
export function listedDocument(reader: Reader, dispatchId: string): ListedDocument {
  const pages = reader.statement('SELECT page, left_out AS leftOut, candidates FROM dispatch_pages WHERE dispatch_id = ? ORDER BY page').all(dispatchId) as { page: number; leftOut: number; candidates: string }[];
  const { whole } = reader.statement('SELECT whole FROM dispatches WHERE id = ?').get(dispatchId) as { whole: number };
  const letters = whole ? [] : (reader.statement("SELECT id, pages FROM letters WHERE dispatch_id = ? AND role = 'main' AND state = 'draft' ORDER BY ordinal").all(dispatchId) as { id: string; pages: string }[]);
  const texts = reader.statement('SELECT page, text FROM dispatch_texts WHERE dispatch_id = ?').all(dispatchId) as { page: number; text: string }[];
  const parts = reader.statement('SELECT filename, first_page AS first, pages FROM dispatch_parts WHERE dispatch_id = ? ORDER BY n').all(dispatchId) as { filename: string; first: number; pages: number }[];
  return {
    total: pages.length, leftOut: new Set(pages.filter(({ leftOut }) => leftOut).map(({ page }) => page)),
    letters: letters.map(({ id, pages: own }) => ({ id, pages: JSON.parse(own) as number[] })),
    texts: new Map(texts.map(({ page, text }) => [page, text])),
    numbers: new Map(pages.map(({ page, candidates }) => [page, owners(JSON.parse(candidates) as Candidate[])])),
    others: (reader.statement("SELECT name FROM people WHERE (left_on IS NULL OR left_on > date('now')) AND kind = 'student'").all() as { name: string }[]).map(({ name }) => name),
    parts: parts.map(({ filename, first, pages: count }) => ({ filename, pages: Array.from({ length: count }, (_, n) => first + n) })),
  };
}

/** Numbers that speak for a recipient of their own: a guardian's, or one in the middle of a sentence, does not. */
const owners = (candidates: Candidate[]) => candidates.filter(({ kind, ignored, role, field, label }) => (kind === 'cpr' || kind === 'cvr') && !ignored && role !== 'other' && (field || label)).map(({ number }) => number);

/** Reads the list of a draft, joins it to the document and looks its mailboxes up: the preview, or what stands in the way. Can be done again after a crash. */
export async function readRecipientList(deps: SendingDeps, lookUp: MailboxLookUp, dispatchId: string): Promise<void> {
  const found = listOf(deps.db, dispatchId);
  if (found?.state !== 'reading' || !found.blob_id) return;
  try {
    const sheet = await readSheet(await deps.files.read(found.blob_id));
    const { revision } = deps.db.statement('SELECT revision FROM dispatches WHERE id = ?').get(dispatchId) as { revision: number };
    const document = listedDocument(deps.db, dispatchId);
    const chosen = choose(deps.db, sheet, found, document, deps.clock.now());
    if ('guess' in chosen) {
      deps.db.write((tx) => tx.statement("UPDATE recipient_lists SET state = 'needs_columns', headings = ?, choice = ? WHERE dispatch_id = ? AND state = 'reading'").run(JSON.stringify(headingsOf(sheet)), JSON.stringify(chosen.guess), dispatchId));
      return;
    }
    const { rows, problems } = rowsOf(deps.db, sheet, chosen.choice, deps.clock.now());
    const result = joinList(rows, document, chosen.choice);
    await askMailboxes(deps, lookUp, rows);
    writePreview(deps, dispatchId, { sheet, rows, chosen, revision, result: { ...result, problems: [...problems, ...result.problems] } });
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'unavailable') throw error;
    deps.db.write((tx) => tx.statement("UPDATE recipient_lists SET state = 'unreadable', problem = ? WHERE dispatch_id = ? AND state = 'reading'").run(JSON.stringify({ key: error.reason, values: error.values }), dispatchId));
  }
}

type Chosen = { choice: ListChoice; name: string | null };

function choose(reader: Reader, sheet: Sheet, found: ListRecord, document: ListedDocument, today: Date): Chosen | { guess: ListChoice } {
  if (found.choice) {
    const choice = JSON.parse(found.choice) as ListChoice;
    const columns = fitColumns(choice.columns, sheet.headers);
    if (!columns) throw invalid('list.columns_gone');
    return { choice: { ...choice, columns }, name: found.mapping_name };
  }
  if (found.mapping_name) {
    const saved = findMapping<ListChoice>(reader, 'recipients', found.mapping_name);
    const columns = saved && fitColumns(saved.mapping.columns, sheet.headers);
    if (!saved || !columns) throw invalid('people.mapping_misfits', { name: found.mapping_name });
    return { choice: { ...saved.mapping, columns }, name: saved.name };
  }
  return savedChoice(reader, sheet.headers) ?? { guess: guessChoice(sheet, document, today) };
}

/** Asks for the mailboxes of rows whose last answer is missing or too old. */
async function askMailboxes(deps: SendingDeps, lookUp: MailboxLookUp, rows: ListRow[]): Promise<void> {
  const oldest = deps.clock.now().getTime() - readSettings(deps.db)['mailbox.maxAgeHours'] * 3_600_000;
  const stale = rows.flatMap(({ recipient }) => {
    const known = recipient && knownMailbox(deps.db, recipient);
    return recipient && (!known || new Date(known.checkedAt).getTime() < oldest) ? [recipient] : [];
  });
  for (let start = 0; start < stale.length; start += lookUpBatch) {
    const asked = stale.slice(start, start + lookUpBatch);
    const answers = await lookUp(asked);
    deps.db.write((tx) => rememberMailboxes(tx, asked.flatMap((recipient) => (answers.has(recipient.number) ? [{ recipient, status: answers.get(recipient.number)! }] : [])), deps.clock.now()));
  }
}

type Preview = { sheet: Sheet; rows: ListRow[]; chosen: Chosen; revision: number; result: ListResult };

function writePreview(deps: SendingDeps, dispatchId: string, { sheet, rows, chosen, revision, result }: Preview): void {
  const joined = new Map(result.joined.filter(({ row }) => row).map((each) => [each.row!, each]));
  deps.db.write((tx) => {
    tx.statement('DELETE FROM recipient_list_rows WHERE dispatch_id = ?').run(dispatchId);
    tx.statement('DELETE FROM recipient_list_problems WHERE dispatch_id = ?').run(dispatchId);
  });
  inChunks(deps.db, rows, (tx, row, n) => {
    const letter = joined.get(row);
    tx.statement('INSERT INTO recipient_list_rows (dispatch_id, n, row, kind, number, name, class_name, key, pages, letter_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(dispatchId, n, row.row, row.recipient?.kind ?? null, row.recipient?.number ?? null, row.name, row.className, row.key || null, letter ? JSON.stringify(letter.pages) : null, letter?.letterId ?? null);
  });
  const sorted = [...result.problems].sort((a, b) => rank(a) - rank(b) || (a.row ?? 0) - (b.row ?? 0));
  inChunks(deps.db, sorted, (tx, problem, n) => {
    tx.statement('INSERT INTO recipient_list_problems (dispatch_id, n, row, level, reason, "values") VALUES (?, ?, ?, ?, ?, ?)').run(dispatchId, n, problem.row, problem.level, problem.reason, JSON.stringify(problem.values));
  });
  const numbers = [...joined.keys()].map(({ recipient }) => knownMailbox(deps.db, recipient!)?.status ?? 'not_checked');
  const summary: ListSummary = {
    rows: rows.length, letters: result.letters, joined: joined.size, named: result.named, loose: result.loose,
    registered: numbers.filter((status) => status === 'registered').length, notChecked: numbers.filter((status) => status === 'not_checked').length,
  };
  deps.db.write((tx) => tx.statement("UPDATE recipient_lists SET state = 'preview', headings = ?, choice = ?, mapping_name = ?, summary = ?, rest = ?, revision = ?, problem = NULL WHERE dispatch_id = ? AND state = 'reading'")
    .run(JSON.stringify(headingsOf(sheet)), JSON.stringify(chosen.choice), chosen.name, JSON.stringify(summary), JSON.stringify(result.joined.filter(({ row }) => !row).map(({ pages, letterId }) => ({ pages, letterId }))), revision, dispatchId));
}

const rank = ({ level }: ListProblem) => ['stop', 'error', 'note'].indexOf(level);

function inChunks<T>(db: Database, items: T[], each: (tx: Tx, item: T, n: number) => void): void {
  for (let start = 0; start < items.length; start += chunk) db.write((tx) => items.slice(start, start + chunk).forEach((item, n) => each(tx, item, start + n)));
}
