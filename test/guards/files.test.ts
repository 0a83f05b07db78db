import { expect, test } from 'bun:test';
import { code, sources, type Source } from './source.ts';

const ours = () => sources('{src,views}/**/*.{ts,tsx}');
const counted = (path: string) => !/tables\.ts$|texts?\.ts$|texts\//.test(path);

/** What is too long of these files, in words: each over 300 lines, nine in ten over 150, the middle one over 60. */
function tooLong(all: Source[]): string[] {
  const lengths = all.filter(({ path }) => counted(path)).map(({ path, text }) => ({ path, lines: text.split('\n').length }));
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return [
    ...lengths.filter(({ lines }) => lines > 300).map(({ path }) => path),
    ...(at(0.5) > 60 ? [`median ${at(0.5)}`] : []), ...(at(0.9) > 150 ? [`p90 ${at(0.9)}`] : []),
  ];
}

test('files are short: none over 300 lines, nine in ten within 150, the middle one within 60', () => expect(tooLong(ours())).toEqual([]));

test('the guard sees a file too long, a tenth too long and a middle too long; texts and tables are not counted', () => {
  const file = (path: string, lines: number): Source => ({ path, text: 'x\n'.repeat(lines - 1) });
  const short = Array.from({ length: 100 }, (_, n) => file(`src/a/${n}.ts`, 20));
  expect(tooLong([...short, file('src/a/long.ts', 301), file('views/texts/sending.ts', 900), file('src/a/tables.ts', 900)])).toEqual(['src/a/long.ts']);
  expect(tooLong([...short.slice(0, 80), ...Array.from({ length: 20 }, (_, n) => file(`src/b/${n}.ts`, 151))])).toEqual(['p90 151']);
  expect(tooLong(Array.from({ length: 10 }, (_, n) => file(`src/c/${n}.ts`, 61)))).toEqual(['median 61']);
});

const rules: { name: string; of: RegExp; forbidden: RegExp; planted: string }[] = [
  { name: 'no async transaction', of: /^src\//, forbidden: /\.write\(\s*async/, planted: 'db.write(async (tx) => {})' },
  { name: 'no inline style or script', of: /\.tsx$/, forbidden: /\sstyle=|\son[a-z]+=|hx-on|<script>|['"]js:/, planted: '<p style="x" onclick="y">' },
  { name: 'the network only in connectors and the sandbox', of: /^src\/(?!connectors|sandbox)/, forbidden: /(?<![.\w])fetch\(/, planted: 'await fetch(url)' },
  { name: 'nothing unfinished', of: /./, forbidden: /\b(TODO|FIXME|XXX)\b/, planted: 'TODO' },
  { name: 'no path of a machine', of: /./, forbidden: /['"`]\/(work|root|home)\//, planted: "'/home/x'" },
  { name: 'Danish stands in views', // The command line is an interface of its own; the header file spells letters to make them plain.
  of: /^src\/(?!sandbox|cli|main|demo|numbers|search\/danish|archive\/export|web\/content-disposition)/, forbidden: /['"`][^'"`\n]*[æøåÆØÅ][^'"`\n]*['"`]/, planted: "'første'" },
];

for (const rule of rules) {
  const found = (all: Source[]) => all.filter(({ path, text }) => rule.of.test(path) && rule.forbidden.test(code(text))).map(({ path }) => path);
  test(rule.name, () => {
    expect(found(ours())).toEqual([]);
    expect(rule.forbidden.test(rule.planted)).toBe(true);
  });
}
