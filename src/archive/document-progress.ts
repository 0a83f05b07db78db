import { createHash } from 'node:crypto';
import type { Ids } from '../core/ids.ts';
import type { Tx } from '../db/index.ts';
import { awaitPreservation } from './preservation.ts';
import type { DocumentStatus } from './types.ts';

/** What sending tells the archive of a letter's fate. Times are stored ISO times; the first time told is kept. */
export function setDocumentProgress(tx: Tx, documentId: string, progress: { status: DocumentStatus; sentAt?: string | null; receivedAt?: string | null }): void {
  tx.statement('UPDATE documents SET status = ?, sent_at = coalesce(sent_at, ?), received_at = coalesce(received_at, ?) WHERE id = ?')
    .run(progress.status, progress.sentAt ?? null, progress.receivedAt ?? null, documentId);
  if (progress.status === 'handed_over' || progress.status === 'delivered') awaitPreservation(tx, documentId);
}

/** Lays a receipt beside the letter, byte for byte as it came, with its SHA-256. */
export function addReceipt(tx: Tx, deps: { ids: Ids }, receipt: { documentId: string; kind: 'technical' | 'business'; status: string; raw: string; at: Date }): void {
  tx.statement('INSERT INTO document_receipts (id, document_id, kind, status, raw, sha256, received_at) VALUES (?, ?, ?, ?, ?, ?, ?)').run(
    deps.ids.uuid(), receipt.documentId, receipt.kind, receipt.status, receipt.raw,
    createHash('sha256').update(receipt.raw).digest('hex'), receipt.at.toISOString(),
  );
}
