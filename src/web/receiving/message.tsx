import { notFound, type Problem } from '../../core/errors.ts';
import { messageFile, messageHistory, messagePicture, getMessage } from '../../receiving/index.ts';
import { History } from '../../../views/components/history.tsx';
import { Message } from '../../../views/receiving/message.tsx';
import { titleOf } from '../../../views/receiving/words.ts';
import { receiving as words } from '../../../views/texts/receiving.ts';
import { contentDisposition } from '../content-disposition.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { shownMessage, styles, viewOf } from './lists.tsx';

const crumbs = (title: string, last?: { label: string; href: string }) => [{ label: words.title, href: '/modtaget' }, ...(last ? [{ label: title, href: last.href }, { label: last.label }] : [{ label: title }])];

/** A message on a page of its own; with `problem`, why an act on it was refused. */
export function messagePage(c: Ctx, id: string, problem?: Problem) {
  const shown = shownMessage(c, id, viewOf(c, c.req.query('vis')));
  const title = titleOf(shown.message);
  return page(c, { title, crumbs: crumbs(title), styles, modules: ['receiving/tray.js'], problem, actions: <a class="button button-secondary" href={`/modtaget/${id}/historik`}>{words.history}</a> },
    <div class="panel mail-page"><h2 class="sr-only">{words.preview}</h2><Message {...shown} /></div>);
}

export const showMessage = (c: Ctx) => messagePage(c, c.req.param('id') ?? '');

export function showMessageHistory(c: Ctx) {
  const { db, clock } = c.get('deps');
  const message = getMessage({ db, clock }, c.get('actor'), c.req.param('id') ?? '');
  const title = titleOf(message);
  return page(c, { title: words.history, lead: title, crumbs: crumbs(title, { label: words.history, href: `/modtaget/${message.id}` }) }, <History entries={messageHistory(db, c.get('actor'), message.id)} />);
}

/** Types that are shown; what else came is only ever taken away, as bytes. */
const shownTypes = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif']);

/** A file of a message. It gets no scripts, no forms and no frame but ours, whatever it is. */
async function file(c: Ctx, position: number | 'raw'): Promise<Response> {
  const deps = c.get('deps');
  const away = position === 'raw' || c.req.query('hent') !== undefined;
  const { blobId, filename, mime, size } = messageFile(deps, c.get('actor'), c.req.param('id') ?? '', position, away || asked(c));
  const inline = !away && shownTypes.has(mime);
  return new Response(await deps.files.slice(blobId, 0, size), {
    headers: {
      'Content-Type': inline ? mime : 'application/octet-stream', 'Content-Length': String(size), 'Content-Disposition': contentDisposition(inline ? 'inline' : 'attachment', filename),
      // Styles: of the page that a browser makes around a picture.
      'Content-Security-Policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    },
  });
}

/** A picture inside the page was logged when the page was opened. */
const asked = (c: Ctx) => c.req.header('Sec-Fetch-Dest') !== 'image';

function numberOf(c: Ctx, name: string, least: number): number {
  const number = Number(c.req.param(name));
  if (!Number.isSafeInteger(number) || number < least) throw notFound();
  return number;
}

export const showFile = (c: Ctx) => file(c, numberOf(c, 'position', 0));

/** A page of a PDF as PNG, to be seen beside the list. */
export async function showPage(c: Ctx) {
  const picture = await messagePicture(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', { position: numberOf(c, 'position', 0), page: numberOf(c, 'page', 1), width: 900 });
  return new Response(picture as Uint8Array<ArrayBuffer>, { headers: { 'Content-Type': 'image/png', 'Content-Length': String(picture.length) } });
}

export const takeRaw = (c: Ctx) => file(c, 'raw');
