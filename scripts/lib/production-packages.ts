import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Prints the folders under node_modules that the program needs at run time, one a line: the packages of
 * `dependencies` and what they lean on. A package inside another's own folder comes along with it.
 */
type Manifest = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string>; peerDependencies?: Record<string, string> };

const root = join(import.meta.dir, '../..');
const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
const needed = new Set<string>();

function add(name: string): void {
  const folder = join(root, 'node_modules', name);
  // Optional for another system, or a peer that nobody installed.
  if (needed.has(name) || !existsSync(join(folder, 'package.json'))) return;
  needed.add(name);
  addAllOf(folder);
}

function addAllOf(folder: string): void {
  const { dependencies, optionalDependencies, peerDependencies } = manifestOf(folder);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const nested = join(folder, 'node_modules', name);
    if (existsSync(nested)) addAllOf(nested);
    else add(name);
  }
}

for (const name of Object.keys(manifestOf(root).dependencies ?? {})) add(name);
console.log([...needed].sort().join('\n'));
