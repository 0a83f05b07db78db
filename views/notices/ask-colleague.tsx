import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { AskedAbout } from '../../src/notices/index.ts';
import { Field, Select } from '../components/field.tsx';
import { askWords as words } from '../texts/notices.ts';

export type Asking = { colleagues: { id: string; name: string }[]; asked: AskedAbout[]; today: string; typed?: { userId: string; note: string; dueOn: string } | undefined };

const stateOf = ({ doneAt, dueOn }: AskedAbout, today: string): string =>
  doneAt ? words.doneAt(danishTime(doneAt)) : dueOn && dueOn < today ? words.late(danishDay(dueOn)) : dueOn ? words.due(danishDay(dueOn)) : words.open;

/** Asks a colleague to look at the document, and shows who has been asked. */
export const AskColleague = ({ documentId, asking }: { documentId: string; asking: Asking }) => {
  const { colleagues, asked, today, typed } = asking;
  if (colleagues.length === 0 && asked.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="ask">
      <h2 id="ask">{words.heading}</h2>
      {asked.map((each) => (
        <div class="receipt">
          <div class="receipt-head"><strong>{each.to}</strong><span class="quiet">{stateOf(each, today)}</span></div>
          <p>{each.note}</p>
          <p class="quiet">{words.from(each.from, danishTime(each.createdAt))}</p>
        </div>
      ))}
      {colleagues.length === 0 ? null : (
        <details class="raw ask" open={typed !== undefined}>
          <summary>{words.open_form}</summary>
          <form method="post" action={`/dokumenter/${documentId}/opmaerksomhed`}>
            <Select id="kollega" name="kollega" label={words.who} value={typed?.userId ?? ''} options={[{ value: '', label: words.choose }, ...colleagues.map(({ id, name }) => ({ value: id, label: name }))]} />
            <Field id="note" name="note" label={words.note} hint={words.noteHint} value={typed?.note} maxlength={500} autocomplete="off" />
            <Field id="senest" name="senest" type="date" size="medium" label={words.by} hint={words.byHint} value={typed?.dueOn} min={today} />
            <button class="button button-secondary" type="submit">{words.send}</button>
          </form>
        </details>
      )}
    </section>
  );
};
