import { record } from '../audit/index.ts';
import { Problem } from '../core/errors.ts';
import { bringForward, enqueue } from '../queue/index.ts';
import { isConverted, type DispatchRecord } from './find.ts';
import type { ConvertedFile, Documents, SendingDeps } from './ports.ts';
import { refuseFile } from './refuse-file.ts';

/** Reading wants the processor that LibreOffice works on: it waits for the run's end, but no longer than this (milliseconds). */
const readingWaits = 3_000;

type Deps = SendingDeps & { documents: Pick<Documents, 'convertAll'> };

/**
 * Makes the uploaded files of one user into PDF in one run, and queues each for reading as soon as it is there. What a file
 * itself cannot be becomes its dispatch's state. `onDone(id)` after each, whatever became of it; a worker that is away
 * throws, and those without `onDone` are tried again.
 */
export async function convertDispatches(deps: Deps, dispatchIds: string[], onDone: (dispatchId: string) => void): Promise<void> {
  const rows = dispatchIds.map((id) => ({ id, row: deps.db.statement('SELECT * FROM dispatches WHERE id = ?').get(id) as DispatchRecord | undefined }));
  const files: Parameters<Documents['convertAll']>[0] = [];
  for (const { id, row } of rows) {
    // Thrown away, or done by a try that crashed before it could say so.
    if (row?.state !== 'reading' || isConverted(deps.db, row)) onDone(id);
    else files.push({ id, filename: row.source_filename, content: await deps.files.read(row.working_blob_id ?? row.source_blob_id) });
  }
  if (files.length === 0) return;
  const readAt = (at: Date) => new Date(at.getTime() + (files.length > 1 ? readingWaits : 0));
  await deps.documents.convertAll(files, {
    async onResult(result) {
      if ('problem' in result) {
        if (!(result.problem instanceof Problem) || result.problem.code === 'unavailable') throw result.problem;
        refuseFile(deps, result.id, result.problem);
      } else await keepConverted(deps, result, readAt);
      onDone(result.id);
    },
  }).finally(() => deps.db.write((tx) => files.forEach(({ id }) => bringForward(tx, `read:${id}`, deps.clock.now()))));
}

/** Keeps what a dispatch's file has become, as its working copy, and queues the reading. A file that was opened with its password is not needed any more. */
async function keepConverted(deps: SendingDeps, { id, kind, mime, pdf, numbers, notes }: ConvertedFile, readAt: (at: Date) => Date): Promise<void> {
  const blob = await deps.files.put(pdf);
  deps.db.write((tx) => {
    const at = deps.clock.now();
    deps.files.record(tx, blob);
    const now = tx.statement('SELECT * FROM dispatches WHERE id = ?').get(id) as DispatchRecord | undefined;
    // Thrown away in the meantime.
    if (now?.state !== 'reading' || isConverted(tx, now)) return deps.files.shred(tx, blob.id);
    tx.statement('UPDATE dispatches SET working_blob_id = ?, source_mime = ?, updated_at = ? WHERE id = ?').run(blob.id, mime, at.toISOString(), id);
    if (now.working_blob_id) deps.files.shred(tx, now.working_blob_id);
    tx.statement('INSERT OR REPLACE INTO dispatch_conversions (dispatch_id, kind, notes, numbers, converted_at) VALUES (?, ?, ?, ?, ?)').run(id, kind, JSON.stringify(notes), JSON.stringify(numbers), at.toISOString());
    enqueue(tx, { kind: 'read-dispatch', key: `read:${id}`, payload: { dispatchId: id }, runAt: readAt(at), now: at });
    record(tx, { at, actorId: null, event: 'dispatch.converted', subject: { kind: 'dispatch', id }, payload: { kind, sha256: blob.sha256, size: blob.size } });
  });
}

/** After the last try: said on the page instead of waiting for ever. */
export function giveConvertingUp(deps: SendingDeps, dispatchId: string): void {
  refuseFile(deps, dispatchId, new Problem('unavailable', 'pdf.worker_away'));
}
