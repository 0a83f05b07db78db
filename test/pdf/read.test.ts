import { describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../src/core/errors.ts';
import { understand } from '../../src/numbers/index.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';

const samples = join(import.meta.dir, '../../samples');
const worker = directDocumentWorker();
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(samples, `${name}.pdf`)));

type Truth = { pages: number; letters: { pages: number[]; recipient: { kind: string; number: string }; certainty: 'sure' | 'doubtful' | 'any' }[]; ownerless: number[] };

describe('letters of the samples', () => {
  for (const name of ['blandet-med-tvivl', 'fakturaer', 'fravaersadvarsler', 'optagelsesbreve']) {
    test(name, async () => {
      const truth = JSON.parse(readFileSync(join(samples, 'truth', `${name}.json`), 'utf8')) as Truth;
      const pages = await worker.read(bytesOf(name), {});
      expect(pages.map((page) => page.page)).toEqual(Array.from({ length: truth.pages }, (_, at) => at + 1));
      const reading = understand(pages.map((page) => ({ ...page, unreadable: page.unreadable !== null })), null, { today: new Date() });
      expect(reading.letters.map(({ pages, recipient }) => ({ pages, recipient }))).toEqual(truth.letters.map(({ pages, recipient }) => ({ pages, recipient })) as never);
      expect(reading.ownerless).toEqual(truth.ownerless);
      truth.letters.forEach(({ certainty }, at) => certainty !== 'any' && expect(`${at}:${reading.letters[at]!.certainty}`).toBe(`${at}:${certainty}`));
    });
  }
});

const reasonOf = async (pdf: Uint8Array, password?: string): Promise<string> => {
  try {
    await worker.read(pdf, { password });
    return 'read';
  } catch (error) {
    if (error instanceof Problem) return error.reason;
    throw error;
  }
};

describe('what cannot be read says why', () => {
  test('empty, garbage and half a document', async () => {
    expect(await reasonOf(new Uint8Array(0))).toBe('pdf.empty');
    expect(await reasonOf(new TextEncoder().encode('Kære forældre, vedhæftet er brevet'))).toBe('pdf.not_pdf');
    expect(await reasonOf(new TextEncoder().encode(`%PDF-1.7\n${'x'.repeat(5_000)}`))).toBe('pdf.damaged');
    expect(await reasonOf(bytesOf('fakturaer').slice(0, 2_000))).toBe('pdf.damaged');
  });

  const qpdf = Bun.which('qpdf');
  if (!qpdf) console.log('1 test left out: qpdf is not installed');
  test.skipIf(!qpdf)('a password', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pdf-read-'));
    try {
      const locked = join(folder, 'locked.pdf');
      Bun.spawnSync([qpdf!, '--encrypt', 'hemmelig', 'ejer', '256', '--', join(samples, 'fakturaer.pdf'), locked]);
      const pdf = new Uint8Array(readFileSync(locked));
      expect(await reasonOf(pdf)).toBe('pdf.encrypted');
      expect(await reasonOf(pdf, 'forkert')).toBe('pdf.wrong_password');
      expect(await reasonOf(pdf, 'hemmelig')).toBe('read');
      expect(await reasonOf(await worker.unlock(pdf, 'hemmelig'))).toBe('read');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
