import type { RawSignature } from './read-signatures.ts';

/**
 * Where the revision a signature covers ends, and the bytes it covers; null where it does not cover that revision from its
 * first byte to its last but for the signature itself. The hole must hold the signature and nothing else: room for
 * anything more would be room for a forger.
 */
export function coveredBy({ byteRange, contents }: RawSignature, file: Uint8Array): { end: number; bytes: Uint8Array } | null {
  const [start, length, after, rest, ...more] = byteRange;
  if (start !== 0 || length === undefined || after === undefined || rest === undefined || more.length > 0) return null;
  const end = after + rest;
  if (length <= 0 || after <= length + 1 || rest <= 0 || end > file.length) return null;
  const hole = Buffer.from(file.buffer, file.byteOffset + length, after - length).toString('latin1');
  if (!/^<[0-9a-fA-F\s]*>$/.test(hole)) return null;
  const inside = Buffer.from(hole.replace(/[<>\s]/g, ''), 'hex');
  if (Buffer.compare(inside, contents) !== 0) return null;
  // A revision ends with its mark; what follows belongs to the next one.
  if (!/%%EOF\s*$/.test(Buffer.from(file.buffer, file.byteOffset + Math.max(0, end - 32), Math.min(32, end)).toString('latin1'))) return null;
  const bytes = new Uint8Array(length + rest);
  bytes.set(file.subarray(0, length));
  bytes.set(file.subarray(after, end), length);
  return { end, bytes };
}
