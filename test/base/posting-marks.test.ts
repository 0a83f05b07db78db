import { afterAll, expect, test } from 'bun:test';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepMarks, readMarks } from '../../src/jobs/posting-marks.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-marks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'delivery.marks');
const mayHaveLeft = (id: number, worker = 'w1') => readMarks(path)({ id, worker });

test('only an attempt of the process that kept the marks, without a mark, has surely not left', () => {
  const marks = keepMarks(path, 'w1');
  marks.mark(7);
  marks.mark(70);
  expect([mayHaveLeft(7), mayHaveLeft(70), mayHaveLeft(8)]).toEqual([true, true, false]);
  expect(mayHaveLeft(8, 'w2')).toBe(true);
  marks.clear();
  marks.mark(9);
  expect([mayHaveLeft(7), mayHaveLeft(9)]).toEqual([false, true]);
  marks.close();
});

test('after a power cut, with a torn line or without the file every open attempt may have left', () => {
  keepMarks(path, 'w1').close();
  expect(mayHaveLeft(1)).toBe(false);
  appendFileSync(path, '1');
  expect(mayHaveLeft(2)).toBe(true);
  keepMarks(path, 'w1').close();
  writeFileSync(path, readFileSync(path, 'latin1').replace(/^[0-9a-f]{8}/, '00000000'));
  expect(mayHaveLeft(1)).toBe(true);
  writeFileSync(path, '');
  expect(mayHaveLeft(1)).toBe(true);
  rmSync(path);
  expect(mayHaveLeft(1)).toBe(true);
});

test('a disk that takes no more marks takes the file with it', () => {
  // Linux' own full disk: it refuses whatever is written.
  rmSync(path, { force: true });
  symlinkSync('/dev/full', path);
  keepMarks(path, 'w1').mark(5);
  expect(existsSync(path)).toBe(false);
  expect([mayHaveLeft(5), mayHaveLeft(6)]).toEqual([true, true]);
});
