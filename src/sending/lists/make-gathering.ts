import { record } from '../../audit/index.ts';
import { Problem } from '../../core/errors.ts';
import type { Tx } from '../../db/index.ts';
import { enqueue } from '../../queue/index.ts';
import type { DispatchRecord } from '../find.ts';
import type { Documents, SendingDeps } from '../ports.ts';
import { gathering, gatherOn, partsOf, shredParts, type Part } from './gather-files.ts';

type Deps = SendingDeps & { documents: Pick<Documents, 'convertAll' | 'bind'> };
/** Bounds of one piece of work: files that go through one LibreOffice process, and bytes held at once. */
const [mostFiles, mostBytes] = [100, 150 * 1024 * 1024];

/**
 * One piece of work on many files that become one document: makes the next of them into PDF, each kept as soon as it is
 * there, or, when all are, puts them together and queues the reading. Orders the next piece itself. Files that cannot be made
 * into PDF or put together stop it for a person, each with why. A try after a crash goes on where the last one was. Throws
 * where the document worker is away.
 */
export async function makeGathering(deps: Deps, dispatchId: string): Promise<void> {
  const dispatch = deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(dispatchId) as DispatchRecord | undefined;
  if (dispatch?.state !== 'reading' || dispatch.source_mime !== gathering) return;
  const parts = partsOf(deps.db, dispatchId);
  const next = someOf(deps, parts.filter(({ pdf_blob_id: pdf, problem }) => pdf === null && problem === null));
  if (next.length > 0) {
    await convertParts(deps, dispatchId, next);
    deps.db.write((tx) => gatherOn(tx, dispatchId, deps.clock.now()));
  } else await bindParts(deps, dispatchId, parts);
}

function someOf(deps: Deps, parts: Part[]): Part[] {
  let bytes = 0;
  return parts.slice(0, mostFiles).filter(({ blob_id: blob }, place) => {
    bytes += (deps.db.statement('SELECT size FROM blobs WHERE id = ?').get(blob) as { size: number }).size;
    return place === 0 || bytes <= mostBytes;
  });
}

async function convertParts(deps: Deps, dispatchId: string, parts: Part[]): Promise<void> {
  const stillOpen = (tx: Tx, n: number) => tx.statement(`SELECT 1 FROM dispatch_parts p JOIN dispatches d ON d.id = p.dispatch_id
    WHERE p.dispatch_id = ? AND p.n = ? AND p.pdf_blob_id IS NULL AND p.problem IS NULL AND d.state = 'reading'`).get(dispatchId, n) !== undefined;
  const done = (tx: Tx, n: number, column: 'pdf_blob_id' | 'problem', value: string) => {
    tx.statement(`UPDATE dispatch_parts SET ${column} = ? WHERE dispatch_id = ? AND n = ?`).run(value, dispatchId, n);
    tx.statement('UPDATE dispatches SET progress_done = progress_done + 1, updated_at = ? WHERE id = ?').run(deps.clock.now().toISOString(), dispatchId);
  };
  const files: Parameters<Documents['convertAll']>[0] = [];
  for (const { n, filename, blob_id: blob } of parts) {
    const content = await deps.files.read(blob);
    if (Buffer.from(content.subarray(0, 1024)).includes('%PDF-')) deps.db.write((tx) => { if (stillOpen(tx, n)) done(tx, n, 'pdf_blob_id', blob); });
    else files.push({ id: String(n), filename, content });
  }
  if (files.length === 0) return;
  await deps.documents.convertAll(files, {
    async onResult(result) {
      const n = Number(result.id);
      if ('problem' in result) {
        const { problem } = result;
        if (!(problem instanceof Problem) || problem.code === 'unavailable') throw problem;
        return deps.db.write((tx) => { if (stillOpen(tx, n)) done(tx, n, 'problem', JSON.stringify({ key: problem.reason, values: problem.values ?? {} })); });
      }
      const made = await deps.files.put(result.pdf);
      deps.db.write((tx) => {
        deps.files.record(tx, made);
        // Thrown away in the meantime.
        if (stillOpen(tx, n)) done(tx, n, 'pdf_blob_id', made.id);
        else deps.files.shred(tx, made.id);
      });
    },
  });
}

/** Said on the dispatch's page, with each file and why. */
function refuse(deps: Deps, dispatchId: string): void {
  deps.db.write((tx) => {
    const at = deps.clock.now();
    const { n } = tx.statement('SELECT count(*) AS n FROM dispatch_parts WHERE dispatch_id = ? AND problem IS NOT NULL').get(dispatchId) as { n: number };
    tx.statement("UPDATE dispatches SET state = 'unreadable_file', problem = ?, updated_at = ? WHERE id = ? AND state = 'reading'").run(JSON.stringify({ key: 'list.files_unreadable', values: {} }), at.toISOString(), dispatchId);
    record(tx, { at, actorId: null, event: 'dispatch.unreadable', subject: { kind: 'dispatch', id: dispatchId }, payload: { reason: 'list.files_unreadable', files: n } });
  });
}

/** All as one; where that cannot be done, each is tried alone, so that those at fault are named, all at once. */
async function bindParts(deps: Deps, dispatchId: string, all: Part[]): Promise<void> {
  const parts = all.filter(({ problem }) => problem === null);
  if (parts.length === 0) return refuse(deps, dispatchId);
  const pdfs = await Promise.all(parts.map(({ pdf_blob_id: pdf }) => deps.files.read(pdf!)));
  const bind = (some: Uint8Array[]) => deps.documents.bind(some, some.map((_, document) => [{ document, page: null }]), { duplex: false });
  const fault = (error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return error;
  };
  const bound = await bind(pdfs).catch(fault);
  if (!(bound instanceof Problem)) return parts.length < all.length ? refuse(deps, dispatchId) : finish(deps, dispatchId, parts, bound);
  const faults: [number, Problem][] = [];
  for (const [place, pdf] of pdfs.entries()) await bind([pdf]).catch((error) => faults.push([parts[place]!.n, fault(error)]));
  // Each can be opened, but not all as one: nothing to leave out.
  if (faults.length === 0 && parts.length === all.length) throw bound;
  deps.db.write((tx) => {
    for (const [n, { reason, values }] of faults) tx.statement('UPDATE dispatch_parts SET problem = ? WHERE dispatch_id = ? AND n = ?').run(JSON.stringify(reason === 'pdf.encrypted' ? { key: 'list.file_locked', values: {} } : { key: reason, values: values ?? {} }), dispatchId, n);
  });
  refuse(deps, dispatchId);
}

async function finish(deps: Deps, dispatchId: string, parts: Part[], bound: { pdf: Uint8Array; pages: number[] }): Promise<void> {
  const blob = await deps.files.put(bound.pdf);
  deps.db.write((tx) => {
    const at = deps.clock.now();
    deps.files.record(tx, blob);
    const taken = tx.statement(`UPDATE dispatches SET source_blob_id = ?, source_mime = 'application/pdf', source_size = ?, progress_done = 0, progress_total = 0, updated_at = ?
      WHERE id = ? AND state = 'reading' AND source_mime = ?`).run(blob.id, blob.size, at.toISOString(), dispatchId, gathering);
    if (taken.changes === 0) return deps.files.shred(tx, blob.id);
    let first = 1;
    for (const [place, { n }] of parts.entries()) {
      tx.statement('UPDATE dispatch_parts SET first_page = ?, pages = ?, blob_id = NULL, pdf_blob_id = NULL WHERE dispatch_id = ? AND n = ?').run(first, bound.pages[place]!, dispatchId, n);
      first += bound.pages[place]!;
    }
    shredParts(tx, deps, parts);
    enqueue(tx, { kind: 'read-dispatch', key: `read:${dispatchId}`, payload: { dispatchId }, runAt: at, now: at });
    record(tx, { at, actorId: null, event: 'dispatch.gathered', subject: { kind: 'dispatch', id: dispatchId }, payload: { files: parts.length, size: blob.size, sha256: blob.sha256 } });
  });
}
