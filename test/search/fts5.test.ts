import { expect, test } from 'bun:test';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFts5Index } from '../../src/search/index.ts';
import { behaves, entry, request } from './behaviour.ts';

behaves('FTS5', async () => openFts5Index(join(mkdtempSync(join(tmpdir(), 'elevarkiv-fts5-')), 'index.sqlite')));

test('what facets count by is kept in memory, and follows every change, in any part of the index', async () => {
  const index = openFts5Index(join(mkdtempSync(join(tmpdir(), 'elevarkiv-fts5-')), 'index.sqlite'));
  const many = Array.from({ length: 5000 }, (_, n) => entry(`many-${n}`, { body: 'udflugt', className: n % 2 ? '1.a' : '1.b' }));
  await index.write(many, []);
  const classes = async () => Object.fromEntries((await index.search(request('udflugter'))).facets.className!.map(({ value, count }) => [value, count]));
  expect(await classes()).toEqual({ '1.a': 2500, '1.b': 2500 });
  await index.write([10, 4990].map((n) => ({ ...many[n]!, className: '9.z' })), [many[11]!, many[4991]!]);
  expect(await classes()).toEqual({ '1.a': 2498, '1.b': 2498, '9.z': 2 });
  await index.write([entry('new', { body: 'udflugten', className: null })], []);
  expect([await classes(), (await index.search(request('udflugt'))).total]).toEqual([{ '1.a': 2498, '1.b': 2498, '9.z': 2 }, 4999]);
  await index.destroy();
});

test('letters of any script are found and never break a query', async () => {
  const index = openFts5Index(join(mkdtempSync(join(tmpdir(), 'elevarkiv-fts5-')), 'index.sqlite'));
  // A Greek letter stands before every key of the index, and the newest letters of Unicode are none to SQLite's own tokenizer.
  const texts = { greek: 'σελίδα τσάι', adlam: 'skole𞤀𞤁hus', arabic: 'مدرسة', chinese: '学校 通知', cased: 'ΣΧΟΛΕΊΟ İstanbul' };
  await index.write(Object.entries(texts).map(([id, body]) => entry(id, { body })), []);
  for (const [id, body] of Object.entries(texts)) for (const word of body.split(' ')) expect([word, (await index.search(request(word))).hits.map((hit) => hit.id)]).toEqual([word, [id]]);
  expect((await index.search(request('σskole'))).hits).toEqual([]);
  await index.destroy();
});
