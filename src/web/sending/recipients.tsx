import type { Problem } from '../../core/errors.ts';
import { getDispatch, letterFilterCounts, listLetters, listPages, openQuestions, type LetterFilter } from '../../sending/index.ts';
import { Recipients } from '../../../views/sending/recipients.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { pageNumber } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

const filters: LetterFilter[] = ['all', 'attention', 'no_mailbox', 'removed'];

/** Step 2: the list at the left, the document at the right. Used for GET, and again when an act was refused or a number shown. */
export function recipientsPage(c: Ctx, id: string, also: { problem?: Problem; shown?: { letterId: string; number: string } } = {}) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(db, actor, id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const filter = filters.find((each) => each === c.req.query('vis')) ?? 'all';
  const letters = listLetters(db, actor, id, { filter, query: c.req.query('find') ?? '', page: pageNumber(c) });
  const wanted = Math.min(pageNumber(c, 'dokside'), dispatch.pages ?? 1);
  const shownPage = c.req.query('dokside') ? wanted : (letters.rows[0]?.pages[0] ?? 1);
  const [view] = listPages(db, actor, id, { from: shownPage, to: shownPage });
  const leftOut = listPages(db, actor, id, { from: 1, to: dispatch.pages ?? 1 }).filter((each) => each.leftOut).map((each) => each.page);
  return page(c, { styles: ['sending.css'], title: sending.recipients.title, lead: dispatch.title, wide: true, problem: also.problem, modules: ['sending-keys.js'] },
    <Recipients
      dispatch={dispatch} letters={letters} counts={letterFilterCounts(db, actor, id)} questions={openQuestions(db, actor, id)}
      view={view!} leftOut={leftOut} shown={also.shown}
    />);
}

export const showRecipients = (c: Ctx) => recipientsPage(c, c.req.param('id')!);
