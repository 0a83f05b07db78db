import { sql } from 'drizzle-orm';
import { strToU8 } from 'fflate';
import { actorOf, findUser, visibleCases, visibleDocuments, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { conflict, notFound, Problem } from '../../core/errors.ts';
import { getDocument } from '../documents.ts';
import { caseData, documentData, documentsOf, fileEntries } from '../exports/case-package.ts';
import type { PackageEntry } from '../exports/ports.ts';
import { inside, zipStream } from '../exports/zip-stream.ts';
import { getCase } from '../queries.ts';
import { findBulkIn, type BulkRecord } from './find-bulk.ts';
import { end } from './step-bulk.ts';
import type { BulkDeps } from './types.ts';

type Packed = { entries: PackageEntry[]; documents: string[] };

/** The files of one chosen document, and what is known of it and where it lies. */
function packDocument(deps: BulkDeps, actor: Actor, id: string, n: number, about: unknown[]): Packed {
  const document = getDocument(deps.db, actor, id);
  const { title, identifier } = getCase(deps.db, actor, document.caseId);
  about.push({ number: n, case: title, caseIdentifier: identifier, ...documentData(deps.db, actor, document) });
  return { entries: fileEntries(deps.db, [document], 'dokumenter', n), documents: [id] };
}

function packCase(deps: BulkDeps, actor: Actor, id: string, n: number): Packed {
  const data = caseData(deps.db, actor, id);
  const folder = `sager/${String(n).padStart(3, '0')}-${inside(data.title)}`;
  const documents = documentsOf(deps.db, actor, id);
  return { entries: [{ name: `${folder}/sag.json`, bytes: strToU8(JSON.stringify(data, null, 2)) }, ...fileEntries(deps.db, documents, `${folder}/dokumenter`)], documents: documents.map((each) => each.id) };
}

/** What of the export is still seen goes into the package; the rest is left, with why. One record at a time, so that nobody waits. */
async function collect(deps: BulkDeps, actor: Actor, bulk: BulkRecord): Promise<PackageEntry[]> {
  const items = deps.db.statement("SELECT n, subject_id AS id FROM bulk_items WHERE bulk_id = ? AND state = 'done' ORDER BY n").all(bulk.id) as { n: number; id: string }[];
  const entries: PackageEntry[] = [];
  const about: unknown[] = [];
  for (const [at, item] of items.entries()) {
    try {
      const packed = bulk.subject === 'document' ? packDocument(deps, actor, item.id, at + 1, about) : packCase(deps, actor, item.id, at + 1);
      for (const entry of packed.entries) entries.push(entry);
      deps.db.write((tx) => tx.statement('UPDATE bulk_items SET after = ? WHERE bulk_id = ? AND n = ?').run(JSON.stringify(packed.documents), bulk.id, item.n));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'not_found') throw error;
      deps.db.write((tx) => tx.statement("UPDATE bulk_items SET state = 'left', reason = ? WHERE bulk_id = ? AND n = ?").run(JSON.stringify({ key: 'bulk.not_seen', values: {} }), bulk.id, item.n));
    }
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return about.length > 0 ? [{ name: 'dokumenter.json', bytes: strToU8(JSON.stringify(about, null, 2)) }, ...entries] : entries;
}

/** An export of which everything is taken note of, and the package is to be made. */
export const bulkToPack = (deps: Pick<BulkDeps, 'db'>): string | null =>
  (deps.db.statement("SELECT id FROM bulk_acts WHERE state = 'packing' ORDER BY created_at LIMIT 1").get() as { id: string } | undefined)?.id ?? null;

/**
 * Makes the package of an export: every file byte for byte, what is known, and a manifest with hashes (exports/zip-stream.ts).
 * Made anew from the start after a crash; thrown away where the act was stopped meanwhile. What hinders it stops the act with why; what nobody foresaw is thrown too, for the log.
 */
export async function packBulk(deps: BulkDeps, id: string): Promise<void> {
  const bulk = deps.db.statement("SELECT * FROM bulk_acts WHERE id = ? AND state = 'packing'").get(id) as BulkRecord | undefined;
  if (!bulk) return;
  const still = () => deps.db.statement("SELECT 1 FROM bulk_acts WHERE id = ? AND state = 'packing'").get(id) !== undefined;
  try {
    const user = findUser(deps.db, bulk.user_id)!;
    if (user.lockedAt) throw new Problem('forbidden', 'bulk.user_locked');
    const stream = zipStream(deps.files, await collect(deps, actorOf(deps, user), bulk));
    const blob = await deps.files.put(watched(stream, still));
    deps.db.write((tx) => {
      if (!still()) return deps.files.drop(blob.id);
      deps.files.record(tx, blob);
      tx.statement('UPDATE bulk_acts SET blob_id = ? WHERE id = ?').run(blob.id, id);
      end(tx, deps, bulk, 'done', null);
    });
  } catch (error) {
    if (!still()) return;
    deps.db.write((tx) => end(tx, deps, bulk, 'stopped', error instanceof Problem ? error.reason : 'bulk.package_failed'));
    if (!(error instanceof Problem)) throw error;
  }
}

/** The pieces of a package as long as it is wanted. */
async function* watched(stream: ReadableStream<Uint8Array>, still: () => boolean): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) {
    if (!still()) throw new Error('stopped');
    yield piece;
  }
}

/**
 * The package, for whoever ordered it, while they still see all of it: a case or document taken from their sight since closes
 * the whole. Logged. Errors: bulk.moved_on, bulk.package_gone (expired), bulk.package_not_all.
 */
export async function bulkPackage(deps: BulkDeps, actor: Actor, id: string): Promise<{ content: Blob; size: number; sha256: string }> {
  const bulk = findBulkIn(deps.db, actor, id, ['done']);
  if (bulk.act !== 'export') throw notFound();
  if (!bulk.blob_id) throw conflict('bulk.package_gone');
  const blobId = bulk.blob_id;
  const blob = deps.db.write((tx) => {
    const of = sql`FROM bulk_items i WHERE i.bulk_id = ${id} AND i.state = 'done'`;
    const seesDocument = sql`EXISTS (SELECT 1 FROM documents d WHERE d.id = j.value AND ${visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`)})`;
    const hidden = tx.orm.get(sql`SELECT 1 FROM (SELECT i.after AS documents ${of}) x JOIN json_each(x.documents) j WHERE NOT ${seesDocument} LIMIT 1`)
      ?? (bulk.subject === 'case' ? tx.orm.get(sql`SELECT 1 ${of} AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = i.subject_id AND ${visibleCases(actor, sql`c.id`)}) LIMIT 1`) : undefined);
    if (hidden) throw conflict('bulk.package_not_all');
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'bulk.downloaded', subject: { kind: 'bulk', id } });
    return tx.statement('SELECT size, sha256 FROM blobs WHERE id = ?').get(blobId) as { size: number; sha256: string };
  });
  return { ...blob, content: await deps.files.slice(blobId, 0, blob.size) };
}
