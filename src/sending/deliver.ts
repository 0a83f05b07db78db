import { localDay } from '../core/dates.ts';
import type { Reader, Tx } from '../db/index.ts';
import { addReceipt } from '../archive/index.ts';
import { backOff, claim, finish, getStatus, retryLater, setStatus, type Job } from '../queue/index.ts';
import { Problem } from '../core/errors.ts';
import { titleOf } from './copies/as-sent.ts';
import { chosenContactPoint } from './contact-points.ts';
import { stoppedAtLeaving } from './copies/checks.ts';
import { filesToSend, readAttachments, roomForBytes, type FileToSend } from './attachments/send-attachments.ts';
import { signingLink, waitsForSigning } from './signing/at-leaving.ts';
import type { DispatchRecord, LetterRecord } from './find.ts';
import { moveLetter } from './letter-state.ts';
import type { AnswerTo, Attention, DeliveryOutcome, OutgoingLetter, PostOffice, SendingDeps } from './ports.ts';

/** One letter on its way out: its job and its open attempt. */
export type Attempt = { job: Job; letter: LetterRecord; attemptId: number; transmissionId: string };

/** What leaves, as it stood when its attempt was opened; the files by their hashes. */
type Contents = Omit<OutgoingLetter, 'content' | 'attachments'> & { sent: string; attachments: FileToSend[]; bytes: number };

/** An attempt of this process, with what is being sent. */
export type Leaving = Attempt & { contents: Contents };

export const leaseMs = 15 * 60_000;

/**
 * Takes at most `limit` due letters and writes down, committed before a byte leaves, that each may
 * have been sent from now on (design.md, principle 3). A letter that is no longer queued (recalled,
 * or settled by a late receipt) only loses its job.
 */
export function startAttempts(tx: Tx, deps: SendingDeps, worker: string, limit: number, kinds = ['deliver-letter']): Leaving[] {
  const at = deps.clock.now();
  const jobs = claim(tx, { kinds, limit, owner: worker, leaseMs, now: at });
  return jobs.flatMap((job) => {
    const transmissionId = deps.ids.uuid();
    tx.statement("INSERT INTO transmissions (id, kind, letters, started_at, posted_at) VALUES (?, 'single', 1, ?, ?)").run(transmissionId, at.toISOString(), at.toISOString());
    const attempt = openAttempt(tx, deps, { job, transmissionId, worker, at });
    if (!attempt) tx.statement('DELETE FROM transmissions WHERE id = ?').run(transmissionId);
    return attempt ? [attempt] : [];
  });
}

/** The letter is being sent and has an open attempt; or, where it no longer waits for that, its job is done and the answer null. */
export function openAttempt(tx: Tx, deps: Pick<SendingDeps, 'ids'>, { job, transmissionId, worker, at }: { job: Job; transmissionId: string; worker: string; at: Date }): Leaving | null {
  const letter = tx.statement('SELECT * FROM letters WHERE id = ?').get(job.payload.letterId) as LetterRecord | undefined;
  const dispatch = tx.statement('SELECT * FROM dispatches WHERE id = ?').get(letter?.dispatch_id) as DispatchRecord;
  if (!letter || stoppedAtLeaving(tx, deps, letter, dispatch, at) || waitsForSigning(tx, deps, letter, dispatch, at) || !moveLetter(tx, letter, { to: 'sending', at, actorId: null })) {
    finish(tx, job.id, at);
    return null;
  }
  const attempt = tx.statement('INSERT INTO attempts (letter_id, transmission_id, worker, started_at) VALUES (?, ?, ?, ?)').run(letter.id, transmissionId, worker, at.toISOString());
  return { job, letter, attemptId: Number(attempt.lastInsertRowid), transmissionId, contents: contentsOf(tx, letter, dispatch, at) };
}

function contentsOf(reader: Reader, letter: LetterRecord, dispatch: DispatchRecord, at: Date): Contents {
  const title = titleOf(reader, dispatch, letter);
  const document = reader.statement('SELECT case_id AS caseId FROM documents WHERE id = ?').get(letter.document_id) as { caseId: string } | undefined;
  return {
    messageUuid: letter.message_uuid, title,
    recipient: { kind: letter.recipient_kind!, number: letter.recipient_number!, name: letter.recipient_name },
    replyAllowed: dispatch.reply_allowed === 1, replyBy: dispatch.reply_by, contactPoint: chosenContactPoint(reader, dispatch.contact_point_id), attention: letter.attention ? (JSON.parse(letter.attention) as Attention) : null,
    recipientContactPointId: letter.contact_point_id, answers: letter.answers ? (JSON.parse(letter.answers) as AnswerTo) : null,
    signing: signingLink(reader, letter, dispatch, at), caseId: document?.caseId ?? null, createdAt: at,
    // What waited here leaves on its day; what leaves before it is what Digital Post was to hold, whatever the setting says by now.
    doNotDeliverUntil: dispatch.deliver_on !== null && dispatch.deliver_on > localDay(at) ? dispatch.deliver_on : null,
    filename: `${title.slice(0, 120)}.pdf`, sent: letter.sent_blob_id!, ...filesToSend(reader, letter.document_id!),
  };
}

/** The letter with its bytes, as the outside party gets it. Throws where a file cannot be read. */
export async function outgoingLetter(deps: SendingDeps, { contents: { sent, attachments, bytes: _, ...letter } }: Leaving): Promise<OutgoingLetter> {
  return { ...letter, content: await deps.files.read(sent), attachments: await readAttachments(deps, attachments) };
}

/** Waits until a letter may go; answers what to call when it has gone, or why it stays. */
export type MayGo = (attempt: Attempt) => Promise<(() => void) | Extract<DeliveryOutcome, { kind: 'not_sent' }>>;

/** Reads the letter's bytes, waits until it may go and hands it over. Never throws: what cannot even be written is rejected. */
export async function sendAttempt(deps: SendingDeps, office: PostOffice, attempt: Leaving, mayGo: MayGo): Promise<DeliveryOutcome> {
  const leave = await roomForBytes(attempt.contents.bytes);
  return handOver(deps, office, attempt, mayGo).finally(leave);
}

async function handOver(deps: SendingDeps, office: PostOffice, attempt: Leaving, mayGo: MayGo): Promise<DeliveryOutcome> {
  let outgoing: OutgoingLetter;
  try {
    outgoing = await outgoingLetter(deps, attempt);
  } catch (error) {
    return { kind: 'not_sent', reason: 'file_unreadable', detail: (error as Error).message };
  }
  const gone = await mayGo(attempt);
  if (typeof gone !== 'function') return gone;
  try {
    return await office.deliver(outgoing);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return { kind: 'rejected', code: error.reason, message: '', letterAtFault: true };
    return { kind: 'unknown', reason: 'broke_off', detail: (error as Error).message };
  } finally {
    gone();
  }
}

/** Writes what became of an attempt. Answers why the connection should rest, or null. */
export function recordOutcome(tx: Tx, deps: SendingDeps, attempt: Attempt, outcome: DeliveryOutcome): string | null {
  const at = deps.clock.now();
  const now = at.toISOString();
  const told = describe(outcome);
  tx.statement('UPDATE attempts SET finished_at = ?, outcome = ?, reason = ?, detail = ? WHERE id = ?').run(now, outcome.kind, told.reason, told.detail, attempt.attemptId);
  tx.statement("UPDATE transmissions SET finished_at = ?, outcome = ?, peer_transmission_id = ? WHERE id = ? AND kind = 'single'")
    .run(now, outcome.kind, outcome.kind === 'accepted' ? outcome.peerTransmissionId : null, attempt.transmissionId);
  const move = (to: 'handed_over' | 'failed' | 'unknown' | 'queued', reason: { key: string; values: Record<string, string> } | null) =>
    moveLetter(tx, attempt.letter, { to, at, actorId: null, reason });

  if (outcome.kind === 'accepted' || outcome.kind === 'already_there') {
    const status = outcome.kind === 'accepted' ? outcome.status : 'ALREADY_THERE';
    if (attempt.letter.document_id) addReceipt(tx, deps, { documentId: attempt.letter.document_id, kind: 'technical', status, raw: outcome.raw, at });
    move('handed_over', null);
  } else if (outcome.kind === 'rejected' && outcome.letterAtFault) {
    move('failed', { key: 'rejected', values: { code: outcome.code, message: outcome.message } });
  } else if (outcome.kind === 'unknown') {
    move('unknown', { key: `unknown.${outcome.reason}`, values: {} });
  } else {
    const reason = outcome.kind === 'rejected' ? 'connection_refused_by_peer' : outcome.reason;
    move('queued', { key: `waits.${reason}`, values: {} });
    retryLater(tx, attempt.job.id, new Date(at.getTime() + Math.min(30_000, backOff(attempt.job.attempts) / 2)), reason);
    return reason;
  }
  finish(tx, attempt.job.id, at);
  return null;
}

function describe(outcome: DeliveryOutcome): { reason: string | null; detail: string | null } {
  if (outcome.kind === 'rejected') return { reason: outcome.code, detail: outcome.message };
  if (outcome.kind === 'not_sent' || outcome.kind === 'unknown') return { reason: outcome.reason, detail: outcome.detail };
  return { reason: null, detail: null };
}

/** Says on every waiting letter, and on the health page, why nothing leaves; null = the way is open again. */
export function recordConnection(tx: Tx, deps: SendingDeps, trouble: { reason: string; detail: string } | null): void {
  const at = deps.clock.now();
  const before = getStatus(tx, 'digital-post')?.value.reason ?? null;
  setStatus(tx, 'digital-post', trouble ? { ok: false, ...trouble } : { ok: true }, at);
  if (trouble && before !== trouble.reason) {
    tx.statement("UPDATE letters SET reason = ? WHERE state = 'queued'").run(JSON.stringify({ key: `waits.${trouble.reason}`, values: {} }));
  }
  if (!trouble && before !== null) tx.statement("UPDATE letters SET reason = NULL WHERE state = 'queued'").run();
}
