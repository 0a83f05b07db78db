import { Problem } from '../../core/errors.ts';
import { getLetter, recallable, recallLetter, sendWithoutWaiting, undoSubmission } from '../../sending/index.ts';
import { nameOf } from '../../../views/sending/letter-row.tsx';
import { RecallPage } from '../../../views/sending/recall.tsx';
import { undo as words } from '../../../views/texts/undo.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

/** Does it and says so; where it is too late, the dispatch itself shows what happens. */
function act(c: Ctx, work: () => void, done: { says: Parameters<typeof sayDone>[1]; to: string; late: Parameters<typeof sayDone>[1] }) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    sayDone(c, done.late);
    return c.redirect(`/afsendelser/${c.req.param('id')!}`, 303);
  }
  sayDone(c, done.says);
  return c.redirect(done.to, 303);
}

export function takeUndoSubmission(c: Ctx) {
  const id = c.req.param('id')!;
  return act(c, () => undoSubmission(c.get('deps'), c.get('actor'), id), { says: 'dispatchUndone', to: `/afsendelser/${id}/kontrol`, late: 'undoTooLate' });
}

export function takeSendNow(c: Ctx) {
  const id = c.req.param('id')!;
  return act(c, () => sendWithoutWaiting(c.get('deps'), c.get('actor'), id), { says: 'sentNow', to: `/afsendelser/${id}`, late: 'undoTooLate' });
}

/** Asks before one letter is recalled. */
export function showRecall(c: Ctx) {
  const letter = getLetter(c.get('deps').db, c.get('actor'), c.req.param('id')!);
  return page(c, { styles: ['sending.css'], title: words.recallTitle(nameOf(letter)) }, <RecallPage letter={letter} dispatchId={letter.dispatchId} possible={recallable.includes(letter.state)} />);
}

export function takeRecall(c: Ctx) {
  const deps = c.get('deps');
  const letter = getLetter(deps.db, c.get('actor'), c.req.param('id')!);
  try {
    recallLetter(deps, c.get('actor'), letter.id);
    sayDone(c, 'letterRecalled');
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    sayDone(c, 'nothingRecalled');
  }
  return c.redirect(`/afsendelser/${letter.dispatchId}`, 303);
}
