import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLockedPackage, openPackage } from '../../src/pdf/convert/office-password.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';

const fileOf = (kind: string) => new Uint8Array(readFileSync(join(import.meta.dir, 'locked', `${kind}.docx`)));
const kinds = ['agile', 'standard'] as const;
const reasonOf = (work: () => unknown) => { try { work(); return 'done'; } catch (error) { return (error as { reason?: string }).reason ?? String(error); } };

test('an encrypted Office file is opened by its password and by no other', () => {
  const opened = kinds.map((kind) => Buffer.from(openPackage(fileOf(kind), 'hemmelig ø')));
  expect(opened.map((bytes) => bytes.subarray(0, 2).toString())).toEqual(['PK', 'PK']);
  expect(opened[0]!.equals(opened[1]!)).toBe(true);
  for (const kind of kinds) {
    expect(isLockedPackage(fileOf(kind))).toBe(true);
    for (const wrong of ['', 'hemmelig', 'Hemmelig ø', 'hemmelig o']) expect(reasonOf(() => openPackage(fileOf(kind), wrong))).toBe('pdf.wrong_password');
  }
});

test('a damaged one is said to be damaged, or does not open; nothing else is thrown', () => {
  const allowed = new Set(['done', 'pdf.wrong_password', 'convert.damaged', 'convert.locked_old']);
  fc.assert(fc.property(fc.constantFrom(...kinds), fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 30 }), fc.double({ min: 0.02, max: 1, noNaN: true }), (kind, changes, part) => {
    const bytes = fileOf(kind).slice();
    // The first kilobytes are the container's own tables and the way of the encryption.
    for (const [at, value] of changes) bytes[Math.floor(at * Math.min(bytes.length, 4096))] = value;
    const cut = bytes.slice(0, Math.floor(bytes.length * part));
    for (const tried of [bytes, cut]) expect(allowed).toContain(reasonOf(() => isLockedPackage(tried) && openPackage(tried, 'hemmelig ø')));
  }), { numRuns: 40 });
}, 60_000);

test.skipIf(Bun.which('soffice') === null)('the worker makes it a PDF with the password, and asks for one without', async () => {
  const worker = directDocumentWorker();
  const file = { id: 'a', filename: 'brev.docx', content: fileOf('agile') };
  expect(await worker.convert(file).then(() => 'done', (error: { reason: string }) => error.reason)).toBe('convert.locked');
  expect(await worker.convert({ ...file, password: 'forkert' }).then(() => 'done', (error: { reason: string }) => error.reason)).toBe('pdf.wrong_password');
  const made = await worker.convert({ ...file, password: 'hemmelig ø' });
  expect([made.kind, made.text.includes('Du er optaget.'), Buffer.from(made.pdf).subarray(0, 5).toString()]).toEqual(['docx', true, '%PDF-']);
}, 60_000);
