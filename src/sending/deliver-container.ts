import type { Reader, Tx } from '../db/index.ts';
import { claimThese, dueGroups, dueOf, retryAs, type Job } from '../queue/index.ts';
import { readSettings } from '../settings/index.ts';
import { filesToSend } from './attachments/send-attachments.ts';
import { leaseMs, openAttempt, outgoingLetter, recordOutcome, type Attempt, type Leaving } from './deliver.ts';
import { moveLetter } from './letter-state.ts';
import type { DeliveryOutcome, OutgoingLetter, PostOffice, SendingDeps } from './ports.ts';

const kind = 'deliver-in-container';
const by = 'dispatchId';
/** Letters of a container that are written in one transaction, so that no page waits for a big one. */
const batch = 96;
/** Base64 makes four bytes of three. */
const inMessage = (bytes: number) => Math.ceil((bytes * 4) / 3) + 3000;

/** How letters of a dispatch are delivered: large volumes must be mass-sent (facts: digital-post 2), a few go one by one. */
export function deliveryKind(reader: Reader, dispatchId: string): 'deliver-letter' | 'deliver-in-container' {
  const from = readSettings(reader)['digitalPost.massFrom'];
  if (from === 0) return 'deliver-letter';
  const { n } = reader.statement("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND state NOT IN ('draft', 'removed', 'failed', 'cancelled', 'printed', 'remote_printed', 'handled_otherwise')").get(dispatchId) as { n: number };
  return n >= from ? kind : 'deliver-letter';
}

/** A dispatch that has a container's worth of due letters, or whose letters are all made and have the links they are to carry; null where there is none. */
export function dueContainer(deps: SendingDeps): string | null {
  const full = readSettings(deps.db)['digitalPost.massLetters'];
  const making = deps.db.statement(`SELECT 1 FROM letters WHERE dispatch_id = @id AND state = 'preparing' UNION ALL
    SELECT 1 FROM signature_requests r JOIN jobs j ON j.key = 'request-signature:' || r.id WHERE r.dispatch_id = @id AND r.state = 'ordered' AND j.attempts < 2 LIMIT 1`);
  return dueGroups(deps.db, { kind, by, now: deps.clock.now() }).find((group) => group.due >= full || making.get({ id: group.value }) === undefined)?.value ?? null;
}

/**
 * Packs due letters of one dispatch into a container and hands it over: one transmission, an attempt for each
 * letter, all committed before a byte leaves. Without an answer exactly these letters are unknown. What was
 * answered is written at once, then letter by letter in short transactions.
 * @returns whether it was taken, and why the connection should rest, or null
 */
export async function deliverContainer(deps: SendingDeps, office: PostOffice, worker: string, dispatchId: string): Promise<{ accepted: boolean; trouble: string | null }> {
  const transmissionId = deps.ids.uuid();
  const attempts = await openAttempts(deps, worker, transmissionId, claimContainer(deps, worker, transmissionId, dispatchId));
  let trouble: string | null = null;
  const record = (some: Attempt[], outcomeOf: (attempt: Attempt) => DeliveryOutcome) => inBatches(some, (few) => {
    deps.db.write((tx) => { for (const attempt of few) trouble = recordInContainer(tx, deps, attempt, outcomeOf(attempt)) ?? trouble; });
  });

  const { container, apart } = await packAttempts(deps, office, attempts);
  // Letters that could not be packed are no part of it, whatever becomes of the rest.
  await record(attempts.filter((each) => apart.has(each.attemptId)), (each) => apart.get(each.attemptId)!);
  const going = attempts.filter((each) => !apart.has(each.attemptId));
  if (going.length === 0) {
    deps.db.write((tx) => tx.statement("UPDATE transmissions SET finished_at = ?, outcome = 'not_sent', letters = 0 WHERE id = ?").run(deps.clock.now().toISOString(), transmissionId));
    return { accepted: false, trouble };
  }
  // From here on bytes may leave.
  deps.db.write((tx) => tx.statement('UPDATE transmissions SET posted_at = ?, letters = ? WHERE id = ?').run(deps.clock.now().toISOString(), going.length, transmissionId));
  const outcome = await post(office, transmissionId, container!);
  await writeAnswer(deps, transmissionId, outcome);
  await record(going, () => outcome);
  return { accepted: outcome.kind === 'accepted', trouble };
}

/**
 * Writes what became of one letter of a container. Which letter a container was refused for is not said:
 * each goes alone then, and the one at fault fails alone. Answers as `recordOutcome`.
 */
export function recordInContainer(tx: Tx, deps: SendingDeps, attempt: Attempt, outcome: DeliveryOutcome): string | null {
  const ofAll = outcome.kind === 'rejected' && outcome.letterAtFault && outcome.ofContainer === true;
  if (!ofAll) return recordOutcome(tx, deps, attempt, outcome);
  const at = deps.clock.now();
  tx.statement('UPDATE attempts SET finished_at = ?, outcome = ?, reason = ?, detail = ? WHERE id = ?').run(at.toISOString(), outcome.kind, outcome.code, outcome.message, attempt.attemptId);
  moveLetter(tx, attempt.letter, { to: 'queued', at, actorId: null, reason: { key: 'waits.container_refused', values: {} } });
  retryAs(tx, attempt.job.id, 'deliver-letter', at);
  return null;
}

/** Takes as many letters as the bounds of a container allow; at least one, however large. */
function claimContainer(deps: SendingDeps, worker: string, transmissionId: string, dispatchId: string): Job[] {
  const settings = readSettings(deps.db);
  const now = deps.clock.now();
  return deps.db.write((tx) => {
    const chosen: Job[] = [];
    let left = settings['digitalPost.massMegabytes'] * 1_000_000;
    for (const job of dueOf(tx, { kind, by, value: dispatchId, limit: settings['digitalPost.massLetters'], now })) {
      left -= inMessage(bytesOf(tx, String(job.payload.letterId)));
      if (left < 0 && chosen.length > 0) break;
      chosen.push(job);
    }
    tx.statement("INSERT INTO transmissions (id, kind, letters, started_at) VALUES (?, 'mass', ?, ?)").run(transmissionId, chosen.length, now.toISOString());
    return claimThese(tx, chosen, { owner: worker, leaseMs, now });
  });
}

/** Bytes of a letter with everything it carries; none where it has not been filed. */
function bytesOf(reader: Reader, letterId: string): number {
  const { documentId } = reader.statement('SELECT document_id AS documentId FROM letters WHERE id = ?').get(letterId) as { documentId: string | null };
  return documentId === null ? 0 : filesToSend(reader, documentId).bytes;
}

async function openAttempts(deps: SendingDeps, worker: string, transmissionId: string, jobs: Job[]): Promise<Leaving[]> {
  const opened: Leaving[] = [];
  await inBatches(jobs, (some) => {
    opened.push(...deps.db.write((tx) => some.flatMap((job) => openAttempt(tx, deps, { job, transmissionId, worker, at: deps.clock.now() }) ?? [])));
  });
  return opened;
}

type Packed = { container: Uint8Array | null; /** Letters that are not in it, by attempt: why. */ apart: Map<number, DeliveryOutcome> };

async function packAttempts(deps: SendingDeps, office: PostOffice, attempts: Leaving[]): Promise<Packed> {
  const apart: Packed['apart'] = new Map();
  if (attempts.length === 0) return { container: null, apart };
  try {
    const { container, unwritable } = await office.packLetters(outgoing(deps, attempts, apart));
    for (const { attemptId, letter } of attempts) {
      const code = unwritable.get(letter.message_uuid);
      if (code !== undefined) apart.set(attemptId, { kind: 'rejected', code, message: '', letterAtFault: true });
    }
    return { container, apart };
  } catch (error) {
    const failed: DeliveryOutcome = { kind: 'not_sent', reason: 'packing_failed', detail: (error as Error).message };
    return { container: null, apart: new Map(attempts.map((each) => [each.attemptId, apart.get(each.attemptId) ?? failed])) };
  }
}

/** A full disk may have let go the second time: an answer that is known must not become unknown for one failed write. */
async function writeAnswer(deps: SendingDeps, transmissionId: string, outcome: DeliveryOutcome): Promise<void> {
  const peerId = outcome.kind === 'accepted' ? outcome.peerTransmissionId : null;
  const write = () => deps.db.write((tx) => tx.statement('UPDATE transmissions SET answer = ?, outcome = ?, peer_transmission_id = ?, finished_at = ? WHERE id = ?')
    .run(JSON.stringify(outcome), outcome.kind, peerId, deps.clock.now().toISOString(), transmissionId));
  try {
    write();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 500));
    write();
  }
}

/** The letters with their bytes; the next one's file is read while this one is packed. */
async function* outgoing(deps: SendingDeps, attempts: Leaving[], apart: Map<number, DeliveryOutcome>): AsyncGenerator<OutgoingLetter> {
  const read = (attempt: Leaving | undefined) => attempt && outgoingLetter(deps, attempt).catch((error: Error) => error);
  let ahead = read(attempts[0]);
  for (const [index, attempt] of attempts.entries()) {
    const letter = (await ahead)!;
    ahead = read(attempts[index + 1]);
    if (letter instanceof Error) apart.set(attempt.attemptId, { kind: 'not_sent', reason: 'file_unreadable', detail: letter.message });
    else yield letter;
  }
}

async function post(office: PostOffice, transmissionId: string, container: Uint8Array): Promise<DeliveryOutcome> {
  try {
    const outcome = await office.deliverContainer(transmissionId, container);
    return outcome.kind === 'rejected' ? { ...outcome, ofContainer: true } : outcome;
  } catch (error) {
    return { kind: 'unknown', reason: 'broke_off', detail: (error as Error).message };
  }
}

/** Between the transactions others get their turn: the loop's own letters, and in `serve --all` the pages. */
async function inBatches<T>(all: T[], write: (some: T[]) => void): Promise<void> {
  for (let start = 0; start < all.length; start += batch) {
    write(all.slice(start, start + batch));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
