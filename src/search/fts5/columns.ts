import type { Auxiliary } from '../../db/index.ts';

/** Entries of one block: small enough that one that was changed is read again within some milliseconds. */
const blockBits = 12;
export const blockOf = (row: number): number => Math.floor(row / 2 ** blockBits);

/** What is counted, as columns of `entries`; a number of `names`, but for the year. */
const counted = ['kind', 'case_kind', 'document_type', 'direction', 'class_name', 'day / 10000'] as const;

type Block = { version: number; values: Uint32Array };

export type Columns = ReturnType<typeof openColumns>;

/**
 * What entries are counted by, kept in memory: 24 bytes an entry, 24 MB for a million. Looking ten thousand of them up in the file
 * takes longer than finding them. A block is read when it is first asked for, or ahead by `warm`, and again when the file says it has changed.
 */
export function openColumns(file: Auxiliary) {
  const blocks = new Map<number, Block>();
  const versions = file.prepare('SELECT number, version FROM blocks');
  const some = file.prepare(`SELECT row, ${counted.join(', ')} FROM entries WHERE row >= ? AND row < ?`).raw();
  let current = new Map<number, number>();
  let seen: unknown;

  /** Forgets what has changed. Once for each search, inside its transaction. */
  function refresh() {
    const version = file.pragma('data_version', { simple: true });
    if (version === seen) return;
    seen = version;
    current = new Map((versions.all() as { number: number; version: number }[]).map(({ number, version }) => [number, version]));
    for (const [number, block] of blocks) if (current.get(number) !== block.version) blocks.delete(number);
  }

  function read(number: number): Block {
    const values = new Uint32Array(counted.length << blockBits);
    const first = number * 2 ** blockBits;
    for (const [row, ...each] of some.all(first, first + 2 ** blockBits) as (number | null)[][]) values.set(each.map((value) => value ?? 0), (row! - first) * counted.length);
    const block = { version: current.get(number)!, values };
    blocks.set(number, block);
    return block;
  }

  /** How often each value stands in these entries, in the order of `counted`; what an entry does not have is not counted. */
  function count(rows: number[]): Map<number, number>[] {
    const counts = counted.map(() => new Map<number, number>());
    for (const row of rows) {
      const number = blockOf(row);
      const { values } = blocks.get(number) ?? read(number);
      const at = (row - number * 2 ** blockBits) * counted.length;
      for (const [n, each] of counts.entries()) {
        const value = values[at + n]!;
        if (value !== 0) each.set(value, (each.get(value) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** Reads one block that is not here yet, the newest first. False when all are. */
  function warm(): boolean {
    refresh();
    const missing = [...current.keys()].filter((number) => !blocks.has(number));
    if (missing.length > 0) read(Math.max(...missing));
    return missing.length > 1;
  }

  return { refresh, count, warm };
}
