import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notFound, type Problem } from '../../core/errors.ts';
import { listDispatches, needsPersonCount, uploadDispatch } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { Tray } from '../../../views/sending/tray.tsx';
import { sending as words } from '../../../views/texts/sending.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

export type Sample = { file: string; titleDa: string; descriptionDa: string; letters: number };
const folder = join(import.meta.dir, '../../../samples');
const samples = () => JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as Sample[];

export function trayPage(c: Ctx, problem?: Problem) {
  const { db, config } = c.get('deps');
  const actor = c.get('actor');
  const view = c.req.query('vis') === 'afsluttede' ? ('done' as const) : ('open' as const);
  const list = listDispatches(db, actor, { view, page: pageNumber(c) });
  return page(c, { styles: ['sending.css'], title: words.tray.title, lead: words.tray.lead, problem, problemHeading: words.upload.refused, modules: ['sending-upload.js'] },
    <Tray view={view} list={list} needsPerson={needsPersonCount(db, actor)} megabytes={readSettings(db)['upload.maxMegabytes']} samples={config.demo ? samples() : []} />);
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
