import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compoundStream } from '../../src/pdf/convert/compound-stream.ts';
import { inspect } from '../../src/pdf/convert/inspect.ts';
import { openLocked } from '../../src/pdf/convert/open-locked.ts';
import { readZip, unpack } from '../../src/pdf/convert/zip/read-zip.ts';
import { storedEntry, writeZip } from '../../src/pdf/convert/zip/write-zip.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';
import { compoundFile } from '../support/compound-file.ts';

const files = ['agile.docx', 'standard.docx', 'brev.odt', 'gammel.odt', 'ark.ods', 'brev.doc', 'langt.doc', 'ark.xls'];
const fileOf = (name: string) => new Uint8Array(readFileSync(join(import.meta.dir, 'locked', name)));
const password = 'hemmelig ø';
const reasonOf = (work: () => unknown) => { try { work(); return 'done'; } catch (error) { return (error as { reason?: string }).reason ?? String(error); } };

test('an encrypted file of an office program is opened by its password and by no other', () => {
  for (const name of files) {
    expect([name, reasonOf(() => inspect(fileOf(name), name))]).toEqual([name, 'convert.locked']);
    for (const wrong of ['', 'hemmelig', 'Hemmelig ø', 'hemmelig o']) expect([name, reasonOf(() => openLocked(fileOf(name), wrong))]).toEqual([name, 'pdf.wrong_password']);
    expect([name, inspect(openLocked(fileOf(name), password), name).kind]).toEqual([name, name.slice(-4).replace('.', '') as 'doc']);
  }
  expect(Buffer.from(openLocked(fileOf('agile.docx'), password)).equals(openLocked(fileOf('standard.docx'), password))).toBe(true);
});

test('a damaged one is said to be damaged, or does not open; nothing else is thrown', () => {
  const allowed = new Set(['done', 'pdf.wrong_password', 'convert.damaged', 'convert.locked_old', 'convert.bad_archive', 'convert.swells', 'convert.entities']);
  fc.assert(fc.property(fc.constantFrom(...files), fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 30 }), fc.double({ min: 0.02, max: 1, noNaN: true }), (name, changes, part) => {
    const bytes = fileOf(name).slice();
    // The first kilobytes are the container's own tables and the way of the encryption; of a package these are its last.
    const [from, length] = /\.od.$/.test(name) ? [Math.max(0, bytes.length - 4096), 4096] : [0, Math.min(bytes.length, 4096)];
    for (const [at, value] of changes) bytes[from + Math.floor(at * length)] = value;
    const cut = bytes.slice(0, Math.floor(bytes.length * part));
    for (const tried of [bytes, cut]) expect(allowed).toContain(reasonOf(() => openLocked(tried, password)));
  }), { numRuns: 200 });
}, 60_000);

test('an OpenDocument file that would swell, keep the processor busy or is locked another way is told as such, before anything is opened', () => {
  const changed = (from: RegExp, to: string) => {
    const entries = readZip(fileOf('brev.odt')).map((entry) => (entry.name === 'META-INF/manifest.xml' ? storedEntry(entry.name, Buffer.from(Buffer.from(unpack(entry)).toString().replace(from, to))) : entry));
    return writeZip(entries);
  };
  const cases: [RegExp, string, string][] = [
    [/(full-path="content.xml"[^>]*manifest:size=)"\d+"/, '$1"400000000"', 'convert.swells'],
    [/iteration-count="\d+"/, 'iteration-count="2000000000"', 'convert.locked_old'],
    [/key-derivation-name="[^"]*"/, 'key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id"', 'convert.locked_old'],
    [/algorithm-name="[^"]*"/, 'algorithm-name="http://www.w3.org/2009/xmlenc11#aes256-gcm"', 'convert.locked_old'],
    [/(<manifest:encryption-data [^>]*checksum=)"[^"]*"/, '$1"AAAA"', 'pdf.wrong_password'],
  ];
  for (const [from, to, reason] of cases) expect([to, reasonOf(() => openLocked(changed(from, to), password))]).toEqual([to, reason]);
});

test('RC4 by CryptoAPI, as Word and Excel from 2007 on write their old files, and other encryptions that are told as such', () => {
  const number = (n: number) => Buffer.from(Uint32Array.of(n).buffer);
  for (const bits of [128, 40]) {
    const salt = randomBytes(16);
    const base = createHash('sha1').update(salt).update(Buffer.from(password, 'utf16le')).digest();
    const rc4 = (block: number, clear: Buffer) => {
      const key = createHash('sha1').update(base).update(number(block)).digest().subarray(0, bits / 8);
      return createCipheriv('rc4', Buffer.concat([key, Buffer.alloc(16 - key.length)]), null).update(clear);
    };
    const sealed = (clear: Buffer) => Buffer.concat(Array.from({ length: clear.length / 512 }, (_, n) => rc4(n, clear.subarray(n * 512, (n + 1) * 512))));
    const verifier = randomBytes(16);
    const both = rc4(0, Buffer.concat([verifier, createHash('sha1').update(verifier).digest()]));
    const header = Buffer.concat([number(4), number(0), number(0x6801), number(0x8004), number(bits), number(1), number(0), number(0), Buffer.alloc(2)]);
    const head = Buffer.concat([Buffer.from([2, 0, 2, 0]), number(4), number(header.length), header, number(16), salt, both.subarray(0, 16), number(20), both.subarray(16)]);
    const [word, table] = [randomBytes(4096), randomBytes(4608)];
    // Bit 8: encrypted, bit 9: the table is 1Table.
    word.writeUInt16LE(0x300, 10);
    word.writeUInt32LE(head.length, 14);
    const file = compoundFile({ WordDocument: Buffer.concat([word.subarray(0, 68), sealed(word).subarray(68)]), '1Table': Buffer.concat([head, sealed(table).subarray(head.length)]) });
    expect(reasonOf(() => inspect(file, 'brev.doc'))).toBe('convert.locked');
    expect(reasonOf(() => openLocked(file, 'forkert'))).toBe('pdf.wrong_password');
    const opened = openLocked(file, password);
    expect(inspect(opened, 'brev.doc').kind).toBe('doc');
    expect([Buffer.compare(compoundStream(opened, 'WordDocument')!.slice(68), word.subarray(68)), Buffer.compare(compoundStream(opened, '1Table')!.slice(head.length), table.subarray(head.length))]).toEqual([0, 0]);
    // Bit 15: Word's oldest way (XOR) is not opened.
    word.writeUInt16LE(0x8300, 10);
    expect(reasonOf(() => inspect(compoundFile({ WordDocument: word, '1Table': table }), 'brev.doc'))).toBe('convert.locked_old');
  }
});

test.skipIf(Bun.which('soffice') === null)('the worker asks for a password, opens the file by it, and makes it a PDF like any other', async () => {
  const worker = directDocumentWorker();
  const refused = (work: Promise<unknown>) => work.then(() => 'done', (error: { reason: string }) => error.reason);
  for (const name of files) {
    const content = fileOf(name);
    expect([name, await refused(worker.convert({ id: 'a', filename: name, content }))]).toEqual([name, 'convert.locked']);
    expect([name, await refused(worker.unlock(content, 'forkert'))]).toEqual([name, 'pdf.wrong_password']);
  }
  const opened = await Promise.all(files.map(async (name) => ({ id: name, filename: name, content: await worker.unlock(fileOf(name), password) })));
  const text = new Map<string, string>();
  await worker.convertAll(opened, { onResult: async (result) => { text.set(result.id, 'pdf' in result ? (await worker.read(result.pdf, {})).map((page) => page.text).join('\n') : result.problem.reason); } });
  for (const name of files) expect([name, text.get(name)!.includes('Du er optaget')]).toEqual([name, true]);
  expect(text.get('langt.doc')).toContain('Linje 399 i et langt brev');
}, 120_000);
