import { archiveLetter, caseFor, type DocumentStatus } from '../archive/index.ts';
import { record } from '../audit/index.ts';
import { inBatches } from '../core/batches.ts';
import { Problem } from '../core/errors.ts';
import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';
import { enqueue } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import { addresseeOf, caseSubject, titleOf } from './copies/as-sent.ts';
import { attachmentsFor, dropAttachments, fileAttachments, type Attached } from './attachments/file-attachments.ts';
import { attachmentPlan, makeAttachments, type Plan } from './attachments/make-attachments.ts';
import { pagesOf, type DispatchRecord, type LetterRecord } from './find.ts';
import { deliveryKind } from './deliver-container.ts';
import { momentOfDelivery } from './delivery-time.ts';
import { fileSource, sourcesFor } from './archive-source.ts';
import { moveLetter } from './letter-state.ts';
import { redactionOf } from './redaction-of.ts';
import type { Cut, CutResult, Documents, ScannedPage, SendingDeps } from './ports.ts';
import { scannedPages } from './scanned-pages.ts';
import type { LetterState, Reason } from './types.ts';

/** So many letters are stored and written together: files flushed once, one short transaction. */
const batchSize = 16;

/**
 * Makes each letter of a submitted dispatch ready: cut, redacted, proved, stored durably, filed on
 * its case and queued, each letter in one transaction with all of that. Letters that are done are
 * not done again, so it can start over after a crash. `alone`: one letter per child process, after
 * a try that failed, so that one bad letter does not hold the others back.
 */
export async function prepareDispatch(deps: SendingDeps & { documents: Documents }, dispatchId: string, options: { alone?: boolean } = {}): Promise<void> {
  const dispatch = deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(dispatchId) as DispatchRecord;
  const waiting = deps.db.statement("SELECT * FROM letters WHERE dispatch_id = ? AND state = 'preparing' ORDER BY ordinal").all(dispatchId) as LetterRecord[];
  const jobKind = deliveryKind(deps.db, dispatchId);
  const deferred = dispatch.deliver_on !== null && !readSettings(deps.db)['sending.platformHolds'];
  await makeLetters(deps, dispatch, waiting, {
    from: ['preparing'],
    status: () => 'queued',
    filed: (tx, letter) => queueLetter(tx, deps, dispatch, letter, { deferred, jobKind }),
    stopped: (tx, letter, reason, event) => { moveLetter(tx, letter, { to: 'failed', at: deps.clock.now(), actorId: null, reason, ...(event ? { event } : {}) }); },
  }, options);
}

/** What letters are made for, and what becomes of each in the transaction that files it. */
export type Purpose = {
  /** In which states a letter may still be filed: one that has moved on meanwhile is dropped. */
  from: LetterState[];
  /** What its document says. */
  status(state: LetterState): DocumentStatus;
  filed(tx: Tx, letter: LetterRecord): void;
  /** It cannot be made, or not proved clean. */
  stopped(tx: Tx, letter: LetterRecord, reason: Reason, event?: 'letter.redaction_failed'): void;
};

/** Cuts, redacts, proves, stores and files letters of a dispatch; whatever they are made for. */
export async function makeLetters(deps: SendingDeps & { documents: Documents }, dispatch: DispatchRecord, waiting: LetterRecord[], purpose: Purpose, options: { alone?: boolean } = {}): Promise<void> {
  if (waiting.length === 0) return;
  const letters = new Map(waiting.map((letter) => [letter.id, letter]));
  const pdf = await deps.files.read(dispatch.working_blob_id ?? dispatch.source_blob_id);
  const plan = attachmentPlan(deps, dispatch);
  await makeAttachments(deps, plan, waiting, options);
  const scans = scannedPages(deps.db, dispatch.id);
  const cuts = waiting.map((letter) => cutOf(dispatch, letter, scans));
  await inBatches<CutResult>(batchSize, (batch) => storeBatch(deps, plan, letters, batch, purpose), async (onLetter) => {
    if (!options.alone) await deps.documents.cut(pdf, cuts, { onLetter });
    else for (const cut of cuts) await cutAlone(deps, pdf, cut, letters.get(cut.id)!, purpose, onLetter);
  });
}

function cutOf(dispatch: DispatchRecord, letter: LetterRecord, scans: Map<number, ScannedPage>): Cut {
  const scanned = pagesOf(letter).flatMap((page) => scans.get(page) ?? []);
  return { id: letter.id, pages: pagesOf(letter), ...redactionOf(dispatch, letter), ...(scanned.length > 0 ? { scans: scanned } : {}) };
}

async function cutAlone(deps: SendingDeps & { documents: Documents }, pdf: Uint8Array, cut: Cut, letter: LetterRecord, purpose: Purpose, onLetter: (result: CutResult) => Promise<void>) {
  try {
    await deps.documents.cut(pdf, [cut], { onLetter });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    deps.db.write((tx) => purpose.stopped(tx, letter, { key: 'prepare.failed', values: {} }));
  }
}

function failLetter(deps: SendingDeps, letter: LetterRecord, reason: { key: string; values: Record<string, string | number> }) {
  deps.db.write((tx) => moveLetter(tx, letter, { to: 'failed', at: deps.clock.now(), actorId: null, reason }));
}

type Stored = { result: CutResult; letter: LetterRecord; sent: StoredBlob; original: StoredBlob; attached: Attached; source: StoredBlob | undefined };

async function storeBatch(deps: SendingDeps, plan: Plan, letters: Map<string, LetterRecord>, results: CutResult[], purpose: Purpose) {
  const { dispatch } = plan;
  const good = results.filter((result) => result.sent !== null);
  const blobs = await deps.files.putMany(good.flatMap((result) => [result.sent!, result.original]));
  const attached = await attachmentsFor(deps, plan, good.map(({ id }) => letters.get(id)!));
  const sources = await sourcesFor(deps, dispatch, good.map(({ id }) => letters.get(id)!));
  const stored: Stored[] = good.map((result, n) => ({ result, letter: letters.get(result.id)!, sent: blobs[2 * n]!, original: blobs[2 * n + 1]!, attached: attached.get(result.id)!, source: sources.get(result.id) }));
  deps.db.write((tx) => {
    for (const one of stored) fileLetter(tx, deps, dispatch, one, purpose);
    // A number that could not be proved gone never leaves: the letter stops here, with why.
    for (const result of results) {
      if (result.sent === null) purpose.stopped(tx, letters.get(result.id)!, { key: letters.get(result.id)!.role === 'main' ? 'redaction.not_proved' : 'redaction.not_proved_copy', values: {} }, 'letter.redaction_failed');
    }
    tx.statement('UPDATE dispatches SET progress_done = progress_done + ? WHERE id = ?').run(results.length, dispatch.id);
  });
}

/** In the caller's transaction: case, document, files and log of one letter, and what its purpose does with it. */
function fileLetter(tx: Tx, deps: SendingDeps, dispatch: DispatchRecord, { result, letter, sent, original, attached, source }: Stored, purpose: Purpose) {
  const at = deps.clock.now();
  const { state } = tx.statement('SELECT state FROM letters WHERE id = ?').get(letter.id) as { state: LetterState };
  deps.files.record(tx, sent);
  deps.files.record(tx, original);
  // Recalled while it was being made, or what goes with it may not leave: nothing may refer to the bytes any more.
  const wanted = purpose.from.includes(state);
  if (!wanted || attached.refused) {
    deps.files.shred(tx, sent.id);
    deps.files.shred(tx, original.id);
    dropAttachments(tx, deps, letter.id, attached);
    fileSource(tx, deps, dispatch, null, source);
    if (wanted) purpose.stopped(tx, letter, attached.refused!, attached.refused!.key === 'attachment.not_proved' ? 'letter.redaction_failed' : undefined);
    return;
  }
  const caseId = letter.filed_case_id ?? caseFor(tx, deps, { ...caseSubject(tx, letter), at, actorId: dispatch.submitted_by });
  const title = titleOf(tx, dispatch, letter);
  const documentId = deps.ids.uuid();
  archiveLetter(tx, {
    documentId, caseId, dispatchId: dispatch.id, letterId: letter.id, title, addressee: addresseeOf(letter), documentTypeId: dispatch.document_type_id,
    status: purpose.status(state), sent, original, filename: `${title.slice(0, 120)}.pdf`, pages: pagesOf(letter).length, text: result.text,
    retentionYears: templateYears(tx, dispatch.id), actorId: dispatch.submitted_by, at,
  });
  fileAttachments(tx, deps, letter.id, documentId, attached);
  fileSource(tx, deps, dispatch, documentId, source);
  tx.statement('UPDATE letters SET document_id = ?, sent_blob_id = ? WHERE id = ?').run(documentId, sent.id, letter.id);
  purpose.filed(tx, { ...letter, document_id: documentId, sent_blob_id: sent.id });
}

/** How long the letter template that made the dispatch says its letters are kept; null = as their document type. */
const templateYears = (tx: Tx, dispatchId: string): number | null =>
  (tx.statement('SELECT t.retention_years AS years FROM dispatches d JOIN letter_templates t ON t.id = d.template_id WHERE d.id = ? AND d.template_left = 0').get(dispatchId) as { years: number | null } | undefined)?.years ?? null;

/** It waits for its day, or leaves as soon as the way is free. */
function queueLetter(tx: Tx, deps: SendingDeps, dispatch: DispatchRecord, letter: LetterRecord, { deferred, jobKind }: { deferred: boolean; jobKind: string }) {
  const at = deps.clock.now();
  const runAt = deferred ? momentOfDelivery(dispatch.deliver_on!, dispatch.deliver_time) : at;
  const waits = runAt > at;
  moveLetter(tx, letter, {
    to: waits ? 'waiting_date' : 'queued', at, actorId: null, reason: waits ? { key: 'waits.date', values: { day: dispatch.deliver_on! } } : null,
  });
  enqueue(tx, { kind: jobKind, key: `deliver:${letter.id}`, payload: { letterId: letter.id, dispatchId: dispatch.id }, runAt, now: at });
}

/** After the last try: what is left is failed for a person to see, instead of waiting for ever. */
export function givePreparingUp(deps: SendingDeps, dispatchId: string): void {
  const left = deps.db.statement("SELECT * FROM letters WHERE dispatch_id = ? AND state = 'preparing'").all(dispatchId) as LetterRecord[];
  for (const letter of left) failLetter(deps, letter, { key: 'prepare.failed', values: {} });
  deps.db.write((tx) => record(tx, {
    at: deps.clock.now(), actorId: null, event: 'letter.failed', subject: { kind: 'dispatch', id: dispatchId }, payload: { letters: left.length },
  }));
}
