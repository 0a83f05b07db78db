import { eraseAbout, record } from '../audit/index.ts';
import type { Reader, Tx } from '../db/index.ts';

/** What is remembered of a document when it is gone: no title, no name, no number. */
export type Remembered = { caseId: string; typeName: string | null; year: string; templateYears: number | null; files: { role: string; sha256: string }[] };

/** null where there is no such document. `year`: of its sending, receipt or filing, in Copenhagen. */
export function rememberDocument(reader: Reader, documentId: string): Remembered | null {
  const row = reader.statement(`SELECT d.case_id AS caseId, t.name AS typeName, d.retention_years AS templateYears, substr(local_day(coalesce(d.sent_at, d.received_at, d.created_at)), 1, 4) AS year
    FROM documents d LEFT JOIN document_types t ON t.id = d.document_type_id WHERE d.id = ?`).get(documentId) as Omit<Remembered, 'files'> | undefined;
  if (!row) return null;
  const files = reader.statement(`SELECT role, sha256 FROM document_files WHERE document_id = @id UNION ALL SELECT 'version', sha256 FROM document_versions WHERE document_id = @id ORDER BY 1, 2`).all({ id: documentId }) as Remembered['files'];
  return { ...row, files };
}

/** Whether the document, or its case, lies in a package somebody made and that can still be fetched. */
export const liesInPackage = (reader: Reader, documentId: string): boolean =>
  reader.statement(`SELECT 1 FROM bulk_acts a JOIN bulk_items i ON i.bulk_id = a.id WHERE a.blob_id IS NOT NULL
    AND i.subject_id IN (SELECT id FROM documents WHERE id = @id UNION SELECT case_id FROM documents WHERE id = @id)`).get({ id: documentId }) !== undefined;

/** Whether something is being made of it just now: its text, its PDF/A. What is made of a document that is gone would be left over. */
export const isBeingMade = (reader: Reader, documentId: string): boolean =>
  reader.statement("SELECT 1 FROM documents WHERE id = @id AND readable = 'waiting' UNION ALL SELECT 1 FROM preservation_copies WHERE document_id = @id AND state = 'waiting'").get({ id: documentId }) !== undefined;

/**
 * Takes a document away with all that belongs to it here: files of every kind, earlier versions, text, receipts, notes, fields,
 * keywords. Answers the blobs it owned, for whoever takes them off the disk. The indexes of the search hear of it by their triggers.
 */
export function destroyDocument(tx: Tx, documentId: string): string[] {
  const blobs = tx.statement('SELECT blob_id AS id FROM document_files WHERE document_id = @id UNION SELECT blob_id FROM document_versions WHERE document_id = @id').all({ id: documentId }) as { id: string }[];
  for (const table of ['document_files', 'document_versions', 'document_texts', 'document_receipts', 'preservation_copies']) tx.statement(`DELETE FROM ${table} WHERE document_id = ?`).run(documentId);
  forgetWritten(tx, 'document', documentId);
  tx.statement('DELETE FROM documents WHERE id = ?').run(documentId);
  return blobs.map(({ id }) => id);
}

function forgetWritten(tx: Tx, kind: 'case' | 'document', id: string): void {
  for (const table of ['notes', 'metadata_values', 'keywords']) tx.statement(`DELETE FROM ${table} WHERE subject_kind = ? AND subject_id = ?`).run(kind, id);
}

/** Whether everything is done with and nothing is on its way: a case that can become disposed. */
export const isEmptyCase = (reader: Reader, caseId: string): boolean =>
  reader.statement(`SELECT 1 FROM cases c WHERE c.id = ? AND c.status IN ('closed', 'for_disposal') AND c.merged_into IS NULL
    AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.case_id = c.id) AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.case_id = c.id)`).get(caseId) !== undefined;

/**
 * An empty case is disposed of. `shell`: the title it has from now on, where its name, numbers, parties and all that was written
 * on it go too, and the names of those once taken up into it; null = they stay.
 */
export function disposeCase(tx: Tx, caseId: string, { shell, at }: { shell: string | null; at: Date }): void {
  const before = tx.statement('SELECT status FROM cases WHERE id = ?').get(caseId) as { status: string };
  tx.statement("UPDATE cases SET status = 'disposed', closed_at = coalesce(closed_at, @at), updated_at = @at WHERE id = @id").run({ at: at.toISOString(), id: caseId });
  if (shell !== null) {
    const all = tx.statement('SELECT id FROM cases WHERE id = @id OR merged_into = @id').all({ id: caseId }) as { id: string }[];
    for (const { id } of all) {
      tx.statement('UPDATE cases SET title = ? WHERE id = ?').run(shell, id);
      tx.statement('DELETE FROM case_identifiers WHERE case_id = ?').run(id);
      tx.statement('DELETE FROM case_parties WHERE case_id = ?').run(id);
      forgetWritten(tx, 'case', id);
    }
    eraseAbout(tx, all.map(({ id }) => ({ kind: 'case', id })));
  }
  record(tx, { at, actorId: null, event: 'case.disposed', subject: { kind: 'case', id: caseId }, payload: { before: before.status, after: 'disposed' } });
}
