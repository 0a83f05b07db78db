import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { understand, type Letter, type PageEvidence, type RecipientPlace } from '../../src/numbers/index.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { page } from './pages.ts';
import { findCandidates } from '../../src/numbers/index.ts';

const samples = join(import.meta.dir, '../../samples');
const today = new Date('2026-11-24T10:00:00Z');
const worker = directDocumentWorker();

async function evidenceOf(file: string): Promise<PageEvidence[]> {
  const pages = await worker.read(new Uint8Array(readFileSync(join(samples, file))), {});
  return pages.map((each) => ({ ...each, unreadable: each.unreadable !== null }));
}
const sure = (letters: Letter[]) => new Set(letters.filter(({ certainty }) => certainty === 'sure').map(({ pages, recipient }) => `${pages.join(',')} ${recipient!.number}`));

test('wherever a template says the recipient stood, also where a decoy stands: nothing is sure that was not sure without it', async () => {
  let tried = 0;
  for (const file of readdirSync(samples).filter((name) => name.endsWith('.pdf'))) {
    const pages = await evidenceOf(file);
    const without = understand(pages, null, { today });
    const places = new Map<string, RecipientPlace>();
    for (const { candidates } of pages) for (const { fragments } of candidates) for (const { box: [left, level, right] } of fragments) {
      for (const each of ['cpr', 'cvr'] as const) places.set(`${each} ${Math.round(left / 12)} ${Math.round(level / 40)}`, { kind: each, left, right, level });
    }
    const before = sure(without.letters);
    for (const remembered of places.values()) {
      const after = understand(pages, null, { today, remembered });
      expect([...sure(after.letters)].filter((each) => !before.has(each))).toEqual([]);
      expect(after.letters.map(({ pages: all }) => all)).toEqual(without.letters.map(({ pages: all }) => all));
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(60);
});

test('of two numbers that contend on a page, the one that stands where the recipient stood is proposed, and stays doubtful; another number there is a doubt', () => {
  const of = (rows: [number, string][][]) => {
    const text = page(1, rows);
    return [{ page: 1, unreadable: false, width: text.width, height: text.height, text: text.text, candidates: findCandidates(text, { today }) }];
  };
  const two = of([[[70, 'Skolen']], [[70, 'CPR-nr. 010107-4234'], [350, 'CPR-nr. 020208-5321']], [[70, 'Kære begge']]]);
  const place = (pages: PageEvidence[], number: string): RecipientPlace => {
    const { box: [left, level, right] } = pages[0]!.candidates.find((each) => each.number === number)!.fragments[0]!;
    return { kind: 'cpr', left, right, level };
  };
  for (const number of ['0101074234', '0202085321']) {
    const [letter] = understand(two, null, { today, remembered: place(two, number) }).letters;
    expect([letter!.recipient?.number, letter!.certainty]).toEqual([number, 'doubtful']);
    expect(letter!.evidence).toContain('template');
  }
  const blank = Array.from({ length: 30 }, (): [number, string][] => [[70, '']]);
  const plain = of([[[70, 'CPR-nr. 010107-4234']], [[70, 'Kære elev']], ...blank, [[70, 'Mor: 020208-5321']]]);
  expect(understand(plain, null, { today }).letters[0]!.certainty).toBe('sure');
  const [letter] = understand(plain, null, { today, remembered: place(plain, '0202085321') }).letters;
  expect([letter!.recipient?.number, letter!.certainty, letter!.evidence.includes('not_in_template_place')]).toEqual(['0101074234', 'doubtful', true]);
});
