import { certificateHash, endBatch, type CertificateWords } from './certificate.ts';
import { destroyNext, dueBatches, type DestroyDeps } from './destroy.ts';
import { disposeEmptyCases } from './empty-cases.ts';

export type DisposalWords = { certificate: CertificateWords; /** The title of a case without a name. */ shell: string };
export type DestroyedBatch = { batch: number; destroyed: number; left: { documentId: string; why: string }[]; certificate: string | null };
export type DisposalRun = { batches: DestroyedBatch[]; cases: number };

/**
 * Destroys what approved batches hold whose time to be taken back is over, makes their certificates, and disposes of the cases that are
 * left empty. A document at a time with a breath between, so that no page waits. Two processes at once share the work.
 */
export async function destroyDue(deps: DestroyDeps, words: DisposalWords): Promise<DisposalRun> {
  const due = dueBatches(deps);
  if (due.length === 0) return { batches: [], cases: await disposeEmptyCases(deps, words.shell) };
  // What is deleted is overwritten in the database's file too, not only given free (what a page held before it was last rearranged is not).
  deps.db.statement('PRAGMA secure_delete = ON').get();
  try {
    const batches: DestroyedBatch[] = [];
    for (const { id, number } of due) {
      while (destroyNext(deps, id)) await new Promise((resolve) => setTimeout(resolve, 0));
      await endBatch(deps, id, words.certificate);
      const rows = deps.db.statement('SELECT document_id AS documentId, outcome, why FROM disposal_batch_documents WHERE batch_id = ? AND outcome IS NOT NULL').all(id) as { documentId: string; outcome: string; why: string }[];
      const left = rows.filter(({ outcome }) => outcome === 'left').map(({ documentId, why }) => ({ documentId, why }));
      batches.push({ batch: number, destroyed: rows.length - left.length, left, certificate: certificateHash(deps.db, id) });
    }
    return { batches, cases: await disposeEmptyCases(deps, words.shell) };
  } finally {
    deps.db.statement('PRAGMA secure_delete = OFF').get();
    deps.db.statement('PRAGMA wal_checkpoint(TRUNCATE)').get();
  }
}
