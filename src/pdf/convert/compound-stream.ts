import { invalid } from '../../core/errors.ts';

const endOfChain = 0xfffffffe;
/** Sectors of 512 bytes in a file of the size the worker takes (wire.ts): a chain that is longer goes in circles. */
const mostSectors = 1_100_000;

/** One stream of an OLE compound file by its name ([MS-CFB] 2.2 to 2.6); null where there is none. Problem convert.damaged. */
export function compoundStream(bytes: Uint8Array, wanted: string): Uint8Array | null {
  const pieces = compoundPieces(bytes, wanted);
  return pieces && Buffer.concat(pieces);
}

/**
 * The pieces a stream lies in, in its order, as parts of `bytes` themselves: what is written to them is written to the file. Chains
 * that lead out of the file or in circles are a damaged file. Problem convert.damaged.
 */
export function compoundPieces(bytes: Uint8Array, wanted: string): Buffer[] | null {
  try {
    return piecesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), wanted);
  } catch (error) {
    if (error instanceof RangeError) throw invalid('convert.damaged');
    throw error;
  }
}

function piecesOf(file: Buffer, wanted: string): Buffer[] | null {
  const size = 1 << Math.min(12, Math.max(9, file.readUInt16LE(30)));
  const sector = (n: number) => {
    if ((n + 2) * size > file.length + size - 1) throw new RangeError('a sector outside the file');
    return file.subarray((n + 1) * size, (n + 2) * size);
  };
  const tables = Array.from({ length: 109 }, (_, n) => file.readUInt32LE(76 + 4 * n)).filter((n) => n < 0xfffffff0);
  for (let at = file.readUInt32LE(68), n = 0; at < 0xfffffff0; n++) {
    if (n > mostSectors / 128) throw new RangeError('a list of tables without end');
    const more = sector(at);
    for (let k = 0; k < size / 4 - 1; k++) if (more.readUInt32LE(4 * k) < 0xfffffff0) tables.push(more.readUInt32LE(4 * k));
    at = more.readUInt32LE(size - 4);
  }
  const next = (n: number) => sector(tables[Math.floor(n / (size / 4))] ?? 0xfffffff).readUInt32LE((n % (size / 4)) * 4);
  const chain = (first: number): Buffer[] => {
    const parts: Buffer[] = [];
    for (let at = first; at < endOfChain; at = next(at)) {
      if (parts.length > mostSectors) throw new RangeError('a chain without end');
      parts.push(sector(at));
    }
    return parts;
  };
  const directory = Buffer.concat(chain(file.readUInt32LE(48)));
  const entries = Array.from({ length: Math.floor(directory.length / 128) }, (_, n) => directory.subarray(n * 128, (n + 1) * 128));
  const found = entries.find((entry) => entry[66] === 2 && entry.toString('utf16le', 0, Math.max(0, Math.min(64, entry.readUInt16LE(64)) - 2)) === wanted);
  const root = entries.find((entry) => entry[66] === 5);
  if (!found || !root) return null;
  const length = found.readUInt32LE(120);
  if (length >= file.readUInt32LE(56)) return taken(chain(found.readUInt32LE(116)), length);
  // Small streams lie in pieces of 64 bytes in the root's own stream.
  const [sectors, table] = [chain(root.readUInt32LE(116)), Buffer.concat(chain(file.readUInt32LE(60)))];
  const parts: Buffer[] = [];
  for (let at = found.readUInt32LE(116); at < endOfChain && parts.length * 64 < length; at = table.readUInt32LE(at * 4)) {
    const piece = sectors[Math.floor((at * 64) / size)];
    if (!piece) throw new RangeError('a piece outside the file');
    parts.push(piece.subarray((at * 64) % size, (at * 64) % size + 64));
  }
  return taken(parts, length);
}

/** The pieces as far as the stream goes. */
function taken(pieces: Buffer[], length: number): Buffer[] {
  let left = length;
  const kept = pieces.flatMap((piece) => {
    const part = piece.subarray(0, Math.min(piece.length, left));
    left -= part.length;
    return part.length > 0 ? [part] : [];
  });
  if (left > 0) throw new RangeError('a stream that ends too early');
  return kept;
}
