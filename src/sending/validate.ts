import type { Actor } from '../access/index.ts';
import { localDay } from '../core/dates.ts';
import type { Reader } from '../db/index.ts';
import { allMarked, knownMailbox, type MailboxStatus } from '../people/index.ts';
import { readSettings } from '../settings/index.ts';
import { nameOfFollowed } from './copies/as-sent.ts';
import { copyBlockers } from './copies/checks.ts';
import { listContactPoints } from './contact-points.ts';
import { momentOfDelivery } from './delivery-time.ts';
import { duplicatesIn } from './duplicates.ts';
import { contentHash, reportHash } from './fingerprint.ts';
import { findToRead, pagesOf, type DispatchRecord, type LetterRecord } from './find.ts';
import { reportAttachments } from './attachments/report-attachments.ts';
import { deadBlockers, isDead } from './gone.ts';
import { dispatchQuestions } from './pages.ts';
import { recipientView } from './letters.ts';
import type { Attention, SendingDeps } from './ports.ts';
import { mustSign, nobodySigns, signingBlockers } from './signing/who-signs.ts';
import { setUpBlockers } from './set-up-blockers.ts';
import type { Blocker, Report } from './types.ts';

/** Letters on the list, copies last, with what the last look-up said of each; without those whose custody holders get them instead. */
export function lettersToSend(reader: Reader, dispatchId: string): { letter: LetterRecord; mailbox: MailboxStatus | 'not_checked' }[] {
  const rows = reader.statement(`SELECT * FROM letters l WHERE l.dispatch_id = ? AND l.state = 'draft'
    AND NOT EXISTS (SELECT 1 FROM letters i WHERE i.follows_letter_id = l.id AND i.role = 'instead_of_child' AND i.state = 'draft') ORDER BY l.ordinal`).all(dispatchId) as LetterRecord[];
  const marked = allMarked(reader);
  const dead = ({ recipient_kind: kind, recipient_number: number }: LetterRecord) => kind === 'cpr' && marked.get(number!)?.mark === 'dead';
  return rows.map((letter) => ({ letter, mailbox: dead(letter) ? 'closed' : answeredMailbox(reader, letter) }));
}

/** What the last look-up said; a mailbox of the dead is closed, whatever Digital Post has not heard yet. */
export const mailboxOf = (reader: Reader, letter: Pick<LetterRecord, 'recipient_kind' | 'recipient_number'>): MailboxStatus | 'not_checked' => (isDead(reader, letter) ? 'closed' : answeredMailbox(reader, letter));

function answeredMailbox(reader: Reader, letter: Pick<LetterRecord, 'recipient_kind' | 'recipient_number'>): MailboxStatus | 'not_checked' {
  if (!letter.recipient_kind || !letter.recipient_number) return 'not_checked';
  return knownMailbox(reader, { kind: letter.recipient_kind, number: letter.recipient_number })?.status ?? 'not_checked';
}

/** A dry run: what would be sent to whom, what is held back and why, what blocks all of it. Nothing is sent. */
export function validate(deps: Pick<SendingDeps, 'db' | 'clock' | 'hasCertificate'>, actor: Actor, dispatchId: string): Report {
  return report(deps.db, findToRead(deps.db, actor, dispatchId), deps);
}

/** The report on a dispatch the caller has found through the actor; also made again inside the transaction that submits. */
export function report(reader: Reader, dispatch: DispatchRecord, deps: Pick<SendingDeps, 'clock' | 'hasCertificate'>): Report {
  const all = lettersToSend(reader, dispatch.id);
  const sendable = all.filter(({ mailbox }) => mailbox === 'registered');
  const content = contentHash(reader, dispatch);
  const before = sentBefore(reader, dispatch);
  const duplicates = duplicatesIn(reader, dispatch, deps.clock.now());
  const marked = allMarked(reader);
  const markOf = ({ recipient_kind: kind, recipient_number: number }: LetterRecord) => (kind === 'cpr' ? marked.get(number!) ?? null : null);
  const abroad = sendable.filter(({ letter }) => markOf(letter)?.mark === 'abroad');
  const held = all.filter(({ letter, mailbox }) => mailbox !== 'registered' && letter.recipient_number);
  const settings = readSettings(reader);
  const deliverOn = dispatch.deliver_on && momentOfDelivery(dispatch.deliver_on, dispatch.deliver_time) > deps.clock.now() ? dispatch.deliver_on : null;
  const platformHolds = deliverOn !== null && settings['sending.platformHolds'];
  const attached = reportAttachments(reader, dispatch, all.map(({ letter }) => letter), sendable.map(({ letter }) => letter));
  return {
    dispatchId: dispatch.id,
    revision: dispatch.revision,
    content,
    fingerprint: reportHash(content, dispatch.revision, all.map(({ mailbox }) => mailbox), [platformHolds ? 'held by the platform' : '', before?.dispatchId ?? '', ...abroad.map(({ letter }) => letter.id), ...duplicates.map(({ letterId, dispatchId }) => letterId + dispatchId)]),
    blockers: [...blockers(reader, dispatch, all.map(({ letter }) => letter), deps), ...deadBlockers(reader, dispatch.id, marked), ...nobodySigns(reader, all.map(({ letter }) => ({ letter, dead: markOf(letter)?.mark === 'dead' })), dispatch), ...attached.blockers],
    attachments: attached.report,
    sendable: sendable.length,
    heldBack: held.map(({ letter, mailbox }) => ({
      letterId: letter.id, ordinal: letter.ordinal, recipient: recipientView(letter), role: letter.role, relation: letter.relation, about: nameOfFollowed(reader, letter), why: mailbox, marked: markOf(letter),
    })),
    abroad: abroad.map(({ letter }) => ({ letterId: letter.id, ordinal: letter.ordinal, recipient: recipientView(letter)!, on: markOf(letter)!.on })),
    samePersonTwice: twice(all.map(({ letter }) => letter).filter(({ role }) => role === 'main')),
    persons: sendable.filter(({ letter }) => letter.role === 'main' && letter.recipient_kind === 'cpr').length,
    companies: sendable.filter(({ letter }) => letter.role === 'main' && letter.recipient_kind === 'cvr').length,
    copies: sendable.filter(({ letter }) => letter.role === 'guardian_copy' || letter.role === 'copy').length,
    instead: sendable.filter(({ letter }) => letter.role === 'instead_of_child').length,
    atCompanies: sendable.flatMap(({ letter }) => (letter.attention ? [{ letterId: letter.id, recipient: recipientView(letter), attention: JSON.parse(letter.attention) as Attention }] : [])),
    pages: sendable.reduce((sum, { letter }) => sum + pagesOf(letter).length, 0),
    deliverOn,
    platformHolds,
    answersTo: listContactPoints(reader).find((point) => point.id === dispatch.contact_point_id)?.name ?? null,
    signers: all.filter(({ letter, mailbox }) => mailbox === 'registered' && mustSign(reader, letter, dispatch)).length,
    undoMinutes: settings['sending.undoMinutes'],
    deliverTime: dispatch.deliver_time,
    bytes: sizes(reader, dispatch, sendable.map(({ letter }) => letter), attached.bytesOf),
    sentBefore: before,
    duplicates,
    paths: plannedPaths(reader, held.map(({ letter }) => letter.id)),
    sampleLetterId: sendable[0]?.letter.id ?? null,
  };
}

function blockers(reader: Reader, dispatch: DispatchRecord, letters: LetterRecord[], deps: Pick<SendingDeps, 'clock' | 'hasCertificate'>): Blocker[] {
  const settings = readSettings(reader);
  const questions = dispatchQuestions(reader, dispatch.id);
  const found: Blocker[] = [];
  for (const each of questions.unreadable) found.push({ kind: 'unreadable_page', ...each });
  for (const page of questions.ownerless) found.push({ kind: 'ownerless_page', page });
  for (const letter of letters) {
    if (letter.certainty === 'doubtful' || !letter.recipient_number) found.push({ kind: 'doubtful', letterId: letter.id, ordinal: letter.ordinal, pages: pagesOf(letter) });
  }
  if (letters.length === 0) found.push({ kind: 'no_letters' });
  if (!dispatch.title) found.push({ kind: 'no_title' });
  if (!dispatch.document_type_id) found.push({ kind: 'no_document_type' });
  const now = deps.clock.now();
  // A day without a time is over only when the day is; with one, when the time is.
  const past = dispatch.deliver_on !== null && (dispatch.deliver_time ? momentOfDelivery(dispatch.deliver_on, dispatch.deliver_time) <= now : dispatch.deliver_on < localDay(now));
  if (past) found.push({ kind: 'deliver_on_past' });
  found.push(...copyBlockers(reader, dispatch, letters, now));
  found.push(...setUpBlockers(reader, deps));
  found.push(...signingBlockers(dispatch, settings));
  if (dispatch.reply_allowed && !dispatch.contact_point_id && !settings['sender.contactPoint']) found.push({ kind: 'setting_missing', key: 'sender.contactPoint' });
  return found;
}

/** A letter is about as large as its share of the document's pages, and what goes with it. */
function sizes(reader: Reader, dispatch: DispatchRecord, letters: LetterRecord[], attached: (letter: LetterRecord) => number): Report['bytes'] {
  // What was no PDF is as large as the PDF it became.
  const working = dispatch.working_blob_id && (reader.statement('SELECT size FROM blobs WHERE id = ?').get(dispatch.working_blob_id) as { size: number } | undefined)?.size;
  const perPage = (working || dispatch.source_size) / Math.max(1, dispatch.pages ?? 1);
  const each = letters.map((letter) => Math.round(perPage * pagesOf(letter).length) + attached(letter));
  return { total: each.reduce((sum, size) => sum + size, 0), largest: each.reduce((most, size) => Math.max(most, size), 0) };
}

/** What was chosen for each letter that is held back. */
function plannedPaths(reader: Reader, letterIds: string[]): Report['paths'] {
  const chosen = reader.statement('SELECT path, count(*) AS n FROM letter_paths WHERE letter_id IN (SELECT value FROM json_each(?)) GROUP BY path').all(JSON.stringify(letterIds)) as { path: 'print' | 'remote' | 'otherwise'; n: number }[];
  const of = (path: string) => chosen.find((each) => each.path === path)?.n ?? 0;
  return { print: of('print'), remote: of('remote'), otherwise: of('otherwise'), wait: letterIds.length - chosen.reduce((sum, each) => sum + each.n, 0) };
}

function twice(letters: LetterRecord[]): Report['samePersonTwice'] {
  const byNumber = new Map<string, LetterRecord[]>();
  for (const letter of letters) {
    if (letter.recipient_number) byNumber.set(letter.recipient_number, [...(byNumber.get(letter.recipient_number) ?? []), letter]);
  }
  return [...byNumber.values()].filter((same) => same.length > 1)
    .map((same) => ({ recipient: recipientView(same[0]!)!, ordinals: same.map((letter) => letter.ordinal) }));
}

/** The same file, byte for byte, that has been submitted before. */
function sentBefore(reader: Reader, dispatch: DispatchRecord): Report['sentBefore'] {
  if (readSettings(reader)['sending.duplicateDays'] === 0) return null;
  const row = reader.statement(`SELECT d.id AS dispatchId, d.submitted_at AS at, u.name AS "by" FROM blobs mine
    JOIN blobs other ON other.sha256 = mine.sha256 AND other.id <> mine.id
    JOIN dispatches d ON d.source_blob_id = other.id AND d.submitted_at IS NOT NULL
    JOIN users u ON u.id = d.submitted_by
    WHERE mine.id = ? ORDER BY d.submitted_at DESC LIMIT 1`).get(dispatch.source_blob_id);
  return (row as Report['sentBefore'] | undefined) ?? null;
}
