import { danishTime } from '../../core/dates.ts';
import { Problem } from '../../core/errors.ts';
import { batchCsv, batchListPdf, dissolveBatch, getBatch, handOverSoon, listBatches, makeAgain, markPrinted, openBatchFile, takeOutOfBatch } from '../../sending/index.ts';
import { BatchActions, BatchPage } from '../../../views/paper/batch.tsx';
import { Batches } from '../../../views/paper/batches.tsx';
import { paperList } from '../../../views/texts/paper-sheets.ts';
import { batches as words } from '../../../views/texts/paper.ts';
import { contentDisposition } from '../content-disposition.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import type { DoneKey } from '../../../views/texts/done.ts';

const styles = ['sending.css', 'paper.css'];
const idOf = (c: Ctx) => c.req.param('id')!;

export const showBatches = (c: Ctx) => page(c, { styles, title: words.title, lead: words.lead }, <Batches list={listBatches(c.get('deps').db, c.get('actor'), pageNumber(c))} />);

function onePage(c: Ctx, problem?: Problem) {
  const batch = getBatch(c.get('deps').db, c.get('actor'), idOf(c));
  const waits = batch.state === 'making' || batch.state === 'handing_over';
  return page(c, { styles, title: words.heading(batch.kind, batch.letters), actions: BatchActions({ batch }), problem, refresh: waits ? 3 : undefined }, <BatchPage batch={batch} />);
}

export const showBatch = (c: Ctx) => onePage(c);

const file = (content: Uint8Array | Blob, type: string, disposition: string) => new Response(content as Blob, {
  headers: { 'Content-Type': type, 'Content-Disposition': disposition, 'Content-Security-Policy': "sandbox; frame-ancestors 'self'", 'Cache-Control': 'no-store' },
});
/** The day it was made is enough to tell one from another: a file name on somebody's disk says nothing of anybody. */
const nameOf = (createdAt: string, what: string) => `${what} ${createdAt.slice(0, 10)}`;

export async function showBatchFile(c: Ctx) {
  const deps = c.get('deps');
  let opened: ReturnType<typeof openBatchFile>;
  try {
    opened = openBatchFile(deps, c.get('actor'), idOf(c));
  } catch (error) {
    if (error instanceof Problem && error.code === 'conflict') return onePage(c, error);
    throw error;
  }
  const { blobId, createdAt } = opened;
  const away = c.req.query('hent') !== undefined;
  return file(await deps.files.read(blobId), 'application/pdf', contentDisposition(away ? 'attachment' : 'inline', `${nameOf(createdAt, 'printbunke')}.pdf`));
}

function listOf(c: Ctx) {
  const batch = getBatch(c.get('deps').db, c.get('actor'), idOf(c));
  return { batch, words: paperList({ when: danishTime(batch.createdAt), who: batch.createdBy, letters: batch.letters }) };
}

export async function showBatchList(c: Ctx) {
  const { batch, words: said } = listOf(c);
  return file(await batchListPdf(batch, said), 'application/pdf', contentDisposition('inline', `${nameOf(batch.createdAt, 'liste')}.pdf`));
}

export function showBatchCsv(c: Ctx) {
  const { batch, words: said } = listOf(c);
  return file(batchCsv(batch, said), 'text/csv; charset=utf-8', contentDisposition('attachment', `${nameOf(batch.createdAt, 'liste')}.csv`));
}

/** Does it and shows the batch again; what came in between is said over it. */
function act(c: Ctx, work: () => unknown, done?: DoneKey) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'conflict' && error.code !== 'forbidden')) throw error;
    return onePage(c, error);
  }
  if (done) sayDone(c, done);
  return c.redirect(`/printbunker/${idOf(c)}`, 303);
}

export const takePrinted = (c: Ctx) => act(c, () => markPrinted(c.get('deps'), c.get('actor'), idOf(c)));
export const takeHandOver = (c: Ctx) => act(c, () => handOverSoon(c.get('deps'), c.get('actor'), idOf(c)));
export const takeAgain = (c: Ctx) => act(c, () => makeAgain(c.get('deps'), c.get('actor'), idOf(c)));
export const takeDissolution = (c: Ctx) => act(c, () => dissolveBatch(c.get('deps'), c.get('actor'), idOf(c)), 'batchDissolved');
export const takeLetterOut = (c: Ctx) => act(c, () => takeOutOfBatch(c.get('deps'), c.get('actor'), idOf(c), c.req.param('letter')!), 'letterOutOfBatch');
