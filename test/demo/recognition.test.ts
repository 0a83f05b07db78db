import { afterAll, describe, expect, test } from 'bun:test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hardCases, makeHardLetter } from '../../scripts/sample-parts/hard-letters.ts';
import type { Truth } from '../../scripts/sample-parts/types.ts';
import { demoSchool } from '../../src/demo/school.ts';
import { type Register, understand } from '../../src/numbers/index.ts';
import { readHere } from '../support/read-here.ts';
import { faultsOf } from './judge-reading.ts';

const samples = join(import.meta.dir, '../../samples');
const school = demoSchool();
const today = new Date('2026-11-23T12:00:00Z');

const people = new Map<string, { name: string; className: string | null }>([...school.students.map((one) => [one.cpr, { name: one.name, className: one.className }] as const), ...school.guardians.map((one) => [one.cpr, { name: one.name, className: null }] as const)]);
const companies = new Map(school.companies.map((one) => [one.cvr, { name: one.name }]));
const units = new Set(school.companies.flatMap((one) => one.units.map((unit) => unit.number)));
const register: Register = { person: (cpr) => people.get(cpr), company: (cvr) => companies.get(cvr), productionUnit: (number) => units.has(number) };

const read = async (bytes: Uint8Array, known: Register | null) => {
  const pages = await readHere(bytes, { today, ...(known ? { senderNumbers: [school.cvr] } : {}) });
  return understand(pages.map((page) => ({ ...page, unreadable: page.unreadable !== null })), known, { today });
};
const withoutLibreOffice = Bun.which('soffice') === null;
let skipped = 0;

describe('samples', () => {
  for (const name of ['optagelsesbreve', 'fravaersadvarsler', 'fakturaer', 'blandet-med-tvivl']) {
    for (const known of [register, null]) {
      test(`${name} ${known ? 'with' : 'without'} the register`, async () => {
        const truth = JSON.parse(await readFile(join(samples, 'truth', `${name}.json`), 'utf8')) as Truth;
        const bytes = new Uint8Array(await readFile(join(samples, truth.file)));
        expect(faultsOf(await read(bytes, known), truth)).toEqual([]);
      });
    }
  }
});

describe('letters nobody tuned for', () => {
  for (const hard of hardCases(school)) {
    test(`${hard.name}: ${hard.why}`, async () => {
      if (withoutLibreOffice && hard.name.startsWith('libreoffice-')) { skipped += 1; return; }
      for (const known of [register, null]) {
        const { bytes, truth } = await makeHardLetter(hard, known !== null);
        const faults = faultsOf(await read(bytes, known), truth);
        expect(faults.map((fault) => `${known ? 'with' : 'without'} register: ${fault}`)).toEqual([]);
      }
    });
  }
  afterAll(() => { if (skipped > 0) console.log(`${skipped} hard letters skipped: LibreOffice is not installed`); });
});

test('the judge itself finds a letter given to the wrong person, a decoy and a missing letter', async () => {
  const truth = JSON.parse(await readFile(join(samples, 'truth/fakturaer.json'), 'utf8')) as Truth;
  const reading = await read(new Uint8Array(await readFile(join(samples, truth.file))), register);
  const [first, second] = [truth.letters[0]!, truth.letters[1]!];
  const swapped = { ...truth, letters: [{ ...first, recipient: second.recipient }, ...truth.letters.slice(1)] };
  expect(faultsOf(reading, swapped).some((fault) => fault.startsWith('WRONG SURE'))).toBe(true);
  expect(faultsOf(reading, { ...truth, decoys: [{ page: 1, number: first.recipient!.number, why: 'test' }] }).some((fault) => fault.startsWith('DECOY SURE'))).toBe(true);
  expect(faultsOf({ ...reading, letters: reading.letters.slice(1) }, truth).some((fault) => fault.startsWith('NOT FOUND'))).toBe(true);
});
