import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, sources, type Source } from './source.ts';

// Assembled, so that this file does not hold what it forbids.
const homes = ['work', 'root', 'home'].join('|');
const machinePath = new RegExp(`(?<![\\w.~/:*})-])/(?:${homes})/[\\w.]|/tmp/(?:bun|elev)\\w*/`);
const withPath = (all: Source[]) => all.filter(({ text }) => machinePath.test(text)).map(({ path }) => path);

/** What git keeps; binary samples hold bytes that happen to look like anything. */
function committed(): Source[] {
  const { stdout } = Bun.spawnSync(['git', 'ls-files', '-z'], { cwd: root });
  return stdout.toString().split('\0').filter((path) => /\.(tsx?|js|css|json|md|sql|sh|toml|txt|xml|csv)$|^scripts\/[^.]+$/.test(path))
    .flatMap((path) => {
      try {
        return [{ path, text: readFileSync(join(root, path), 'utf8') }];
      } catch {
        return []; // Removed in somebody's checkout and not committed yet, or a folder.
      }
    });
}

test('nothing committed knows the machine it was made on', () => {
  const all = committed();
  expect(all.length).toBeGreaterThan(200);
  // The guard over src and views plants such a path on purpose.
  expect(withPath(all).filter((path) => path !== 'test/guards/files.test.ts')).toEqual([]);
  expect(withPath([{ path: 'planted', text: `cd /${'work'}/x` }, { path: 'clean', text: 'src/network/work.ts' }])).toEqual(['planted']);
});

const scriptWithin = /<script(?![^>]*\ssrc=)[^>]*>/;

test('every script has an address', () => {
  const found = sources('{src,views}/**/*.tsx').filter(({ text }) => scriptWithin.test(text)).map(({ path }) => path);
  expect(found).toEqual([]);
  expect(scriptWithin.test('<script type="module">alert(1)</script>')).toBe(true);
  expect(scriptWithin.test('<script type="module" src="/a.js">')).toBe(false);
});
