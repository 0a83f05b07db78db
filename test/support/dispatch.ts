import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import type { Actor } from '../../src/access/index.ts';
import { listDocumentTypes } from '../../src/archive/index.ts';
import { getDispatch, setOptions, submit, uploadDispatch, validate } from '../../src/sending/index.ts';
import { until, type Box } from './box.ts';

async function* bytesOf(file: string, pages?: number): AsyncGenerator<Uint8Array> {
  const whole = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples', file)));
  if (pages === undefined) {
    yield whole;
    return;
  }
  const source = await PDFDocument.load(whole);
  const short = await PDFDocument.create();
  for (const page of await short.copyPages(source, Array.from({ length: pages }, (_, index) => index))) short.addPage(page);
  yield await short.save();
}

/** Uploads a sample (or its first `pages` pages), waits until it is read and looked up, chooses options and sends it. Answers its id. */
export async function sendSample(box: Box, actor: Actor, file = 'optagelsesbreve.pdf', pages?: number): Promise<string> {
  const { deps } = box;
  const id = await uploadDispatch(deps, actor, { filename: file, content: bytesOf(file, pages) });
  await until(() => { const found = getDispatch(deps.db, actor, id); return found.state === 'draft' && found.lookedUpAt !== null; }, 'reading and look-up');
  setOptions(deps, actor, id, { title: 'Optagelse', documentTypeId: listDocumentTypes(deps.db)[0]!.id, replyAllowed: true, removeCpr: true, deliverOn: null });
  const report = validate(deps, actor, id);
  submit(deps, actor, id, report);
  return id;
}

export function letterStates(box: Box): Record<string, number> {
  const rows = box.deps.db.statement('SELECT state, count(*) AS n FROM letters GROUP BY state').all() as { state: string; n: number }[];
  return Object.fromEntries(rows.map((row) => [row.state, row.n]));
}
