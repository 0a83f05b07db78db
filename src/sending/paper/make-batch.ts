import type { Tx } from '../../db/index.ts';
import type { StoredBlob } from '../../files/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { DispatchRecord, LetterRecord } from '../find.ts';
import { recordLetter } from '../letter-state.ts';
import type { Documents, SendingDeps } from '../ports.ts';
import { makeLetters } from '../prepare-dispatch.ts';
import type { Reason } from '../types.ts';
import { envelopeName } from './addresses.ts';
import { makeCovers } from './covers.ts';
import { findBatchRow, type BatchRow } from './find-batch.ts';
import { takeOut } from './leave-batch.ts';
import { takeOutDead } from './take-out-dead.ts';

/** What stands on the sheets in words; the interface gives them. */
export type PaperWords = {
  cover(position: number, letters: number, sheets: number): string;
  /** Over the address, where the recipient has died. */
  estate(name: string): string;
  handWritten: { protected: string; missing: string };
};
type Deps = SendingDeps & { documents: Documents };
type Row = LetterRecord & { address: string | null; postal_code: string | null; without: 'protected' | 'missing' | null };

/**
 * Makes a batch: its letters that were never made are cut, redacted, proved and filed; then it is put in posting order and,
 * to be printed, bound with its covers into one PDF. A letter that cannot be made is taken out of it, with why. Can start
 * over after a crash.
 */
export async function makeBatch(deps: Deps, batchId: string, words: PaperWords, options: { alone?: boolean } = {}): Promise<void> {
  const batch = findBatchRow(deps.db, batchId);
  if (batch?.state !== 'making') return;
  deps.db.write((tx) => takeOutDead(tx, batchId, deps.clock.now()));
  await makeMissing(deps, batch, options);
  const rows = inPostingOrder(deps, batch);
  const made = batch.kind === 'print' && rows.length > 0 ? await bindForPrint(deps, batch, rows, words) : null;
  deps.db.write((tx) => {
    const { state } = tx.statement('SELECT state FROM paper_batches WHERE id = ?').get(batchId) as { state: string };
    if (made) deps.files.record(tx, made.blob);
    if (state === 'making') takeOutDead(tx, batchId, deps.clock.now());
    // Dissolved, asked for anew, or somebody in it marked dead while it was being made.
    if (state !== 'making' || changed(tx, batchId, rows)) {
      if (made) deps.files.shred(tx, made.blob.id);
      return;
    }
    store(tx, deps, batch, rows, made);
  });
  // Something came in between: once more, with what is there now.
  if (findBatchRow(deps.db, batchId)?.state === 'making') await makeBatch(deps, batchId, words, options);
}

const openRows = `SELECT l.*, p.address, p.postal_code, p.without FROM paper_letters p JOIN letters l ON l.id = p.letter_id WHERE p.batch_id = ? AND p.open = 1`;

const changed = (tx: Tx, batchId: string, rows: Row[]) => {
  const now = (tx.statement(`${openRows} AND l.sent_blob_id IS NOT NULL`).all(batchId) as Row[]).map(({ id }) => id).sort();
  return JSON.stringify(now) !== JSON.stringify(rows.map(({ id }) => id).sort());
};

/** Cuts and files what has no document yet. */
async function makeMissing(deps: Deps, batch: BatchRow, options: { alone?: boolean }): Promise<void> {
  const missing = deps.db.statement(`${openRows} AND l.sent_blob_id IS NULL ORDER BY l.dispatch_id, l.ordinal`).all(batch.id) as Row[];
  for (const dispatchId of new Set(missing.map((letter) => letter.dispatch_id))) {
    const dispatch = deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(dispatchId) as DispatchRecord;
    const letters = missing.filter((letter) => letter.dispatch_id === dispatchId);
    if (dispatch.purged_at) deps.db.write((tx) => letters.forEach((letter) => takeOut(tx, letter.id, { key: 'paper.source_gone', values: {} }, deps.clock.now())));
    else {
      await makeLetters(deps, dispatch, letters, {
        from: ['failed'], status: (state) => (state === 'handled_otherwise' ? state : 'failed'), filed: () => {},
        stopped: (tx, letter, reason, event) => {
          takeOut(tx, letter.id, reason, deps.clock.now());
          if (event) recordLetter(tx, letter, event, { at: deps.clock.now(), actorId: null, reason });
        },
      }, options);
    }
  }
}

/** By postal code, then road, then name; abroad and without an address last. */
function inPostingOrder(deps: Deps, batch: BatchRow): Row[] {
  const rows = deps.db.statement(`${openRows} AND l.sent_blob_id IS NOT NULL`).all(batch.id) as Row[];
  const keyOf = (row: Row) => [row.postal_code ?? (row.address ? 'x' : 'y'), row.address ?? '', row.recipient_name ?? '', row.id] as const;
  return rows.sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    const at = one.findIndex((part, n) => part !== other[n]);
    return at < 0 ? 0 : one[at]!.localeCompare(other[at]!, 'da', { numeric: true });
  });
}

type Printable = { id: string; title: string; blobId: string; mime: string };
export const attachmentsOf = (deps: Pick<SendingDeps, 'db'>, documentId: string): Printable[] =>
  deps.db.statement("SELECT blob_id AS id, blob_id AS blobId, filename AS title, mime FROM document_files WHERE document_id = ? AND role = 'attachment' ORDER BY position").all(documentId) as Printable[];

type Made = { blob: StoredBlob; /** Pages of each row in turn. */ pages: number[]; notes: Map<string, Reason> };

/** Covers, letters and their attachments in order; each begins on a sheet of its own. */
async function bindForPrint(deps: Deps, batch: BatchRow, rows: Row[], words: PaperWords): Promise<Made> {
  const settings = readSettings(deps.db);
  const notes = new Map<string, Reason>();
  const inside: { blobIds: string[] }[] = rows.map((row) => {
    const attached = attachmentsOf(deps, row.document_id!);
    const other = attached.find(({ mime }) => mime !== 'application/pdf');
    if (other) notes.set(row.id, { key: 'paper.attachment_not_printable', values: { title: other.title } });
    return { blobIds: [row.sent_blob_id!, ...attached.filter(({ mime }) => mime === 'application/pdf').map(({ blobId }) => blobId)] };
  });
  const files = await Promise.all(inside.flatMap(({ blobIds }) => blobIds).map((id) => deps.files.read(id)));
  const sheetsOf = (pages: number) => (batch.duplex ? Math.ceil(pages / 2) : pages);
  // Bound twice: the covers tell how many sheets each letter has, which is known only once it is bound.
  let next = 1;
  const units = inside.map(({ blobIds }) => blobIds.map(() => [{ document: next++, page: null }]));
  const empty = await makeCovers(rows.map(() => ({ name: '', lines: [], note: '', handWritten: null })), { sender: '', window: windowOf(settings) });
  const withCovers = rows.map((_, n) => [[{ document: 0, page: n + 1 }], ...units[n]!]);
  const { pages: counted } = await deps.documents.bind([empty, ...files], withCovers.flat(), { duplex: batch.duplex === 1 });
  let from = 0;
  const pages = withCovers.map((each) => counted.slice(from, (from += each.length)).reduce((sum, count) => sum + count, 0));
  const covers = await makeCovers(rows.map((row, n) => ({
    name: envelopeName(deps.db, row, words), lines: row.address ? (JSON.parse(row.address) as string[]) : [],
    note: words.cover(n + 1, rows.length, sheetsOf(pages[n]!)), handWritten: row.without ? words.handWritten[row.without] : null,
  })), { sender: settings['paper.sender'] || settings['sender.label'] || settings['school.name'], window: windowOf(settings) });
  const { pdf } = await deps.documents.bind([covers, ...files], withCovers.flat(), { duplex: batch.duplex === 1 });
  return { blob: await deps.files.put(pdf), pages, notes };
}

const windowOf = (settings: ReturnType<typeof readSettings>) => ({ left: settings['paper.windowLeft'], top: settings['paper.windowTop'] });

function store(tx: Tx, deps: Deps, batch: BatchRow, rows: Row[], made: Made | null): void {
  if (batch.blob_id) deps.files.shred(tx, batch.blob_id);
  const put = tx.statement('UPDATE paper_letters SET position = ?, pages = ?, sheets = ?, problem = ? WHERE batch_id = ? AND letter_id = ?');
  const pagesOf = (row: Row, n: number) => made?.pages[n] ?? (JSON.parse(row.pages) as number[]).length;
  rows.forEach((row, n) => {
    const pages = pagesOf(row, n);
    const note = made?.notes.get(row.id);
    put.run(n + 1, pages, batch.duplex ? Math.ceil(pages / 2) : pages, note ? JSON.stringify(note) : null, batch.id, row.id);
  });
  const total = rows.reduce((sum, row, n) => sum + pagesOf(row, n), 0);
  const sheets = rows.reduce((sum, row, n) => sum + (batch.duplex ? Math.ceil(pagesOf(row, n) / 2) : pagesOf(row, n)), 0);
  tx.statement('UPDATE paper_batches SET state = ?, blob_id = ?, pages = ?, sheets = ?, problem = ? WHERE id = ?')
    .run(rows.length > 0 ? 'ready' : 'failed', made?.blob.id ?? null, total, sheets, rows.length > 0 ? null : JSON.stringify({ key: 'paper.nothing_left', values: {} }), batch.id);
}

/** After the last try: a person sees it and can try again or dissolve it. */
export function giveBatchUp(deps: SendingDeps, batchId: string): void {
  deps.db.write((tx) => tx.statement("UPDATE paper_batches SET state = 'failed', problem = ? WHERE id = ? AND state = 'making'").run(JSON.stringify({ key: 'paper.failed', values: {} }), batchId));
}
