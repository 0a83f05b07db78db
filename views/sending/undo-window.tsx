import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { undo as words } from '../texts/undo.ts';

type Props = { id: string; /** ISO time. */ until: string; /** ISO time of the page. */ now: string; /** The reader may also let them go at once. */ sends: boolean; action?: string };

/** `14.05` of a stored time. */
const clockOf = (at: string) => danishTime(at).split(' kl. ')[1]!;

/** What can still be undone, for how long, and the one click that does it. The script counts down between two looks at the server. */
export const UndoWindow = ({ id, until, now, sends, action = `/afsendelser/${id}/fortrydning` }: Props) => {
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now)) / 1000));
  return (
    <section class="panel undo-window" aria-labelledby="undo-heading">
      <h2 id="undo-heading">{words.heading(clockOf(until))}</h2>
      <p class="undo-left" role="timer" data-seconds={String(seconds)} data-pattern={words.leftPattern} data-none={words.leftNone}>{words.left(seconds)}</p>
      <p>{words.lead}</p>
      <div class="form-acts">
        <Act action={action} label={words.undo} look="primary" />
        {sends ? <Act action={`/afsendelser/${id}/afsendelse-nu`} label={words.now} look="secondary" /> : null}
      </div>
    </section>
  );
};
