import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import type { Clock } from '../../core/clock.ts';
import { invalid, Problem } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';
import type { Database, Tx } from '../../db/index.ts';
import type { FileStore, StoredBlob } from '../../files/index.ts';
import { likelyMime, recogniseStart, startLength } from '../../formats/index.ts';
import { enqueue } from '../../queue/index.ts';
import { readSettings } from '../../settings/index.ts';
import { findCaseToChange } from '../cases/find-case.ts';

export type FilingDeps = { db: Database; files: FileStore; clock: Clock; ids: Ids };
export type IncomingDocument = { filename: string; content: AsyncIterable<Uint8Array>; /** Path of the folder it lay in, when a whole one is filed. */ folder?: string | null };

const longestName = 200;

/** The last part of a path, without control characters and signs that turn the writing round; a long name loses its middle, never its ending. */
export function fileName(name: string): string {
  const last = (name.split(/[\\/]/).pop() ?? '').replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim();
  if (last.length > longestName) return `${last.slice(0, longestName - 40)}\u2026${last.slice(-39)}`;
  return last === '' || last === '.' || last === '..' ? 'dokument' : last;
}

/** `referat_2026-3.docx` is titled Referat 2026-3; a number in a name does not come into a title. */
export function titleOfFile(name: string): string {
  const words = name.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[_\s]+/g, ' ').replace(/(?<!\d)(\d{6})[-\s]?\d{4}(?!\d)/g, '$1-xxxx').trim() || name;
  return words.charAt(0).toLocaleUpperCase('da') + words.slice(1);
}

/** A folder's path as it is shown: no drive, no way up, at most 300 characters. */
export const folderPath = (path: string | null | undefined): string | null =>
  (path ?? '').split(/[\\/]/).map((part) => part.replace(/\p{Cc}/gu, '').trim()).filter((part) => part && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part)).join('/').slice(0, 300) || null;

type Taken = { blob: StoredBlob; filename: string; mime: string };

/**
 * Keeps a file byte for byte, whatever it is; its type is told by its first bytes and its name, never by what was claimed.
 * Errors: filing.empty, filing.too_large (`megabytes`); nothing is kept then.
 */
export async function takeFile(deps: FilingDeps, input: IncomingDocument): Promise<Taken> {
  const megabytes = readSettings(deps.db)['filing.maxMegabytes'];
  let start = Buffer.alloc(0);
  async function* watched() {
    for await (const chunk of input.content) {
      if (start.length < startLength) start = Buffer.concat([start, chunk]).subarray(0, startLength);
      yield chunk;
    }
  }
  const blob = await deps.files.put(watched(), { bytes: megabytes * 1024 * 1024, tooLarge: () => new Problem('invalid', 'filing.too_large', { megabytes }) });
  if (blob.size === 0) {
    deps.files.drop(blob.id);
    throw invalid('filing.empty');
  }
  const filename = fileName(input.filename);
  return { blob, filename, mime: likelyMime(recogniseStart(start, filename), filename) };
}

/** Files any document on a case; it is read afterwards by the queue. Answers its id. Errors as takeFile's, and as findCaseToChange. */
export async function fileDocument(deps: FilingDeps, actor: Actor, caseId: string, input: IncomingDocument): Promise<string> {
  // Asked first: bytes for a case that may not be changed are not even taken in.
  findCaseToChange(deps.db, actor, caseId);
  const taken = await takeFile(deps, input);
  const id = deps.ids.uuid();
  try {
    deps.db.write((tx) => {
      deps.files.record(tx, taken.blob);
      insertDocument(tx, deps, actor, { id, caseId, taken, folder: folderPath(input.folder) });
    });
  } catch (error) {
    deps.files.drop(taken.blob.id);
    throw error;
  }
  return id;
}

/** A document of a file whose blob has its row; it is read afterwards by the queue. */
export function insertDocument(tx: Tx, deps: FilingDeps, actor: Actor, { id, caseId, taken, folder }: { id: string; caseId: string; taken: Taken; folder: string | null }): void {
  findCaseToChange(tx, actor, caseId);
  const at = deps.clock.now();
  const { blob, filename, mime } = taken;
  tx.statement(`INSERT INTO documents (id, case_id, title, direction, status, created_at, created_by, readable, folder) VALUES (?, ?, ?, 'internal', 'filed', ?, ?, 'waiting', ?)`)
    .run(id, caseId, titleOfFile(filename), at.toISOString(), actor.id, folder);
  tx.statement("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size) VALUES (?, 'original', 0, ?, ?, ?, ?, ?)").run(id, blob.id, filename, mime, blob.sha256, blob.size);
  tx.statement("INSERT INTO document_texts (document_id, text) VALUES (?, '')").run(id);
  tx.statement('UPDATE cases SET updated_at = ? WHERE id = ?').run(at.toISOString(), caseId);
  enqueue(tx, { kind: 'read-document', key: `read-document:${id}:1`, payload: { documentId: id }, runAt: at, now: at });
  record(tx, { at, actorId: actor.id, event: 'document.filed', subject: { kind: 'document', id }, parent: { kind: 'case', id: caseId }, payload: { filename, size: blob.size, sha256: blob.sha256, folder } });
}
