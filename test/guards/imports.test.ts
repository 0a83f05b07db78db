import { expect, test } from 'bun:test';
import { dirname, join, normalize } from 'node:path';
import { sources, type Source } from './source.ts';

// design.md, "Who may import whom": a folder may import what stands in an earlier row, and its own.
const rows = [
  ['core', 'numbers', 'sheets', 'formats', 'typeset'], ['db', 'files'], ['audit', 'access', 'settings', 'queue'], ['people', 'notices'], ['archive'], ['companies', 'signatures'], ['sending'],
  ['receiving', 'search', 'retention', 'reporting'],
  ['pdf', 'connectors', 'sandbox'], ['jobs', 'web', 'api', 'printing', 'cli', 'demo', 'config', 'deps', 'app', 'main'],
];
const rank = new Map(rows.flatMap((row, n) => row.map((name) => [name, n] as const)));
const only: Record<string, string[]> = { connectors: ['core', 'numbers'], pdf: ['core', 'numbers', 'formats'], sandbox: ['core'] };
const areaOf = (path: string) => path.split('/')[1]!.replace(/\.tsx?$/, '');

function imports({ path, text }: Source): { target: string; type: boolean }[] {
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^;'"]*from\s+'(\.[^']+)'/gm)]
    .map((match) => ({ target: normalize(join(dirname(path), match[2]!)), type: Boolean(match[1]) }));
}

export function wrongImports(all: Source[]): string[] {
  return all.flatMap((source) => imports(source).flatMap(({ target, type }) => {
    const from = areaOf(source.path);
    const to = areaOf(target);
    const said = `${source.path} -> ${target}`;
    if (source.path.startsWith('views/')) return target.startsWith('src/') && !type && !target.startsWith('src/core/dates') ? [said] : [];
    if (target.startsWith('views/')) return rank.get(from) === rows.length - 1 || type ? [] : [said];
    if (from === to || !target.startsWith('src/')) return [];
    if (only[from] && !only[from]!.includes(to)) return [said];
    if (rank.get(from) === undefined || rank.get(to) === undefined || rank.get(to)! > rank.get(from)!) return [said];
    const domain = ['numbers', 'db', 'files', 'audit', 'access', 'settings', 'queue', 'people', 'notices', 'archive', 'companies', 'signatures', 'sending', 'receiving', 'search', 'retention', 'reporting', 'sheets', 'formats', 'typeset', 'pdf'].includes(to);
    return domain && !/\/(index|types)\.ts$/.test(target) ? [said] : [];
  }));
}

test('nobody imports upwards or past a door', () => {
  expect(wrongImports(sources('{src,views}/**/*.{ts,tsx}'))).toEqual([]);
});

test('the guard sees a planted import', () => {
  const planted = [
    { path: 'src/archive/a.ts', text: "import { submit } from '../sending/index.ts';" },
    { path: 'src/sandbox/a.ts', text: "import { parseCpr } from '../numbers/index.ts';" },
    { path: 'src/sending/a.ts', text: "import { caseFor } from '../archive/case-for.ts';" },
    { path: 'src/sending/b.ts', text: "import type { Case } from '../archive/open-case.ts';" },
    { path: 'views/a.tsx', text: "import { openDatabase } from '../src/db/index.ts';" },
  ];
  expect(wrongImports(planted).length).toBe(5);
});
