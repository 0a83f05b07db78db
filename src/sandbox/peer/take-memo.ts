import { randomUUID } from 'node:crypto';
import { startOfLocalDay } from '../../core/dates.ts';
import { checkMemo, type CheckedMemo } from '../memo/check.ts';
import { XmlRefused } from '../memo/document.ts';
import { isDay } from '../memo/values.ts';
import type { SandboxSettings } from '../settings.ts';
import { findContact } from '../store/contacts.ts';
import { memosByUuid, storeMemo, type MemoRow } from '../store/memos.ts';
import type { ReceiptBody } from '../store/receipts.ts';
import { refusal, type Answer } from './answers.ts';
import { strikes, type Peer } from './context.ts';

/**
 * Judges one MeMo and stores it when it is taken. What is wrong with the envelope is refused at once;
 * what is wrong with the content becomes a business receipt INVALID, unless the setting says otherwise.
 * `stored` tells whether a letter lies in the peer now, which is when the faults after the bytes strike.
 */
export function takeMemo(peer: Peer, caller: string, namedUuid: string, xml: Uint8Array, settings: SandboxSettings): { answer: Answer; stored: boolean } {
  const refuse = (answer: Answer) => ({ answer, stored: false });
  const judged = judgeEnvelope(peer, caller, namedUuid, xml, settings);
  if ('fault' in judged) return refuse(judged.fault);
  const { memo } = judged;
  const { facts, violations } = memo;
  if (violations.length > 0 && settings.contentErrors === 'synchronous') return refuse(refusal(400, violations[0]!.code, violations[0]!.message, violations));
  const earlier = memosByUuid(peer.store, facts.uuid)[0];
  if (earlier && settings.duplicateUuid === 'conflict_409') return refuse(refusal(409, 'message.uuid.already.exists', 'A memo with this UUID was received before'));
  if (earlier && settings.duplicateUuid === 'idempotent_201') return refuse({ status: 201, body: technicalReceipt(earlier) });
  const row = storeChecked(peer, caller, memo, xml, settings);
  return { answer: { status: 201, body: technicalReceipt(row) }, stored: true };
}

/** What is refused at once: no XML, another root, another UUID than announced, another sender than the certificate's. */
export function judgeEnvelope(peer: Peer, caller: string, namedUuid: string, xml: Uint8Array, settings: SandboxSettings): { memo: CheckedMemo } | { fault: Answer } {
  let memo: CheckedMemo;
  try {
    memo = checkMemo(xml, settings, peer.clock.now());
  } catch (error) {
    if (error instanceof XmlRefused) return { fault: refusal(400, error.code, error.message) };
    throw error;
  }
  const { facts, violations } = memo;
  const wrongRoot = violations.find((entry) => entry.code === 'memo.namespace.not.allowed' || entry.code === 'memo.root.not.allowed');
  if (wrongRoot) return { fault: refusal(400, wrongRoot.code, wrongRoot.message, [wrongRoot]) };
  if (facts.uuid !== namedUuid.toLowerCase()) return { fault: refusal(400, 'message.uuid.mismatch', 'The announced UUID is another than MessageHeader/messageUUID') };
  if (facts.sender.type !== 'CVR' || facts.sender.id !== caller) return { fault: refusal(403, 'sender.not.allowed', 'The sender is not the organisation of the client certificate') };
  return { memo };
}

/** The letter lies in the peer, with the receipts that will come; those of a container carry its transmission id. */
export function storeChecked(peer: Peer, caller: string, memo: CheckedMemo, xml: Uint8Array, settings: SandboxSettings, container?: string): MemoRow {
  const row = settle(peer, caller, memo, settings);
  storeMemo(peer.store, row, xml, receiptsFor(row, settings, container ?? row.transmission));
  return row;
}

/** Decides now what becomes of the letter and when that shows. */
function settle(peer: Peer, caller: string, { facts, violations }: CheckedMemo, settings: SandboxSettings): MemoRow {
  const accepted = peer.clock.now().getTime();
  const contact = findContact(peer.store, facts.recipient.type.toLowerCase(), facts.recipient.id);
  const delay = settings.outOfOrder ? settings.receiptDelayMs * 2 * Math.random() : settings.receiptDelayMs;
  let due = accepted + Math.round(delay);
  let outcome: Pick<MemoRow, 'status' | 'error_code' | 'error_message'> = { status: 'COMPLETED', error_code: null, error_message: null };
  if (violations.length > 0) {
    const words = violations.slice(0, 5).map((entry) => `${entry.path}: ${entry.message}`).join('; ');
    outcome = { status: 'INVALID', error_code: violations[0]!.code, error_message: words };
  } else if (strikes(peer, 'invalid')) {
    outcome = { status: 'INVALID', error_code: 'sandbox.set.to.invalid', error_message: 'The sandbox is set to refuse this one' };
  } else if (strikes(peer, 'notAllowed')) {
    outcome = { status: 'NOT_ALLOWED', error_code: 'sandbox.set.to.not.allowed', error_message: 'The sandbox is set to refuse this one' };
  } else if (contact?.status !== 'REGISTERED') {
    outcome = { status: 'NOT_ALLOWED', error_code: 'recipient.mailbox.not.registered', error_message: 'The recipient cannot receive Digital Post' };
  }
  const day = facts.doNotDeliverUntil;
  if (outcome.status === 'COMPLETED' && day !== null && isDay(day)) due = Math.max(due, startOfLocalDay(day).getTime());
  return {
    transmission: randomUUID(), uuid: facts.uuid, sender: caller, sender_label: facts.sender.label, title: facts.title, mailbox: contact?.mailbox ?? null,
    message_id: facts.messageId, reply: facts.reply ? 1 : 0, accepted_at: accepted, due_at: due, ...outcome,
  };
}

function technicalReceipt(row: MemoRow): ReceiptBody {
  return {
    transmissionId: row.transmission, messageUUID: row.uuid, messageId: row.message_id, errorCode: null, errorMessage: null,
    timeStamp: new Date(row.accepted_at).toISOString(), receiptStatus: 'RECEIVED',
  };
}

function receiptsFor(row: MemoRow, settings: SandboxSettings, transmissionId: string): { dueAt: number; body: ReceiptBody }[] {
  const business: ReceiptBody = {
    ...technicalReceipt(row), transmissionId, errorCode: row.error_code, errorMessage: row.error_message,
    timeStamp: new Date(row.due_at).toISOString(), receiptStatus: row.status,
  };
  const all = [{ dueAt: row.due_at, body: business }];
  if (settings.duplicateReceipts) all.push({ dueAt: row.due_at, body: business });
  if (settings.lateTechnicalReceipts) all.push({ dueAt: row.due_at, body: { ...technicalReceipt(row), transmissionId } });
  return all;
}
