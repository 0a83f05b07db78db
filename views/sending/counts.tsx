import type { DispatchDetail, LetterState } from '../../src/sending/types.ts';
import { amount, sending } from '../texts/sending.ts';
import { letterWords } from '../texts/states.ts';
import { leavesAt } from './leaves-at.ts';

const words = sending.dispatch;
/** From what is done to what is not, so that the bar fills from the left; trouble last, where it stands out. */
const order: LetterState[] = ['delivered', 'printed', 'remote_printed', 'handled_otherwise', 'handed_over', 'sending', 'queued', 'waiting_date', 'waiting_undo', 'preparing', 'cancelled', 'unknown', 'failed'];

function headline(dispatch: DispatchDetail): string {
  const arrived = dispatch.counts.delivered ?? 0;
  if (dispatch.undoUntil && dispatch.counts.waiting_undo) return words.undoable(dispatch.counts.waiting_undo);
  if (dispatch.counts.preparing) return words.preparing(dispatch.progress.done, dispatch.progress.total);
  if (dispatch.counts.waiting_date && dispatch.deliverOn) return words.waiting(dispatch.counts.waiting_date, leavesAt(dispatch));
  return arrived === dispatch.letters ? words.allDelivered(arrived) : words.progress(arrived, dispatch.letters);
}

/** How many letters are where: in words, and as one bar drawn with attributes. */
export const Counts = ({ dispatch, recallable }: { dispatch: DispatchDetail; recallable: number }) => {
  const shown = order.flatMap((state) => (dispatch.counts[state] ? [[state, dispatch.counts[state]!] as const] : []));
  let from = 0;
  return (
    <section class="panel counts" aria-label={words.bar}>
      <div class="count-head">
        <p class="count-total" role="status">{headline(dispatch)}</p>
        {recallable > 0 ? <a class="button button-secondary" href={`/afsendelser/${dispatch.id}/tilbagekaldelse`}>{sending.cancel.button(recallable)}</a> : null}
      </div>
      <svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" class="count-bar">
        {shown.map(([state, n]) => {
          const width = (1000 * n) / Math.max(1, dispatch.letters);
          from += width;
          return <rect class={`bar-${state}`} x={from - width} y="0" width={width} height="16" />;
        })}
      </svg>
      <ul class="count-words no-max-width">
        {shown.map(([state, n]) => <li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class={`bar-${state}`} width="10" height="10" rx="2" /></svg><span><strong>{amount(n)}</strong> {letterWords[state]}</span></li>)}
      </ul>
    </section>
  );
};
