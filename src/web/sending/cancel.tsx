import { cancelLetters, getDispatch, recallable } from '../../sending/index.ts';
import { CancelPage } from '../../../views/sending/cancel.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

/** Asks before letters are recalled: how many, and what becomes of the others. */
export function showCancel(c: Ctx) {
  const dispatch = getDispatch(c.get('deps').db, c.get('actor'), c.req.param('id')!);
  const all = recallable.reduce((sum, state) => sum + (dispatch.counts[state] ?? 0), 0);
  const title = all > 0 ? sending.cancel.question(all) : sending.cancel.title;
  return page(c, { styles: ['sending.css'], title, lead: dispatch.title }, <CancelPage dispatch={dispatch} recallable={all} />);
}

export function takeCancel(c: Ctx) {
  const id = c.req.param('id')!;
  const recalled = cancelLetters(c.get('deps'), c.get('actor'), id);
  sayDone(c, recalled > 0 ? 'lettersRecalled' : 'nothingRecalled');
  return c.redirect(`/afsendelser/${id}`, 303);
}
