import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { may } from '../../access/index.ts';
import { acceptedFiles } from '../../formats/index.ts';
import { notFound } from '../../core/errors.ts';
import { batchesWaiting, hasBatches, hasSignatures, listDispatches, needsPersonCount, setUpBlockers, uploadDispatch } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { Tray } from '../../../views/sending/tray.tsx';
import { batches } from '../../../views/texts/paper.ts';
import { single } from '../../../views/texts/single-letter.ts';
import { sending as words } from '../../../views/texts/sending.ts';
import { signatureWords } from '../../../views/texts/signatures.ts';
import { templates } from '../../../views/texts/templates.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { pageProblem } from './refused.ts';
import type { Refusal } from './upload.tsx';

export type Sample = { file: string; titleDa: string; descriptionDa: string; letters: number };
const folder = join(import.meta.dir, '../../../samples');
const samples = () => JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as Sample[];

/** Only where somebody can be asked to sign, or has been. */
function signaturesLink(c: Ctx) {
  const { db } = c.get('deps');
  return hasSignatures(db, c.get('actor')) || readSettings(db)['signing.baseUrl'] !== '' ? <a class="button button-secondary" href="/signaturer">{signatureWords.title}</a> : undefined;
}

/** The tray; with `refused`, what was not taken of an upload, each with its reason. */
export async function trayPage(c: Ctx, refused: Refusal[] = []): Promise<Response> {
  const deps = c.get('deps');
  const { db, config } = deps;
  const actor = c.get('actor');
  const view = c.req.query('vis') === 'afsluttede' ? ('done' as const) : ('open' as const);
  const list = listDispatches(db, actor, { view, page: pageNumber(c) });
  const answer = page(c, { styles: ['sending.css'], title: words.tray.title, lead: words.tray.lead, actions: <div class="form-acts">{signaturesLink(c)}{hasBatches(c.get('deps').db, c.get('actor')) ? <a class="button button-secondary" href="/printbunker">{batches.title}</a> : null}<a class="button button-secondary" href="/brevskabeloner">{templates.link}</a><a class="button button-secondary" href="/enkeltbrev">{single.title}</a></div>, modules: ['sending-upload.js'] },
    <Tray view={view} list={list} refused={refused} needsPerson={needsPersonCount(db, actor)} batches={batchesWaiting(db, actor)} accept={acceptedFiles} megabytes={readSettings(db)['upload.maxMegabytes']} notReady={setUpBlockers(deps.db, deps)} administers={may(actor, 'administer')} samples={config.demo ? samples() : []} />);
  return refused[0] ? pageProblem(await answer, refused[0].problem) : answer;
}

export const showTray = (c: Ctx) => trayPage(c);

async function* oneChunk(bytes: Uint8Array) {
  yield bytes;
}

export async function takeSample(c: Ctx) {
  const deps = c.get('deps');
  const sample = deps.config.demo ? samples()[Number(c.req.param('number'))] : undefined;
  if (!sample) throw notFound();
  const bytes = new Uint8Array(readFileSync(join(folder, sample.file)));
  return c.redirect(`/afsendelser/${await uploadDispatch(deps, c.get('actor'), { filename: `${sample.titleDa}.pdf`, content: oneChunk(bytes) })}`, 303);
}
