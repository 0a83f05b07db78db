import { mayChangeCase, type Actor } from '../../access/index.ts';
import { getDocument, listNotes, listVersions, mayApproveOn, readKeywords, readValues } from '../../archive/index.ts';
import type { Reader } from '../../db/index.ts';
import type { DocumentExtras } from '../../../views/filing/document-acts.tsx';

/** What the document's page shows beside its files. */
export function documentExtras(reader: Reader, actor: Actor, id: string, parts: Pick<DocumentExtras, 'gone' | 'typed' | 'editing'> = {}): DocumentExtras {
  const document = getDocument(reader, actor, id);
  const subject = { kind: 'document' as const, id };
  const row = reader.statement('SELECT d.version, d.approved_at AS at, u.name AS by, d.readable, coalesce(d.searchable_reason, (SELECT m.searchable_reason FROM messages m WHERE m.document_id = d.id)) AS unsearchable, d.folder FROM documents d LEFT JOIN users u ON u.id = d.approved_by WHERE d.id = ?').get(id) as
    { version: number; at: string | null; by: string | null; readable: DocumentExtras['readable']; unsearchable: string | null; folder: string | null };
  return {
    mayChange: mayChangeCase(reader, actor, document.caseId), mayApprove: mayApproveOn(reader, actor, document.caseId), version: row.version, approved: row.at ? { at: row.at, by: row.by ?? '' } : null, readable: row.readable, unsearchable: row.unsearchable, folder: row.folder,
    fields: readValues(reader, actor, subject), keywords: readKeywords(reader, subject), versions: listVersions(reader, actor, id), notes: listNotes(reader, actor, subject), ...parts,
  };
}
