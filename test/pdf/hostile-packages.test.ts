import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { Problem } from '../../src/core/errors.ts';
import { inspect } from '../../src/pdf/convert/inspect.ts';
import { readZip, unpack } from '../../src/pdf/convert/zip/read-zip.ts';
import { storedEntry, writeZip } from '../../src/pdf/convert/zip/write-zip.ts';
import { openDocumentFile, wordFile, zipped } from '../support/office-files.ts';

const reasonOf = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (error) {
    if (error instanceof Problem) return error.reason;
    throw error;
  }
};
const text = (content: string) => new TextEncoder().encode(content);

test('what is written is what is read, whatever the names and contents', () => {
  const name = fc.stringMatching(/^[a-z0-9_]{1,12}(?:\/[a-z0-9_]{1,12}){0,3}$/);
  fc.assert(fc.property(fc.uniqueArray(fc.tuple(name, fc.uint8Array({ maxLength: 300 })), { selector: ([key]) => key, maxLength: 12 }), (files) => {
    const read = readZip(writeZip(files.map(([key, content]) => storedEntry(key, content))));
    expect(read.map((entry) => [entry.name, Buffer.from(unpack(entry)).toString('hex')])).toEqual(files.map(([key, content]) => [key, Buffer.from(content).toString('hex')]));
  }), { numRuns: 100 });
});

test('a package with any bytes changed, or cut anywhere, is taken or refused with a reason, and never breaks us', () => {
  const word = wordFile(['Kære elev', 'CPR-nr. 010107-1234']);
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(word.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.nat(word.length), fc.boolean(), (changes, cut, whole) => {
    const bytes = new Uint8Array(word);
    for (const [at, value] of changes) bytes[at] = value;
    expect(reasonOf(() => inspect(whole ? bytes : bytes.subarray(0, cut), 'brev.docx'))).toMatch(/^(taken|convert\.)/);
  }), { numRuns: 400 });
});

test('names that lead out, doubled names, lying sizes, shared bytes and entities are refused', () => {
  for (const name of ['../x', '/etc/x', 'a/../../x', 'a\\b', 'c:x']) expect(reasonOf(() => readZip(writeZip([storedEntry(name, text('x'))])))).toBe('convert.bad_archive');
  expect(reasonOf(() => readZip(writeZip([storedEntry('a', text('x')), storedEntry('A', text('y'))])))).toBe('convert.bad_archive');
  const packed = readZip(zipped({ 'a.xml': 'x'.repeat(5000) }))[0]!;
  expect(reasonOf(() => readZip(writeZip([{ ...packed, size: 100 }])))).toBe('convert.damaged');
  expect(reasonOf(() => readZip(writeZip([{ ...packed, size: 400 * 1024 * 1024 }])))).toBe('convert.swells');
  const two = Buffer.from(writeZip([storedEntry('a', text('x')), storedEntry('b', text('y'))]));
  two.writeUInt32LE(0, two.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 42);
  expect(reasonOf(() => readZip(two))).toBe('convert.bad_archive');
  const bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>';
  expect(reasonOf(() => inspect(wordFile(['x'], { parts: { 'customXml/item1.xml': bomb } }), 'x.docx'))).toBe('convert.entities');
  expect(reasonOf(() => inspect(wordFile(['x'], { parts: { 'customXml/item1.xml': new Uint8Array(Buffer.from(`\ufeff${bomb}`, 'utf16le')) } }), 'x.docx'))).toBe('convert.entities');
});

test('no reference that leads out survives, however it is written', () => {
  const hostile = ['<text:section text:name="s" evil:href="" xlink:href="file:///etc/passwd" xmlns:evil="urn:x"/>', "<draw:frame><draw:image title='a xlink:href=\"b\"' xlink:href='../../secret.png'/></draw:frame>", '<text:section-source xmlns:y="http://www.w3.org/1999/xlink" y:href="http://evil.example/x"/>'];
  for (const body of hostile) {
    const clean = inspect(openDocumentFile(body), 'x.odt').content;
    const content = Buffer.from(unpack(readZip(clean).find(({ name }) => name === 'content.xml')!)).toString();
    expect(content).not.toMatch(/passwd|secret|evil\.example/);
  }
});
