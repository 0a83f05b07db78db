import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import { signingTexts } from '../texts.ts';
import { fromHere } from '../control/from-here.ts';
import type { Peer } from '../peer/context.ts';
import { declineRequest, signRequest } from './act.ts';
import { documentOf, moveRequest, requestByToken, type SigningRow } from './store.ts';
import { SignPage } from './views.tsx';

export type Show = (context: Context, title: string, content: Child, status?: 200 | 404) => Response | Promise<Response>;

/** What the person with the link sees and does: the document, Signér, Afvis. */
export function signPages(peer: Peer, show: Show): Hono {
  const app = new Hono();
  const find = (context: Context) => requestByToken(peer.store, context.req.param('token') ?? '');
  const gone = (context: Context) => show(context, signingTexts.goneTitle, <><h1>{signingTexts.goneTitle}</h1><p>{signingTexts.gone}</p></>, 404);
  const post = (path: string, act: (row: SigningRow, form: URLSearchParams) => unknown) => app.post(`/s/:token/${path}`, async (context) => {
    const row = find(context);
    if (!row) return gone(context);
    if (!fromHere(context)) return context.text('403', 403);
    await act(row, new URLSearchParams((await context.req.text()).slice(0, 5000)));
    return context.redirect(`/s/${row.token}`, 303);
  });
  app.get('/s/:token', (context) => {
    const found = find(context);
    if (!found) return gone(context);
    moveRequest(peer.store, found.id, ['received'], 'started', peer.clock.now().getTime());
    return show(context, found.title, <SignPage row={find(context)!} />);
  });
  app.get('/s/:token/document', (context) => {
    const row = find(context);
    const bytes = row && (documentOf(peer.store, row.id, 'signed') ?? documentOf(peer.store, row.id, 'document'));
    return bytes ? context.body(bytes, 200, { 'content-type': 'application/pdf', 'content-security-policy': "default-src 'none'; frame-ancestors 'self'" }) : gone(context);
  });
  post('signatur', (row) => signRequest(peer, row));
  post('afvisning', (row, form) => declineRequest(peer, row, form.get('reason') ?? ''));
  return app;
}
