import { record } from '../audit/index.ts';
import { Problem } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import { understand, type Letter, type Reading, type Register } from '../numbers/index.ts';
import { recipientName, schoolRegister } from '../people/index.ts';
import { enqueue } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import type { DispatchRecord } from './find.ts';
import type { Documents, ReadPage, SendingDeps } from './ports.ts';
import { compareNumbers } from './compare-numbers.ts';
import { refuseFile } from './refuse-file.ts';
import { startSingleLetter } from './single-letter.ts';
import { knownScans, scanKeeper } from './scanned-pages.ts';
import { useRecognised } from './templates/use-recognised.ts';

const chunk = 100;

/**
 * Reads an uploaded document: pages, numbers, letters with their recipients. Can be done again from
 * the start after a crash. What the document itself cannot be (encrypted, damaged) becomes its state;
 * a worker that is away throws, and the queue tries again.
 */
export async function readDispatch(deps: SendingDeps & { documents: Documents }, dispatchId: string): Promise<void> {
  const dispatch = deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(dispatchId) as DispatchRecord | undefined;
  if (dispatch?.state !== 'reading') return;
  const bytes = await deps.files.read(dispatch.working_blob_id ?? dispatch.source_blob_id);
  const senderCvr = readSettings(deps.db)['sender.cvr'];
  let pages: ReadPage[];
  const keeper = scanKeeper(deps, dispatchId);
  try {
    pages = await deps.documents.read(bytes, {
      senderNumbers: senderCvr ? [senderCvr] : [], known: knownScans(deps.db, dispatchId),
      onPages: progressWriter(deps, dispatchId), onScans: keeper.progress, onScan: keeper.page,
    });
    keeper.flush();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return refuseFile(deps, dispatchId, error);
  }
  const register: Register = schoolRegister(deps.db);
  const evidence = pages.map((page) => ({ ...page, unreadable: page.unreadable !== null }));
  const plain = understand(evidence, register, { today: deps.clock.now() });
  const remembered = await useRecognised(deps, dispatch, bytes, plain);
  const reading = remembered ? understand(evidence, register, { today: deps.clock.now(), remembered }) : plain;
  store(deps, dispatchId, pages, reading);
  startSingleLetter(deps, dispatchId);
}

/** Writes how far reading has come, at most three times a second. */
function progressWriter(deps: SendingDeps, dispatchId: string) {
  let last = 0;
  return (done: number, total: number) => {
    const now = deps.clock.now().getTime();
    if (now - last < 300 && done < total) return;
    last = now;
    deps.db.write((tx) => tx.statement('UPDATE dispatches SET progress_done = ?, progress_total = ? WHERE id = ?').run(done, total, dispatchId));
  };
}

/** In short transactions, so that no page waits; the last one turns the dispatch into a draft. */
function store(deps: SendingDeps, dispatchId: string, pages: ReadPage[], reading: Reading) {
  deps.db.write((tx) => {
    tx.statement('DELETE FROM dispatch_pages WHERE dispatch_id = ?').run(dispatchId);
    tx.statement('DELETE FROM dispatch_texts WHERE dispatch_id = ?').run(dispatchId);
    tx.statement('DELETE FROM letters WHERE dispatch_id = ?').run(dispatchId);
  });
  inChunks(deps, pages, (tx, page) => {
    tx.statement('INSERT INTO dispatch_pages (dispatch_id, page, width, height, rotation, unreadable, candidates, source, confidence, blank, envelope, fonts_missing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(dispatchId, page.page, page.width, page.height, page.rotation, page.unreadable, JSON.stringify(page.candidates), page.source, page.confidence,
        page.unreadable === null && page.text.trim() === '' ? 1 : 0, page.looks?.envelope ?? null, page.looks ? JSON.stringify(page.looks.fontsMissing) : null);
    tx.statement('INSERT INTO dispatch_texts (dispatch_id, page, text) VALUES (?, ?, ?)').run(dispatchId, page.page, page.text);
  });
  const numbered = reading.letters.map((letter, index) => ({ letter, ordinal: index + 1 }));
  inChunks(deps, numbered, (tx, { letter, ordinal }) => insertLetter(tx, deps, dispatchId, ordinal, letter));
  deps.db.write((tx) => {
    const at = deps.clock.now();
    compareNumbers(tx, dispatchId, pages);
    tx.statement(`UPDATE dispatches SET state = 'draft', pages = ?, progress_done = ?, progress_total = ?, problem = NULL, revision = revision + 1, updated_at = ?
      WHERE id = ? AND state = 'reading'`).run(pages.length, pages.length, pages.length, at.toISOString(), dispatchId);
    enqueue(tx, { kind: 'look-up-mailboxes', key: `look-up:${dispatchId}:read`, payload: { dispatchId }, runAt: at, now: at });
    record(tx, { at, actorId: null, event: 'dispatch.read', subject: { kind: 'dispatch', id: dispatchId }, payload: { pages: pages.length, letters: reading.letters.length } });
  });
}

function inChunks<T>(deps: SendingDeps, items: T[], each: (tx: Tx, item: T) => void) {
  for (let start = 0; start < items.length; start += chunk) {
    deps.db.write((tx) => items.slice(start, start + chunk).forEach((item) => each(tx, item)));
  }
}

function insertLetter(tx: Tx, deps: SendingDeps, dispatchId: string, ordinal: number, letter: Letter) {
  const name = letter.recipient && recipientName(tx, letter.recipient);
  tx.statement(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, class_name, certainty, evidence, found, alternatives, state, message_uuid, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?)`).run(
    deps.ids.uuid(), dispatchId, ordinal, JSON.stringify(letter.pages), letter.recipient?.kind ?? null, letter.recipient?.number ?? null,
    name?.name ?? null, name?.className ?? null, letter.certainty, JSON.stringify(letter.evidence), JSON.stringify(letter.found),
    JSON.stringify(letter.alternatives), deps.ids.uuid(), deps.clock.now().toISOString(),
  );
}
