import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dir, '../..');
export type Source = { path: string; text: string };

/** Every file of ours below the folders, by its path from the root. */
export function sources(pattern: string): Source[] {
  return [...new Bun.Glob(pattern).scanSync({ cwd: root })].sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Text without comments, so that a guard judges what runs. */
export const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
