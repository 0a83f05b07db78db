import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import { readFileSync } from 'node:fs';
import { openLetter } from '../memo/letter.ts';
import type { Peer } from '../peer/context.ts';
import { findMailbox, listMailboxes } from '../store/contacts.ts';
import { countAll, findLetter, lettersOf, refusedMemos } from '../store/memos.ts';
import { signPages } from '../signing/pages.tsx';
import { allRequests } from '../signing/store.ts';
import { SigningList } from '../signing/views.tsx';
import { texts } from '../texts.ts';
import { certificatePages } from './certificates.tsx';
import { faultPages } from './faults.tsx';
import { fileAnswer, savedAs } from './file.ts';
import { postPages } from './post.tsx';
import { Layout, type Place } from './views/layout.tsx';
import { Letter } from './views/letter.tsx';
import { Mailbox } from './views/mailbox.tsx';
import { Mailboxes, mailboxLimit } from './views/mailboxes.tsx';
import { Refused } from './views/refused.tsx';

const style = readFileSync(new URL('./style.css', import.meta.url), 'utf8');
const icon = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8');

/** The pages to look into mailboxes with, and to make the peer misbehave (faults.tsx). A mailbox has a random id, so that no number stands in an address. */
export function pages(peer: Peer): Hono {
  const app = new Hono();
  const now = () => peer.clock.now().getTime();
  const show = (context: Context, title: string, here: Place | null, content: Child, status: 200 | 404 | 422 = 200) => {
    const { totals } = countAll(peer.store, now());
    const foot = texts.totals(totals.accepted, totals.delivered, totals.invalid + totals.notAllowed) + (totals.twice > 0 ? texts.twice(totals.twice) : '');
    return context.html(<Layout title={title} here={here} totals={foot}>{content}</Layout>, status);
  };
  const missing = (context: Context) => show(context, texts.notFound, null, <><h1>{texts.notFound}</h1><p>{texts.notFoundWhatNow}</p><p><a href="/">{texts.mailboxes}</a></p></>, 404);
  const letterAt = (context: Context) => {
    const contact = findMailbox(peer.store, context.req.param('mailbox') ?? '');
    const row = findLetter(peer.store, context.req.param('letter') ?? '');
    const delivered = contact && row && row.mailbox === contact.mailbox && row.status === 'COMPLETED' && row.due_at <= now();
    return delivered ? { contact, row, letter: openLetter(row.xml) } : null;
  };

  app.get('/style.css', (context) => context.body(style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/icon.svg', (context) => context.body(icon, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/', (context) => {
    const name = (context.req.query('name') ?? '').trim();
    return show(context, texts.mailboxes, 'mailboxes', <Mailboxes lines={listMailboxes(peer.store, name, now(), mailboxLimit)} name={name} />);
  });
  app.get('/refused', (context) => show(context, texts.refused, 'refused', <Refused rows={refusedMemos(peer.store, now(), mailboxLimit)} />));
  app.get('/mailboxes/:mailbox', (context) => {
    const contact = findMailbox(peer.store, context.req.param('mailbox'));
    if (!contact) return missing(context);
    return show(context, contact.name, null, <Mailbox contact={contact} letters={lettersOf(peer.store, contact.mailbox, now())} />);
  });
  app.get('/mailboxes/:mailbox/letters/:letter', (context) => {
    const found = letterAt(context);
    return found ? show(context, found.row.title, null, <Letter {...found} links={peer.signing.links} />) : missing(context);
  });
  app.get('/mailboxes/:mailbox/letters/:letter/memo.xml', (context) => {
    const found = letterAt(context);
    return found ? savedAs(`${found.row.uuid}.xml`, 'application/xml', found.row.xml) : missing(context);
  });
  app.get('/mailboxes/:mailbox/letters/:letter/files/:file', (context) => {
    const file = letterAt(context)?.letter.files[Number(context.req.param('file'))];
    return file ? fileAnswer(file, context.req.query('download') === '1') : missing(context);
  });
  app.get('/signing', (context) => show(context, texts.signing, 'signing', <SigningList rows={allRequests(peer.store)} />));
  // The very pages of the service, here without TLS: in a demo the browser does not know the sandbox's authority.
  app.route('/', signPages(peer, (context, title, content, status) => show(context, title, 'signing', content, status)));
  app.route('/', postPages(peer, show, missing));
  app.route('/', faultPages(peer, show));
  app.route('/', certificatePages(peer, show, missing));
  app.get('*', missing);
  return app;
}
