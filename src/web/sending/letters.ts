import { invalid, notFound, Problem } from '../../core/errors.ts';
import {
  addLetter, chooseAlternative, confirmRecipient, getLetter, giveToEstate, joinPageToPrevious, leaveOutPage, lookUpAgain, removeLetter, restoreLetter, restorePage, setRecipient, showNumber,
} from '../../sending/index.ts';
import { readForm, type Form } from '../form.ts';
import { localPath } from '../local-path.ts';
import type { Ctx, Route } from '../route.ts';
import { recipientsPage } from './recipients.tsx';

/** Where the reader was: same filter, same page of the list, same page of the document. */
function whereFrom(form: Form, dispatchId: string): URL {
  const list = `/afsendelser/${dispatchId}/modtagere`;
  const wanted = new URL(localPath(form.text('til')), 'http://here');
  return wanted.pathname === list ? wanted : new URL(list, 'http://here');
}

type Act = { work: (form: Form) => void; letterId?: string; pageNumber?: number; removes?: boolean };

/** Does it and goes back to the list; what the domain refuses is said where it was typed. */
async function act(c: Ctx, dispatchId: string, { work, letterId, pageNumber, removes }: Act) {
  const form = await readForm(c);
  const back = whereFrom(form, dispatchId);
  back.searchParams.delete('fjernet');
  try {
    work(form);
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    const refused = { problem: error, letterId, pageNumber, typed: { number: form.text('nummer'), pages: form.text('sider') } };
    return recipientsPage(c, dispatchId, { refused, til: back.pathname + back.search });
  }
  if (removes && letterId) back.searchParams.set('fjernet', letterId);
  return c.redirect(back.pathname + back.search, 303);
}

/** An act on one letter: finds its dispatch through the actor, does it, goes back. */
const onLetter = (path: string, work: (c: Ctx, id: string, form: Form) => void, more: Pick<Act, 'removes'> = {}): Route => ({
  method: 'POST', path: `/breve/:id/${path}`, rule: 'dispatch',
  handler: (c) => {
    const id = c.req.param('id')!;
    const { dispatchId } = getLetter(c.get('deps').db, c.get('actor'), id);
    return act(c, dispatchId, { letterId: id, work: (form) => work(c, id, form), ...more });
  },
});

const onDispatch = (path: string, work: (c: Ctx, id: string, form: Form) => void): Route => ({
  method: 'POST', path: `/afsendelser/:id/${path}`, rule: 'dispatch',
  handler: (c) => act(c, c.req.param('id')!, { work: (form) => work(c, c.req.param('id')!, form) }),
});

const onPage = (path: string, work: (c: Ctx, id: string, page: number, form: Form) => void): Route => ({
  method: 'POST', path: `/afsendelser/:id/sider/:page/${path}`, rule: 'dispatch',
  handler: (c) => {
    const page = Number(c.req.param('page'));
    if (!Number.isSafeInteger(page) || page < 1) throw notFound();
    return act(c, c.req.param('id')!, { pageNumber: page, work: (form) => work(c, c.req.param('id')!, page, form) });
  },
});

/** `4` or `4-6` as page numbers. Error pages.shape. */
export function readPages(text: string): number[] {
  const match = /^(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?$/.exec(text.trim());
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!match || first < 1 || last < first || last - first > 500) throw invalid('pages.shape');
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}

/** The number in full, because somebody asked: logged, shown once, in no address. */
async function reveal(c: Ctx) {
  const id = c.req.param('id')!;
  const { dispatchId } = getLetter(c.get('deps').db, c.get('actor'), id);
  const back = whereFrom(await readForm(c), dispatchId);
  return recipientsPage(c, dispatchId, { shown: { letterId: id, number: showNumber(c.get('deps'), c.get('actor'), id) }, til: back.pathname + back.search });
}

export const letterRoutes: Route[] = [
  onLetter('bekraeftelse', (c, id) => confirmRecipient(c.get('deps'), c.get('actor'), id)),
  onLetter('modtager', (c, id, form) => setRecipient(c.get('deps'), c.get('actor'), id, form.text('nummer'))),
  onLetter('forslag', (c, id, form) => chooseAlternative(c.get('deps'), c.get('actor'), id, Number(form.text('forslag')))),
  onLetter('fjernelse', (c, id) => removeLetter(c.get('deps'), c.get('actor'), id), { removes: true }),
  onLetter('bo', (c, id) => giveToEstate(c.get('deps'), c.get('actor'), id)),
  onLetter('genoprettelse', (c, id) => restoreLetter(c.get('deps'), c.get('actor'), id)),
  { method: 'POST', path: '/breve/:id/nummer', rule: 'dispatch', handler: reveal },
  onDispatch('opslag', (c, id) => lookUpAgain(c.get('deps'), c.get('actor'), id)),
  onPage('brev', (c, id, _page, form) => addLetter(c.get('deps'), c.get('actor'), id, { pages: readPages(form.text('sider')), number: form.text('nummer') })),
  onPage('udeladelse', (c, id, page) => leaveOutPage(c.get('deps'), c.get('actor'), id, page)),
  onPage('genoprettelse', (c, id, page) => restorePage(c.get('deps'), c.get('actor'), id, page)),
  onPage('tilfoejelse', (c, id, page) => joinPageToPrevious(c.get('deps'), c.get('actor'), id, page)),
];
