import { expect, test } from 'bun:test';
import { code, sources, type Source } from './source.ts';

// design.md, "Who may import whom": which packages a folder may know.
const rules: { name: string; package: RegExp; allowed: RegExp }[] = [
  { name: 'drizzle only in db and in domains', package: /^drizzle-orm/, allowed: /^src\/(db|access|people|notices|archive|companies|signatures|sending|receiving|search|retention|reporting)\// },
  // The delivery process holds its lock in a file of its own, which the driver locks.
  { name: 'the SQLite driver only in db', package: /^(better-sqlite3|bun:sqlite)$/, allowed: /^src\/(db\/|sandbox\/|jobs\/lock\.ts)/ },
  { name: 'hono only at the top', package: /^hono(\/|$)/, allowed: /^(src\/(web|sandbox)\/|src\/app\.ts|views\/)/ },
  { name: 'PDF packages only in pdf', package: /^(@embedpdf\/pdfium|fast-png)$/, allowed: /^src\/pdf\// },
  { name: 'witnesses of the tests are not in the program', package: /^(meilisearch|ajv|libxml2-wasm)(\/|$)/, allowed: /^test\// },
  { name: 'HTTP and TLS only where the outside is', package: /^node:(http|https|http2|tls|dgram)$/, allowed: /^src\/(connectors|sandbox)\// },
  { name: 'views read no database and no network', package: /^node:(?!fs$|path$|url$|crypto$)/, allowed: /^src\// },
  { name: 'of the views only the table of assets reads files', package: /^node:(fs|path|url|crypto)$/, allowed: /^(src\/|views\/assets\.ts)/ },
];

const broken = (all: Source[]) => rules.flatMap((rule) => all.flatMap(({ path, text }) =>
  [...code(text).matchAll(/(?:from|import)\s*\(?\s*'([^.'][^']*)'/g)].filter((match) => rule.package.test(match[1]!) && !rule.allowed.test(path)).map((match) => `${rule.name}: ${path} imports ${match[1]}`)));

test('packages stay in their folders', () => {
  expect(broken(sources('{src,views}/**/*.{ts,tsx}'))).toEqual([]);
});

test('the guard sees a package out of place', () => {
  const planted = ['drizzle-orm', 'better-sqlite3', 'hono', 'fast-png', 'node:tls', 'meilisearch'].map((name) => ({ path: 'src/queue/a.ts', text: `import { x } from '${name}';` }));
  expect(broken([...planted, { path: 'views/a.tsx', text: "import { spawn } from 'node:child_process';" }, { path: 'views/b.tsx', text: "import { readFileSync } from 'node:fs';" }]).length).toBe(8);
});
