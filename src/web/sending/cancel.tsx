import { cancelLetters, getDispatch } from '../../sending/index.ts';
import { CancelPage } from '../../../views/sending/cancel.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

/** Asks before letters are recalled: how many, and what becomes of the others. */
export function showCancel(c: Ctx) {
  const dispatch = getDispatch(c.get('deps').db, c.get('actor'), c.req.param('id')!);
  const { preparing = 0, waiting_date: waiting = 0, queued = 0 } = dispatch.counts;
  const recallable = preparing + waiting + queued;
  const title = recallable > 0 ? sending.cancel.question(recallable) : sending.cancel.title;
  return page(c, { styles: ['sending.css'], title, lead: dispatch.title }, <CancelPage dispatch={dispatch} recallable={recallable} />);
}

export function takeCancel(c: Ctx) {
  const id = c.req.param('id')!;
  const recalled = cancelLetters(c.get('deps'), c.get('actor'), id);
  sayDone(c, recalled > 0 ? 'lettersRecalled' : 'nothingRecalled');
  return c.redirect(`/afsendelser/${id}`, 303);
}
