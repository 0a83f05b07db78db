import { createHash } from 'node:crypto';
import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import { addTable, newDocument, type TablePages } from '../typeset/index.ts';
import type { DestroyDeps } from './destroy.ts';
import { ruleColumns, ruleOf } from './rules.ts';
import type { Certificate } from './types.ts';

/** What a certificate says on paper, table by table; the interface gives it. */
export type CertificateWords = (certificate: Certificate, sha256: string) => { title: string; tables: TablePages[] };

type Settled = { id: string; ruleId: string; outcome: 'destroyed' | 'left'; why: Certificate['leftDocuments'][number]['why']; type: string | null; year: string; templateYears: number | null; files: string | null };

function counted<T>(rows: Settled[], keyOf: (row: Settled) => string, shape: (row: Settled, documents: number) => T): T[] {
  return [...Map.groupBy(rows, keyOf)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, all]) => shape(all[0]!, all.length));
}

/** The certificate of a batch whose every document is settled, out of what the rows remember. */
function certificateOf(reader: Reader, batchId: string): Certificate {
  const about = reader.statement(`SELECT b.number, b.documents, p.name AS proposedBy, b.proposed_at AS proposedAt, a.name AS approvedBy, b.decided_at AS approvedAt, b.started_at AS startedAt
    FROM disposal_batches b JOIN users p ON p.id = b.proposed_by JOIN users a ON a.id = b.decided_by WHERE b.id = ?`).get(batchId) as Record<'proposedBy' | 'proposedAt' | 'approvedBy' | 'approvedAt' | 'startedAt', string> & { number: number; documents: number };
  const rows = reader.statement(`SELECT document_id AS id, rule_id AS ruleId, outcome, why, type_name AS type, coalesce(year, '') AS year, template_years AS templateYears, files FROM disposal_batch_documents WHERE batch_id = ? ORDER BY year, type_name, document_id`).all(batchId) as Settled[];
  const { last } = reader.statement('SELECT max(settled_at) AS last FROM disposal_batch_documents WHERE batch_id = ?').get(batchId) as { last: string };
  const gone = rows.filter(({ outcome }) => outcome === 'destroyed');
  const left = rows.filter(({ outcome }) => outcome === 'left');
  const rule = (id: string) => ruleOf(reader.statement(`SELECT ${ruleColumns} FROM retention_rules r WHERE r.id = ?`).get(id) as Parameters<typeof ruleOf>[0]);
  return {
    school: readSettings(reader)['school.name'], batch: about.number, documents: { proposed: about.documents, destroyed: gone.length, left: left.length },
    proposed: { by: about.proposedBy, at: about.proposedAt }, approved: { by: about.approvedBy, at: about.approvedAt }, destroyed: { from: about.startedAt, until: last },
    rules: counted(gone, (row) => `${row.ruleId} ${row.templateYears ?? ''}`, (row, documents) => {
      const { id: _id, madeAt: _at, madeBy: _by, ...plain } = rule(row.ruleId);
      return { type: row.type, rule: plain, templateYears: row.templateYears, documents };
    }),
    counts: counted(gone, (row) => `${row.year} ${row.type ?? ''}`, (row, documents) => ({ type: row.type, year: row.year, documents })),
    destroyedDocuments: gone.map(({ id, type, year, files }) => ({ id, type, year, files: JSON.parse(files!) as { role: string; sha256: string }[] })),
    leftDocuments: left.map(({ id, type, why }) => ({ id, type, why })),
  };
}

/** The certificate as the text that is kept and hashed. */
const textOf = (certificate: Certificate) => JSON.stringify(certificate, null, 2);
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

/** Ends a batch of which every document is settled: its certificate is made, kept as JSON and PDF, and its hashes written in the log. Can be made again after a crash; false where it is not its time. */
export async function endBatch(deps: DestroyDeps, batchId: string, words: CertificateWords): Promise<boolean> {
  const ready = `SELECT 1 FROM disposal_batches b WHERE b.id = ? AND b.state = 'destroying' AND NOT EXISTS (SELECT 1 FROM disposal_batch_documents e WHERE e.batch_id = b.id AND e.outcome IS NULL)`;
  if (!deps.db.statement(ready).get(batchId)) return false;
  const certificate = certificateOf(deps.db, batchId);
  const text = textOf(certificate);
  const blob = await deps.files.put(await certificatePdf(words(certificate, sha256(text))));
  const kept = deps.db.write((tx) => {
    if (!tx.statement(ready).get(batchId)) return false;
    const at = deps.clock.now();
    deps.files.record(tx, blob);
    tx.statement("UPDATE disposal_batches SET state = 'destroyed', destroyed_at = ?, certificate = ?, certificate_blob_id = ? WHERE id = ?").run(certificate.destroyed.until, text, blob.id, batchId);
    record(tx, { at, actorId: null, event: 'disposal.destroyed', subject: { kind: 'disposal_batch', id: batchId }, payload: { ...certificate.documents, certificate: sha256(text), pdf: blob.sha256 } });
    return true;
  });
  if (!kept) deps.files.drop(blob.id);
  return kept;
}

async function certificatePdf({ title, tables }: ReturnType<CertificateWords>): Promise<Uint8Array> {
  const { pdf, fonts } = await newDocument();
  pdf.setTitle(title);
  pdf.setLanguage('da');
  for (const table of tables) await addTable(pdf, fonts, table);
  return pdf.save();
}

/** A certificate to take away, `json` or `pdf`; that it was taken is logged. not_found without the right, or before the batch has ended. */
export async function takeCertificate(deps: Pick<DestroyDeps, 'db' | 'clock' | 'files'>, actor: Actor, batchId: string, kind: 'json' | 'pdf'): Promise<{ number: number; content: Uint8Array }> {
  if (!may(actor, 'dispose')) throw notFound();
  const row = deps.db.statement('SELECT number, certificate, certificate_blob_id AS blob FROM disposal_batches WHERE id = ? AND certificate IS NOT NULL').get(batchId) as { number: number; certificate: string; blob: string } | undefined;
  if (!row) throw notFound();
  const content = kind === 'json' ? new TextEncoder().encode(row.certificate) : await deps.files.read(row.blob);
  deps.db.write((tx) => record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'disposal.certificate_taken', subject: { kind: 'disposal_batch', id: batchId }, payload: { kind } }));
  return { number: row.number, content };
}

/** The SHA-256 of the certificate as it is kept, for its page. */
export const certificateHash = (reader: Reader, batchId: string): string | null => {
  const row = reader.statement('SELECT certificate FROM disposal_batches WHERE id = ?').get(batchId) as { certificate: string | null } | undefined;
  return row?.certificate ? sha256(row.certificate) : null;
};
