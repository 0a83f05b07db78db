import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeConfig } from '../../src/config.ts';
import { openDatabase, portalCache } from '../../src/db/index.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import { fillArchive } from './archive-fill.ts';

export type Archive = { deps: Deps; folder: string; letters: number; textBytes: number; close(): void };

/**
 * The generated archive of `letters` letters. Below `kept`, where that is told, it stays and is taken up again as it is by the next
 * run (a million letters take twenty minutes and 10 GB); else it lies in a temporary folder and is gone afterwards.
 */
export async function openArchive(letters: number, kept?: string): Promise<Archive> {
  const place = kept ? join(kept, String(letters)) : mkdtempSync(join(tmpdir(), 'elevarkiv-bench-archive-'));
  const filled = join(place, 'filled.json');
  const config = makeConfig({ logLevel: 'silent' }, place);
  const deps = openDeps(config, 'bench', { db: openDatabase(config.databasePath, portalCache) });
  const close = () => {
    deps.close();
    if (!kept) rmSync(place, { recursive: true, force: true });
  };
  try {
    if (!existsSync(filled)) {
      const started = performance.now();
      const textBytes = await fillArchive(deps, letters);
      writeFileSync(filled, JSON.stringify({ letters, textBytes }));
      console.log(`${letters} letters filed in ${Math.round((performance.now() - started) / 1000)} s`);
    }
    const found = JSON.parse(readFileSync(filled, 'utf8')) as { letters: number; textBytes: number };
    if (found.letters !== letters) throw new Error(`${place} holds ${found.letters} letters, not ${letters}`);
    return { deps, folder: place, ...found, close };
  } catch (error) {
    close();
    throw error;
  }
}
