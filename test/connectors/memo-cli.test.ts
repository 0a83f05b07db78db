import { afterAll, beforeAll, beforeEach, expect, spyOn, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoCheck, memoRead } from '../../src/cli/memo.ts';
import { writeMemo } from '../../src/connectors/digital-post/index.ts';
import { letter } from './letters.ts';

let folder: string;
let printed: string[] = [];
const spies = [spyOn(console, 'log'), spyOn(console, 'error')];
const file = (name: string, content: string | Uint8Array) => (writeFileSync(join(folder, name), content), join(folder, name));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'elevarkiv-memo-'));
  for (const spy of spies) spy.mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
});
beforeEach(() => void (printed = []));
afterAll(() => {
  for (const spy of spies) spy.mockRestore();
  rmSync(folder, { recursive: true, force: true });
});

test('memo read prints every value, as JSON and for a person', async () => {
  const path = file('æ brev.xml', writeMemo(letter()));
  expect(await memoRead.run([path, '--json'])).toBe(0);
  expect(JSON.parse(printed.join()).MessageBody.MainDocument.File[0].content.bytes).toBe(13);
  printed = [];
  expect(await memoRead.run([path])).toBe(0);
  expect(printed.join()).toContain('filename: Optagelse.pdf');
  expect(printed.join()).toContain('content: 13 byte');
});

test('memo check answers 0, 1 or 2 and says what is wrong in Danish', async () => {
  const good = Buffer.from(writeMemo(letter())).toString();
  expect(await memoCheck.run([file('good.xml', good)])).toBe(0);
  expect(printed).toEqual(['Meddelelsen er i orden.']);
  printed = [];
  const bad = file('bad.xml', good.replace('Optagelse på skolen', 'x'.repeat(300)));
  expect(await memoCheck.run([bad])).toBe(1);
  expect(printed).toEqual(['/Message/MessageHeader/label: Værdien er på 300 tegn, højst 256 er tilladt.']);
  printed = [];
  expect(await memoCheck.run([bad, '--json'])).toBe(1);
  expect(JSON.parse(printed.join()).violations).toEqual([{ path: '/Message/MessageHeader/label', rule: 'length', message: 'value is too long', values: { max: 256, length: 300 } }]);
  expect(await memoCheck.run([])).toBe(2);
  expect(await memoRead.run(['--help'])).toBe(2);
  expect(await memoCheck.run([join(folder, 'absent.xml')])).toBe(1);
});

test('memo read of something else says so and ends with 1', async () => {
  expect(await memoRead.run([file('note.txt', 'hej')])).toBe(1);
  expect(printed).toEqual(['Filen er ikke gyldig XML (linje 1).']);
});
