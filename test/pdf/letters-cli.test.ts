import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-letters-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = join(import.meta.dir, '../..');
const sample = (name: string) => join(root, 'samples', name);

/** The command as it is typed, on a file alone: nothing of a box is there. */
async function run(...words: string[]) {
  const child = Bun.spawn([join(root, 'scripts/elevarkiv'), 'letters', ...words], { cwd: folder, stdout: 'pipe', stderr: 'pipe' });
  const [text, said] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, text, said, json: () => JSON.parse(text) as Record<string, any> };
}

test('letters inspect says whose letters are in a file, page by page, with where each number stands', async () => {
  const { letters: truth } = JSON.parse(readFileSync(sample('truth/optagelsesbreve.json'), 'utf8')) as { letters: { pages: number[]; recipient: { kind: string; number: string } }[] };
  const { code, json } = await run('inspect', sample('optagelsesbreve.pdf'), '--json');
  const found = json();
  expect([code, Object.keys(found)]).toEqual([0, ['pages', 'letters', 'ownerless', 'unreadable', 'ignored']]);
  expect(found.letters.map(({ pages, recipient }: { pages: number[]; recipient: unknown }) => ({ pages, recipient }))).toEqual(truth.map(({ pages, recipient }) => ({ pages, recipient: { kind: recipient.kind, number: recipient.number } })));
  for (const letter of found.letters) {
    expect(['sure', 'doubtful']).toContain(letter.certainty);
    for (const { page, box: [left, bottom, right, top], text, kind } of letter.found) {
      expect(letter.pages).toContain(page);
      expect([left < right, bottom < top, text.replace(/\D/g, ''), kind]).toEqual([true, true, letter.recipient.number, letter.recipient.kind]);
    }
  }
  for (const { page, text, reason } of found.ignored) expect([typeof page, typeof text, typeof reason]).toEqual(['number', 'string', 'string']);
}, 60_000);

test('a register makes sure what it knows; letters redact and split write what they say', async () => {
  const cpr = (await run('inspect', sample('optagelsesbreve.pdf'), '--json')).json().letters[0].recipient.number as string;
  writeFileSync(join(folder, 'elever.csv'), `elev_cpr;elev_navn;klasse\n${cpr.slice(0, 6)}-${cpr.slice(6)};Åse Sørensen;2.b\n`);
  expect((await run('inspect', sample('optagelsesbreve.pdf'), '--people', 'elever.csv', '--json')).json().letters[0]).toMatchObject({ recipient: { kind: 'cpr', number: cpr }, certainty: 'sure' });
  const redacted = await run('redact', sample('optagelsesbreve.pdf'), 'renset.pdf', '--json');
  expect([redacted.code, redacted.json().leaks]).toEqual([0, []]);
  const left = (await run('inspect', 'renset.pdf', '--json')).json();
  expect(left.letters.filter(({ recipient }: { recipient: { kind: string } | null }) => recipient?.kind === 'cpr')).toEqual([]);
  const split = await run('split', sample('optagelsesbreve.pdf'), 'breve');
  expect([split.code, readdirSync(join(folder, 'breve')).filter((name) => name.endsWith('.pdf')).length]).toEqual([0, 12]);
}, 120_000);

test('what cannot be read ends with a sentence, not with a heap of program', async () => {
  writeFileSync(join(folder, 'ingen.pdf'), 'ikke en PDF');
  for (const words of [['inspect', 'ingen.pdf'], ['inspect', 'findes-ikke.pdf'], ['inspect']]) {
    const { code, said } = await run(...words);
    expect(code).toBeGreaterThan(0);
    expect(said).toMatch(/[a-zæøå]{3,}/i);
    expect(said).not.toContain('    at ');
  }
}, 60_000);
