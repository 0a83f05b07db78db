import type { ZipEntry } from './read-zip.ts';

/** An entry with new content, stored as it is. */
export function storedEntry(name: string, content: Uint8Array): ZipEntry {
  return { name, method: 0, packed: content, size: content.length, crc: Bun.hash.crc32(content) };
}

/** A plain archive of these entries in their order: nothing of the archive they came from but names and content (APPNOTE.TXT 4.3). */
export function writeZip(entries: ZipEntry[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    // Names are UTF-8.
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt16LE(entry.method, 4);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(entry.crc, 10);
    facts.writeUInt32LE(entry.packed.length, 14);
    facts.writeUInt32LE(entry.size, 18);
    facts.writeUInt16LE(name.length, 22);
    parts.push(word(0x04034b50), facts, name, entry.packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(word(0x02014b50), Buffer.from([20, 0]), facts, rest, name);
    at += 30 + name.length + entry.packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, ...directory, word(0x06054b50), end]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
