import type { Reader } from '../db/index.ts';
import type { ReadPage, ScannedPage, SendingDeps } from './ports.ts';

/** So many pages read by OCR are written together; a crash costs no more than these. */
const batch = 10;

/** What an earlier try has read of a dispatch's scanned pages. Those that failed are tried again. */
export function knownScans(reader: Reader, dispatchId: string): ReadPage[] {
  const rows = reader.statement('SELECT read FROM dispatch_scans WHERE dispatch_id = ? ORDER BY page').all(dispatchId) as { read: string }[];
  return rows.map(({ read }) => JSON.parse(read) as ReadPage);
}

/** Keeps pages as OCR reads them, and how far it has come. `flush` writes what is left. */
export function scanKeeper(deps: SendingDeps, dispatchId: string): { page(read: ReadPage): void; progress(done: number, total: number): void; flush(): void } {
  let waiting: ReadPage[] = [];
  let seen = { done: 0, total: 0, writtenAt: 0 };
  const write = () => deps.db.write((tx) => {
    const insert = tx.statement('INSERT OR REPLACE INTO dispatch_scans (dispatch_id, page, read) VALUES (?, ?, ?)');
    for (const read of waiting) insert.run(dispatchId, read.page, JSON.stringify(read));
    tx.statement('UPDATE dispatches SET scans_done = ?, scans_total = ? WHERE id = ?').run(seen.done, seen.total, dispatchId);
    waiting = [];
  });
  return {
    page(read) {
      if (read.unreadable === null) waiting.push(read);
      if (waiting.length >= batch) write();
    },
    progress(done, total) {
      const now = deps.clock.now().getTime();
      seen = { done, total, writtenAt: seen.writtenAt };
      if (now - seen.writtenAt < 500 && done < total) return;
      seen.writtenAt = now;
      write();
    },
    flush: write,
  };
}

/** What the cut must know of those of a dispatch's pages that were read by OCR, by page. */
export function scannedPages(reader: Reader, dispatchId: string): Map<number, ScannedPage> {
  return new Map(knownScans(reader, dispatchId).map(({ page, text, candidates }) => [page, { page, text, candidates }]));
}
