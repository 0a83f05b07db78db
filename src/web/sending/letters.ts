import { invalid, Problem } from '../../core/errors.ts';
import {
  addLetter, chooseAlternative, confirmRecipient, getLetter, joinPageToPrevious, leaveOutPage, lookUpAgain, removeLetter, restoreLetter, restorePage, setRecipient, showNumber,
} from '../../sending/index.ts';
import { readForm, type Form } from '../form.ts';
import { localPath } from '../local-path.ts';
import type { Ctx, Route } from '../route.ts';
import { recipientsPage } from './recipients.tsx';

/** Back to the list as the reader had it: same filter, same page. */
const back = (form: Form, dispatchId: string) => {
  const wanted = localPath(form.text('til'));
  return wanted === '/' ? `/afsendelser/${dispatchId}/modtagere` : wanted;
};

async function act(c: Ctx, dispatchId: string, work: (form: Form) => void) {
  const form = await readForm(c);
  try {
    work(form);
  } catch (error) {
    if (error instanceof Problem && (error.code === 'invalid' || error.code === 'conflict')) return recipientsPage(c, dispatchId, { problem: error });
    throw error;
  }
  return c.redirect(back(form, dispatchId), 303);
}

/** An act on one letter: finds its dispatch through the actor, does it, goes back. */
const onLetter = (path: string, work: (c: Ctx, id: string, form: Form) => void): Route => ({
  method: 'POST', path: `/breve/:id/${path}`, rule: 'dispatch',
  handler: (c) => {
    const id = c.req.param('id')!;
    const { dispatchId } = getLetter(c.get('deps').db, c.get('actor'), id);
    return act(c, dispatchId, (form) => work(c, id, form));
  },
});

const onDispatch = (path: string, work: (c: Ctx, id: string, form: Form) => void): Route => ({
  method: 'POST', path: `/afsendelser/:id/${path}`, rule: 'dispatch',
  handler: (c) => act(c, c.req.param('id')!, (form) => work(c, c.req.param('id')!, form)),
});

/** `4` or `4-6` as page numbers. Error pages.shape. */
function readPages(text: string): number[] {
  const match = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(text.trim());
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!match || last < first || last - first > 500) throw invalid('pages.shape');
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

async function reveal(c: Ctx) {
  const id = c.req.param('id')!;
  const { dispatchId } = getLetter(c.get('deps').db, c.get('actor'), id);
  return recipientsPage(c, dispatchId, { shown: { letterId: id, number: showNumber(c.get('deps'), c.get('actor'), id) } });
}

const pageOf = (c: Ctx) => Number(c.req.param('page'));

export const letterRoutes: Route[] = [
  onLetter('bekraeftelse', (c, id) => confirmRecipient(c.get('deps'), c.get('actor'), id)),
  onLetter('modtager', (c, id, form) => setRecipient(c.get('deps'), c.get('actor'), id, form.text('nummer'))),
  onLetter('forslag', (c, id, form) => chooseAlternative(c.get('deps'), c.get('actor'), id, Number(form.text('forslag')))),
  onLetter('fjernelse', (c, id) => removeLetter(c.get('deps'), c.get('actor'), id)),
  onLetter('genoprettelse', (c, id) => restoreLetter(c.get('deps'), c.get('actor'), id)),
  { method: 'POST', path: '/breve/:id/nummer', rule: 'dispatch', handler: reveal },
  onDispatch('opslag', (c, id) => lookUpAgain(c.get('deps'), c.get('actor'), id)),
  onDispatch('breve', (c, id, form) => addLetter(c.get('deps'), c.get('actor'), id, { pages: readPages(form.text('sider')), number: form.text('nummer') })),
  onDispatch('sider/:page/udeladelse', (c, id) => leaveOutPage(c.get('deps'), c.get('actor'), id, pageOf(c))),
  onDispatch('sider/:page/genoprettelse', (c, id) => restorePage(c.get('deps'), c.get('actor'), id, pageOf(c))),
  onDispatch('sider/:page/tilfoejelse', (c, id) => joinPageToPrevious(c.get('deps'), c.get('actor'), id, pageOf(c))),
];
