import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Everything a page may load, by its path under /assets: dkfds, htmx and our own files. What is not
 * in this table cannot be fetched, whatever the address says.
 */
const here = import.meta.dir;
const packageFolder = (name: string) => dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
const dkfds = join(packageFolder('dkfds'), 'dist');

const files = new Map<string, string>();
const add = (folder: string, under: string, wanted: RegExp) => {
  for (const name of readdirSync(folder)) if (wanted.test(name)) files.set(`${under}${name}`, join(folder, name));
};
files.set('htmx.js', join(packageFolder('htmx.org'), 'dist/htmx.min.js'));
files.set('dkfds/css/dkfds.min.css', join(dkfds, 'css/dkfds.min.css'));
files.set('dkfds/icons.svg', join(dkfds, 'img/all-svg-icons.svg'));
add(join(dkfds, 'fonts/IBMPlexSans/complete/woff2'), 'dkfds/fonts/IBMPlexSans/complete/woff2/', /^IBMPlexSans-(Regular|Italic|Medium|SemiBold|Bold)\.woff2$/);
// The style sheet asks for the regular weight as woff first.
add(join(dkfds, 'fonts/IBMPlexSans/complete/woff'), 'dkfds/fonts/IBMPlexSans/complete/woff/', /^IBMPlexSans-Regular\.woff$/);
add(join(dkfds, 'img/svg-icons'), 'dkfds/img/svg-icons/', /\.svg$/);
add(join(here, 'assets'), '', /\.(css|js|svg|png)$/);
for (const area of readdirSync(here, { withFileTypes: true })) {
  if (area.isDirectory() && readdirSync(join(here, area.name)).includes('assets')) add(join(here, area.name, 'assets'), `${area.name}/`, /\.(css|js|svg|png)$/);
}

// One hash over all of it stands in every address: files may be kept for a year, and the relative
// addresses inside the style sheet keep working.
const hash = createHash('sha256');
for (const [name, path] of [...files].sort()) hash.update(name).update(readFileSync(path));
const build = hash.digest('hex').slice(0, 12);

export const assetFiles: ReadonlyMap<string, string> = files;

/** The address of an asset, e.g. `elevarkiv.css`. Throws for one that does not exist: a test finds it, not a reader. */
export function assetPath(name: string): string {
  if (!files.has(name)) throw new Error(`no asset ${name}`);
  return `/assets/${build}/${name}`;
}
