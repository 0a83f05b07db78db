import { Inflate } from 'fflate';
import { invalid } from '../core/errors.ts';

type Entry = { name: string; method: number; packed: Uint8Array; size: number };
const chunk = 64 * 1024;
/** So many bytes come out before other work is let in: some milliseconds of parsing. */
const breath = 256 * 1024;

/** Whether the bytes begin as a ZIP archive. */
export const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);

/**
 * The entries of a ZIP archive by name, from its directory at the end; nothing is unpacked here. Encrypted entries and
 * archives over 4 GB are not known. Error sheet.damaged.
 */
export function entriesOf(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let end = bytes.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    const entries = new Map<string, Entry>();
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left--) {
      if (view.getUint32(at, true) !== 0x02014b50) throw new RangeError('not a directory entry');
      const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
      const [nameLength, extra, comment, local] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true), view.getUint32(at + 42, true)];
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      entries.set(name.replace(/\\/g, '/').replace(/^\//, ''), { name, method: view.getUint16(at + 10, true), packed: bytes.subarray(start, start + packed), size });
      at += 46 + nameLength + extra + comment;
    }
    return entries;
  } catch {
    throw invalid('sheet.damaged');
  }
}

/** Counts what comes out over all entries, whatever their directory claims: an archive that swells beyond it is given up at once. */
export type Budget = { left: number };

/**
 * Unpacks one entry in pieces, letting other work in between. Errors: sheet.swells where the budget runs out (a bomb, or
 * a workbook far too large), sheet.damaged.
 */
export async function unpack(entry: Entry, budget: Budget, onText: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  let since = 0;
  const breathe = () => {
    if (since < breath) return;
    since = 0;
    return new Promise<void>((resolve) => setImmediate(resolve));
  };
  const take = (piece: Uint8Array, final: boolean) => {
    budget.left -= piece.length;
    since += piece.length;
    if (budget.left < 0) throw invalid('sheet.swells');
    onText(decoder.decode(piece, { stream: !final }));
  };
  if (entry.method !== 0 && entry.method !== 8) throw invalid('sheet.damaged');
  const inflate = entry.method === 8 ? new Inflate(take) : null;
  for (let at = 0; at < entry.packed.length; at += chunk) {
    const piece = entry.packed.subarray(at, at + chunk);
    const final = at + chunk >= entry.packed.length;
    if (inflate) await push(inflate, piece, final, breathe);
    else take(piece, final);
    await breathe();
  }
}

async function push(inflate: Inflate, piece: Uint8Array, final: boolean, breathe: () => Promise<void> | void): Promise<void> {
  // A piece of 64 kB can become 66 MB: in small steps, so that the budget is asked in time and others are let in.
  const step = 2048;
  try {
    for (let at = 0; at < piece.length; at += step) {
      inflate.push(piece.subarray(at, at + step), final && at + step >= piece.length);
      await breathe();
    }
  } catch (error) {
    if ((error as { reason?: string }).reason) throw error;
    throw invalid('sheet.damaged');
  }
}
