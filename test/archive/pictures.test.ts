import { afterAll, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseFor, documentPicture, fileDocument, readDocument, type RenderPages } from '../../src/archive/index.ts';
import { keptPicture, keptPictures } from '../../src/archive/kept-pictures.ts';
import { actorIn, openSchool } from '../support/draft.ts';

const school = openSchool();
const { deps } = school;
afterAll(() => school.close());

test('the small picture of a document is made once for all who may see it, and nobody gets it when they may not or when it is destroyed', async () => {
  const lise = await actorIn(school, 'lise', 'secretary');
  const ole = await actorIn(school, 'ole', 'case_officer');
  const caseId = deps.db.write((tx) => caseFor(tx, deps, { recipient: { kind: 'cpr', number: '0103104001' }, name: 'Ida', at: deps.clock.now(), actorId: null }));
  const pdf = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
  const id = await fileDocument(deps, lise, caseId, { filename: 'brev.pdf', content: (async function* () { yield pdf; })() });
  await readDocument(deps, id);
  let made = 0;
  const documents: RenderPages = { render: (...asked) => { made += 1; return deps.documents.render(...asked); } };
  const see = (actor: typeof lise, width: number) => documentPicture({ ...deps, documents }, actor, id, { role: 'original', position: 0, page: 1, width });
  const [first, again] = [await see(lise, 96), await see(lise, 96)];
  expect([made, Buffer.compare(first, again), Buffer.from(first.subarray(1, 4)).toString()]).toEqual([1, 0, 'PNG']);
  await expect(see(ole, 96)).rejects.toThrow('not_found');
  // Those to read from are made anew: the browser keeps them while they are looked at.
  await see(lise, 900);
  await see(lise, 900);
  expect(made).toBe(3);
  deps.db.write((tx) => deps.files.shred(tx, (tx.statement("SELECT blob_id AS id FROM document_files WHERE document_id = ? AND role = 'original'").get(id) as { id: string }).id));
  expect(await see(lise, 96).then(() => 'seen', () => 'gone')).toBe('gone');
}, 60_000);

test('what is kept is bounded: the one asked for longest ago is made anew', async () => {
  let made = 0;
  const ask = (n: number) => keptPicture(`bound:${n}`, async () => { made += 1; return new Uint8Array(1024 * 1024); });
  for (let n = 0; n < 40; n += 1) {
    await ask(n);
    await ask(0);
  }
  expect([made, keptPictures().bytes <= 16 * 1024 * 1024, keptPictures().pictures]).toEqual([40, true, 16]);
  await ask(1);
  expect(made).toBe(41);
});
