import { createHash } from 'node:crypto';
import { strToU8, Zip, ZipPassThrough } from 'fflate';
import { Problem } from '../../core/errors.ts';
import type { FileStore } from '../../files/index.ts';
import type { PackageEntry } from './ports.ts';

/** A ZIP of the old kind ends at four gigabytes and 65,535 names. */
export const mostZipBytes = 3.9 * 1024 ** 3;
const mostEntries = 65_000;
const chunk = 4 * 1024 * 1024;

/** A part of a name inside the package: no path, nothing a file system refuses. */
export const inside = (name: string): string => name.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').trim().slice(0, 100) || 'fil';

/**
 * The entries as a ZIP that is made while it is read: memory stays at a few pieces, however large the package. Its last entry,
 * `manifest.json`, names every other with its size and SHA-256. Errors before a byte is made: export.too_large (`gigabytes`), export.too_many_files (`most`).
 */
export function zipStream(files: FileStore, entries: PackageEntry[]): ReadableStream<Uint8Array> {
  const whole = entries.reduce((sum, entry) => sum + ('bytes' in entry ? entry.bytes.length : entry.size), 0);
  if (whole > mostZipBytes) throw new Problem('invalid', 'export.too_large', { gigabytes: 3.9 });
  if (entries.length > mostEntries) throw new Problem('invalid', 'export.too_many_files', { most: mostEntries });
  let wanted = true;
  return new ReadableStream<Uint8Array>({
    cancel() { wanted = false; },
    async start(controller) {
      const zip = new Zip((error, part, last) => {
        if (error) controller.error(error);
        else if (wanted) controller.enqueue(part);
        if (last && wanted) controller.close();
      });
      const manifest: { name: string; size: number; sha256: string }[] = [];
      try {
        const room = async () => {
          // Nobody reads faster than the line is: wait until there is room, as long as anybody reads at all.
          while (wanted && (controller.desiredSize ?? 1) <= 0) await Bun.sleep(5);
          if (!wanted) throw new Error('nobody reads the package any more');
        };
        for (const entry of entries) manifest.push(await add(zip, files, entry, room));
        await add(zip, files, { name: 'manifest.json', bytes: strToU8(JSON.stringify(manifest, null, 2)) }, room);
        zip.end();
      } catch (error) {
        if (wanted) controller.error(error);
      }
    },
  }, new ByteLengthQueuingStrategy({ highWaterMark: 2 * chunk }));
}

async function add(zip: Zip, files: FileStore, entry: PackageEntry, room: () => Promise<void>): Promise<{ name: string; size: number; sha256: string }> {
  const member = new ZipPassThrough(entry.name);
  zip.add(member);
  const hash = createHash('sha256');
  const size = 'bytes' in entry ? entry.bytes.length : entry.size;
  for (let from = 0; from < size; from += chunk) {
    await room();
    const part = 'bytes' in entry ? entry.bytes.subarray(from, from + chunk) : new Uint8Array(await (await files.slice(entry.blobId, from, Math.min(size, from + chunk))).arrayBuffer());
    hash.update(part);
    member.push(part, from + chunk >= size);
  }
  if (size === 0) member.push(new Uint8Array(), true);
  const sha256 = hash.digest('hex');
  if ('sha256' in entry && entry.sha256 !== sha256) throw new Error(`a stored file is not what it was: ${entry.blobId}`);
  return { name: entry.name, size, sha256 };
}
