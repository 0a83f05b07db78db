import { record } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import type { StoredBlob } from '../files/index.ts';
import { lookupsOf } from './lookups.ts';
import { receiversOf, tellOf } from './place-by-hand.ts';
import { messageRecord, placeMessage } from './placing.ts';
import type { ReceivingDeps } from './ports.ts';
import { decide } from './rules.ts';
import { unaddressed, type Party, type Step, type Why } from './types.ts';

/** A letter of ours that came back signed and was judged to be just that. The blob has its row. */
export type SignedLetter = { requestId: string; letterId: string; documentId: string; title: string; signer: Party & { name: string | null }; requestedBy: string | null; blob: StoredBlob; at: Date };

/**
 * Takes a signed letter into the school's post: the same order of distribution as everything else, in which the answer to
 * our own letter comes first. Where it found its letter, and the one who asked for the signature has it (whom a notice tells
 * of all of a dispatch), nothing more is to be done about it. Answers what was decided, for the history of the letter.
 */
export function takeInSigned(tx: Tx, deps: Pick<ReceivingDeps, 'ids'>, signed: SignedLetter): { step: Step; reason: Why; userId: string | null } {
  const { at, blob, signer } = signed;
  const now = at.toISOString();
  const id = deps.ids.uuid();
  const name = signer.name ?? '';
  const sent = tx.statement("SELECT filename, pages FROM document_files WHERE document_id = ? AND role = 'sent' AND position = 0").get(signed.documentId) as { filename: string; pages: number | null } | undefined;
  // Nothing is left to do out there: the service keeps what it has.
  tx.statement("INSERT INTO fetched_memos (id, memo_id, blob_id, size, sha256, state, stored_at, acknowledged_at, deleted_at) VALUES (?, ?, ?, ?, ?, 'read', ?, ?, ?)")
    .run(id, `signed:${signed.requestId}`, blob.id, blob.size, blob.sha256, now, now, now);
  tx.statement(`INSERT INTO messages (id, fetched_id, kind, title, sender_kind, sender_number, sender_name, received_at, addressed, body, readable, place, thread_id, decision, signature_id)
    VALUES (?, ?, 'letter', ?, ?, ?, ?, ?, ?, '', 'none', 'tray', ?, '{}', ?)`).run(id, id, signed.title, signer.kind, signer.number, name, now, JSON.stringify(unaddressed), signed.documentId, signed.requestId);
  tx.statement("INSERT INTO message_files (message_id, position, kind, label, filename, mime, claimed, blob_id, sha256, size, pages) VALUES (?, 0, 'main', '', ?, 'application/pdf', '', ?, ?, ?, ?)")
    .run(id, sent?.filename ?? 'signeret.pdf', blob.id, blob.sha256, blob.size, sent?.pages ?? null);
  record(tx, { at, actorId: null, event: 'message.stored', subject: { kind: 'message', id }, payload: { sha256: blob.sha256, size: blob.size } });
  const { step, why, target, file } = decide({ sender: signer, senderName: name, title: signed.title, body: '', types: [], addressed: unaddressed, signs: signed.letterId }, lookupsOf(tx));
  const told = target?.userId != null && target.userId === signed.requestedBy;
  placeMessage(tx, deps, messageRecord(tx, id), {
    to: { place: !target ? 'tray' : told && file ? 'done' : 'assigned', userId: target?.userId ?? null, groupId: target?.groupId ?? null, caseId: file, note: null, dueOn: null },
    step, why, event: 'message.distributed', actorId: null, at,
  });
  if (target && !told) for (const userId of receiversOf(tx, target, at)) tellOf(tx, deps, userId, 1, at);
  return { step, reason: why, userId: target?.userId ?? null };
}
