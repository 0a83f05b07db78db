import { expect, test } from 'bun:test';
import { code, sources, type Source } from './source.ts';

const ours = () => sources('{src,views}/**/*.{ts,tsx}');
const counted = (path: string) => !/tables\.ts$|texts?\.ts$|texts\//.test(path);

test('files are short: none over 300 lines, nine in ten within 150, the middle one within 60', () => {
  const lengths = ours().filter(({ path }) => counted(path)).map(({ path, text }) => ({ path, lines: text.split('\n').length }));
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]!).toBeLessThanOrEqual(60);
  expect(sorted[Math.floor(sorted.length * 0.9)]!).toBeLessThanOrEqual(150);
});

const rules: { name: string; of: RegExp; forbidden: RegExp; planted: string }[] = [
  { name: 'no async transaction', of: /^src\//, forbidden: /\.write\(\s*async/, planted: 'db.write(async (tx) => {})' },
  { name: 'no inline style or script', of: /\.tsx$/, forbidden: /\sstyle=|\son[a-z]+=|hx-on|<script>|['"]js:/, planted: '<p style="x" onclick="y">' },
  { name: 'the network only in connectors and the sandbox', of: /^src\/(?!connectors|sandbox)/, forbidden: /(?<![.\w])fetch\(/, planted: 'await fetch(url)' },
  { name: 'nothing unfinished', of: /./, forbidden: /\b(TODO|FIXME|XXX)\b/, planted: 'TODO' },
  { name: 'no path of a machine', of: /./, forbidden: /['"`]\/(work|root|home)\//, planted: "'/home/x'" },
  { name: 'Danish stands in views', // The command line is an interface of its own; the header file spells letters to make them plain.
  of: /^src\/(?!sandbox|cli|main|demo|numbers|archive\/export|web\/content-disposition)/, forbidden: /['"`][^'"`\n]*[æøåÆØÅ][^'"`\n]*['"`]/, planted: "'første'" },
];

for (const rule of rules) {
  const found = (all: Source[]) => all.filter(({ path, text }) => rule.of.test(path) && rule.forbidden.test(code(text))).map(({ path }) => path);
  test(rule.name, () => {
    expect(found(ours())).toEqual([]);
    expect(rule.forbidden.test(rule.planted)).toBe(true);
  });
}
