import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'elevarkiv-convert-';

/**
 * A folder of its own for one batch: the files, the profile and the PDFs. The parent makes it and takes it away, because
 * the child may be ended at any moment. What a parent that is gone has left behind goes too.
 */
export function openFolder(): { path: string; close(): void } {
  sweep();
  const path = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  return {
    path,
    close: () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }),
  };
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0;
    if (owner > 0 && !lives(owner)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
