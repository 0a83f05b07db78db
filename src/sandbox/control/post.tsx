import { Hono, type Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { Peer } from '../peer/context.ts';
import { answerLetter } from '../post/answer.ts';
import { plain } from '../post/mail.ts';
import { NotPossible, playScenario, scenarioNames, schoolOf, send } from '../post/scenarios.ts';
import { photo } from '../post/things.ts';
import { postTexts as words } from '../post-texts.ts';
import { findMailbox } from '../store/contacts.ts';
import { findLetter } from '../store/memos.ts';
import { allPost } from '../store/post.ts';
import { Post, type Senders } from './views/post.tsx';

type Show = (context: Context, title: string, here: 'post', content: Child, status?: 200 | 422) => Response | Promise<Response>;

/** True where the form came from these pages themselves. */
export function fromHere(context: Context): boolean {
  const site = context.req.header('sec-fetch-site');
  return site === undefined ? context.req.header('origin') === new URL(context.req.url).origin : site === 'same-origin';
}

/** The page where mail is written to the school, and the answer to a delivered letter. */
export function postPages(peer: Peer, show: Show, missing: (context: Context) => Response | Promise<Response>): Hono {
  const app = new Hono();
  const page = (context: Context, refused?: string) => {
    const senders = peer.store.query<Senders[number], []>("SELECT kind, number, name, mailbox FROM contact WHERE status = 'REGISTERED' ORDER BY kind DESC, name LIMIT 400").all();
    return show(context, words.title, 'post', <Post rows={allPost(peer.store, 50)} senders={senders} refused={refused} />, refused ? 422 : 200);
  };
  const form = async (context: Context) => new URLSearchParams((await context.req.text()).slice(0, 50_000));
  app.use('/post*', async (context, next) => (context.req.method === 'POST' && !fromHere(context) ? context.text('403', 403) : next()));
  app.use('/mailboxes/:mailbox/letters/:letter/svar', async (context, next) => (fromHere(context) ? next() : context.text('403', 403)));
  app.get('/post', (context) => page(context));
  app.post('/post', async (context) => {
    const name = (await form(context)).get('scenario');
    const scenario = scenarioNames.find((each) => each === name);
    if (!scenario) return missing(context);
    try {
      await playScenario(peer, scenario);
    } catch (error) {
      if (!(error instanceof NotPossible)) throw error;
      return page(context, words.notPossible);
    }
    return context.redirect('/post', 303);
  });
  app.post('/post/brev', async (context) => {
    const fields = await form(context);
    const text = (name: string) => (fields.get(name) ?? '').trim().slice(0, 10_000);
    const sender = findMailbox(peer.store, text('fra'));
    if (!sender || text('titel') === '') return page(context, words.missing);
    send(peer, {
      title: text('titel').slice(0, 256), sender: { kind: sender.kind === 'cpr' ? 'CPR' : 'CVR', number: sender.number, name: sender.name }, recipient: schoolOf(peer), replyAllowed: fields.has('svar'),
      attention: { person: text('person') || undefined, productionUnit: text('pnummer') || undefined }, content: { cpr: text('cpr').replace(/\D/g, '') || undefined, caseId: text('sag') || undefined },
      main: [plain(text('tekst'))], additional: fields.has('billede') ? [photo('foto.png')] : [],
    });
    return context.redirect('/post', 303);
  });
  app.post('/mailboxes/:mailbox/letters/:letter/svar', async (context) => {
    const letter = findLetter(peer.store, context.req.param('letter'));
    const fields = await form(context);
    if (!letter || letter.reply === 0 || letter.mailbox !== context.req.param('mailbox')) return missing(context);
    answerLetter(peer, letter, { text: (fields.get('tekst') ?? '').slice(0, 10_000), files: fields.has('billede') ? [photo('foto.png')] : [] });
    return context.redirect('/post', 303);
  });
  return app;
}
