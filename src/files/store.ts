import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { link, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Reader, Tx } from '../db/index.ts';

/** A blob that lies durably on disk but has no row yet: `record` it in the transaction that needs it. */
export type StoredBlob = { id: string; sha256: string; size: number };

export type FileStore = {
  /**
   * Stores bytes under a new random id: temporary file in the same folder, fsync, rename, fsync of
   * the folder (design.md, "Numbers that must hold"). Nothing refers to it until `record`.
   * `limit` in bytes: more throws whatever `tooLarge` makes and leaves nothing behind.
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>, limit?: { bytes: number; tooLarge: () => Error }): Promise<StoredBlob>;
  /**
   * For blobs that are wanted at the same time: each is `put` by itself and fails by itself, but is durable only when `flush`
   * has come back. They lie in one folder, which is flushed once for all.
   */
  together(): { put: FileStore['put']; flush(): Promise<void> };
  /** Many small blobs, `together`. Answers in the order given. */
  putMany(contents: Uint8Array[]): Promise<StoredBlob[]>;
  /**
   * For each of `sources` a blob of its own with the same content, durable like `putMany`'s. A blob is never changed once it
   * is stored, so the copy is a second name (hard link) of the same bytes where the disk can do that: a thousand copies cost
   * no room, and shredding one takes its name away and leaves the others. Answers in the order given.
   */
  copyMany(sources: StoredBlob[]): Promise<StoredBlob[]>;
  /** The row, in the transaction of what owns the blob. */
  record(tx: Tx, blob: StoredBlob): void;
  /** Whole content. Problem not_found when it is gone. */
  read(id: string): Promise<Uint8Array>;
  /** Bytes `[start, end)` of the content as a web stream body. */
  slice(id: string, start: number, end: number): Promise<Blob>;
  size(id: string): Promise<number>;
  /** Removes the bytes for good; the row stays with the time of its destruction. */
  shred(tx: Tx, id: string): void;
  /** As `shred`, but the bytes go after the transaction (`removeShredded`): a transaction that is rolled back has destroyed nothing. */
  condemn(tx: Tx, ids: string[]): void;
  /** Takes the bytes of shredded blobs off the disk, durably; ids that are not shredded are left alone. */
  removeShredded(db: Reader, ids: string[]): Promise<void>;
  /**
   * Looks through every folder for bytes nobody owns: of shredded blobs (a process died before it took them away), and those that
   * never got a row and are older than a week by the disk's own clock. Answers how many were taken away.
   */
  sweep(db: Reader): Promise<number>;
  /** Takes away bytes that never got a row. */
  drop(id: string): void;
  path(id: string): string;
};

/** Where encryption with a key per document will sit: every byte in and out passes here. */
const seal = (bytes: Uint8Array) => bytes;
const unseal = (bytes: Uint8Array) => bytes;

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of Bun.file(path).stream()) yield unseal(chunk);
}

/** Blobs lie in 256 folders by the first two digits of their id. `root` is made when missing. */
export function openFileStore(root: string, deps: { clock: Clock; ids: Ids }): FileStore {
  for (let n = 0; n < 256; n++) mkdirSync(join(root, n.toString(16).padStart(2, '0')), { recursive: true, mode: 0o700 });
  const folder = (id: string) => join(root, id.slice(0, 2));
  const path = (id: string) => join(folder(id), id);

  /** Gives ids to blobs that are stored together: the same first two digits, so that there is one folder to flush and not thirty. */
  function idsTogether(): () => string {
    const start = deps.ids.uuid().slice(0, 2);
    return () => start + deps.ids.uuid().slice(2);
  }

  async function write(id: string, content: Uint8Array | AsyncIterable<Uint8Array>, limit?: { bytes: number; tooLarge: () => Error }) {
    const temporary = `${path(id)}.part`;
    const hash = createHash('sha256');
    let size = 0;
    const handle = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of content instanceof Uint8Array ? [content] : content) {
        size += chunk.length;
        if (limit && size > limit.bytes) throw limit.tooLarge();
        hash.update(chunk);
        await handle.write(seal(chunk));
      }
      await handle.sync();
    } catch (error) {
      await handle.close();
      await rm(temporary, { force: true });
      throw error;
    }
    await handle.close();
    await rename(temporary, path(id));
    return { id, sha256: hash.digest('hex'), size };
  }

  /** With a key per document the bytes would be unsealed and sealed anew here, as they are where a link cannot be made (another file system, too many names). */
  async function copy(id: string, source: StoredBlob): Promise<StoredBlob> {
    try {
      await link(path(source.id), path(id));
      return { ...source, id };
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') throw notFound('file_gone');
      return write(id, chunksOf(path(source.id)));
    }
  }

  /** The folder of these blobs, which were given their ids together. */
  async function flush([blob]: StoredBlob[]) {
    if (!blob) return;
    const handle = await open(folder(blob.id), 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  const missing = (error: unknown): never => {
    if ((error as { code?: string }).code === 'ENOENT') throw notFound('file_gone');
    throw error;
  };

  const together: FileStore['together'] = () => {
    const nextId = idsTogether();
    let stored: StoredBlob | undefined;
    return {
      async put(content, limit) {
        return (stored = await write(nextId(), content, limit));
      },
      flush: () => flush(stored ? [stored] : []),
    };
  };

  return {
    path,
    together,
    async put(content, limit) {
      const blob = await write(deps.ids.uuid(), content, limit);
      await flush([blob]);
      return blob;
    },
    async putMany(contents) {
      const batch = together();
      const blobs = await Promise.all(contents.map((content) => batch.put(content)));
      await batch.flush();
      return blobs;
    },
    async copyMany(sources) {
      const nextId = idsTogether();
      const blobs = await Promise.all(sources.map((source) => copy(nextId(), source)));
      await flush(blobs);
      return blobs;
    },
    record(tx, blob) {
      tx.statement('INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, ?, ?, ?)')
        .run(blob.id, blob.sha256, blob.size, deps.clock.now().toISOString());
    },
    async read(id) {
      const handle = await open(path(id), 'r').catch(missing);
      try {
        return unseal(await handle.readFile());
      } finally {
        await handle.close();
      }
    },
    async slice(id, start, end) {
      await stat(path(id)).catch(missing);
      return Bun.file(path(id)).slice(start, end);
    },
    async size(id) {
      return (await stat(path(id)).catch(missing)).size;
    },
    shred(tx, id) {
      tx.statement('UPDATE blobs SET shredded_at = ? WHERE id = ? AND shredded_at IS NULL').run(deps.clock.now().toISOString(), id);
      rmSync(path(id), { force: true });
    },
    condemn(tx, ids) {
      const at = deps.clock.now().toISOString();
      for (const id of ids) tx.statement('UPDATE blobs SET shredded_at = ? WHERE id = ? AND shredded_at IS NULL').run(at, id);
    },
    async removeShredded(db, ids) {
      const gone = db.statement('SELECT id FROM blobs WHERE shredded_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))').all(JSON.stringify(ids)) as StoredBlob[];
      for (const { id } of gone) await rm(path(id), { force: true });
      for (const blob of new Map(gone.map((each) => [folder(each.id), each])).values()) await flush([blob]);
    },
    async sweep(db) {
      let swept = 0;
      const old = Date.now() - 7 * 86_400_000;
      for (let n = 0; n < 256; n++) {
        const names = await readdir(join(root, n.toString(16).padStart(2, '0')));
        const kept = new Set((db.statement('SELECT id FROM blobs WHERE shredded_at IS NULL AND id IN (SELECT value FROM json_each(?))').all(JSON.stringify(names)) as { id: string }[]).map(({ id }) => id));
        const shredded = new Set((db.statement('SELECT id FROM blobs WHERE shredded_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))').all(JSON.stringify(names)) as { id: string }[]).map(({ id }) => id));
        for (const name of names) {
          if (kept.has(name) || (!shredded.has(name) && (await stat(path(name)).catch(() => null))?.ctimeMs! > old)) continue;
          await rm(path(name), { force: true });
          swept++;
        }
      }
      return swept;
    },
    drop(id) {
      rmSync(path(id), { force: true });
    },
  };
}
