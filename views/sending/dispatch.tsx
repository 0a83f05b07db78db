import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { HistoryEntry } from '../../src/audit/index.ts';
import type { DispatchDetail, LetterPage, LetterRow } from '../../src/sending/types.ts';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { History } from '../components/history.tsx';
import { Pager } from '../components/pager.tsx';
import { Progress } from '../components/progress.tsx';
import { LetterBadge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { letterWords } from '../texts/states.ts';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import { live } from './before-draft.tsx';
import { nameOf } from './letter-row.tsx';

const words = sending.dispatch;

const Row = ({ row }: { row: LetterRow }) => (
  <tr>
    <td>{nameOf(row)} <span class="quiet">{row.recipient?.className}</span></td>
    <td class="number">{row.recipient?.masked}</td>
    <td><LetterBadge state={row.state} />{row.reason ? <p class="why">{sentenceOf({ reason: row.reason.key, values: row.reason.values })}</p> : null}</td>
    <td>{danishTime(row.updatedAt)}</td>
    <td>{row.documentId ? <a href={`/dokumenter/${row.documentId}`}>{words.archive}<span class="sr-only">: {nameOf(row)}</span></a> : null}</td>
  </tr>
);

/** The counts per state in words and as one bar of attributes: failed and unknown first. */
const Counts = ({ dispatch }: { dispatch: DispatchDetail }) => {
  const order = ['unknown', 'failed', 'preparing', 'waiting_date', 'queued', 'sending', 'handed_over', 'delivered', 'cancelled'] as const;
  const shown = order.flatMap((state) => (dispatch.counts[state] ? [[state, dispatch.counts[state]!] as const] : []));
  let from = 0;
  return (
    <div class="counts">
      <svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" class="count-bar">
        {shown.map(([state, n]) => {
          const width = (1000 * n) / Math.max(1, dispatch.letters);
          from += width;
          return <rect class={`bar-${state}`} x={from - width} y="0" width={width} height="14" />;
        })}
      </svg>
      <ul class="count-words">{shown.map(([state, n]) => <li class={`count-${state}`}><strong>{n}</strong> {letterWords[state]}</li>)}</ul>
    </div>
  );
};

export const DispatchPage = ({ dispatch, letters, history }: { dispatch: DispatchDetail; letters: LetterPage; history: HistoryEntry[] }) => {
  const trouble = (dispatch.counts.failed ?? 0) + (dispatch.counts.unknown ?? 0);
  const recallable = (dispatch.counts.preparing ?? 0) + (dispatch.counts.waiting_date ?? 0) + (dispatch.counts.queued ?? 0);
  const moving = dispatch.state === 'submitted';
  return (
    <div {...(moving ? live('dispatch', `/afsendelser/${dispatch.id}?side=${letters.page}`) : { id: 'dispatch' })}>
      {dispatch.state === 'discarded' ? <Alert tone="info">{words.discarded}</Alert> : null}
      {trouble > 0 ? <Alert tone="warning" heading={words.troubleHeading(trouble)}><a href="/breve-der-kraever-dig">{words.troubleMore}</a></Alert> : null}
      <p class="quiet">
        {dispatch.submittedAt ? words.submittedBy(dispatch.createdBy.name, danishTime(dispatch.submittedAt)) : ''}
        {dispatch.deliverOn ? ` · ${words.deliverOn(danishDay(dispatch.deliverOn))}` : ''}
        {dispatch.settledAt && dispatch.state === 'settled' ? ` · ${words.settledAt(danishTime(dispatch.settledAt))}` : ''}
      </p>
      <Progress label={words.bar} done={dispatch.counts.delivered ?? 0} total={dispatch.letters}
        text={dispatch.counts.preparing ? words.preparing(dispatch.progress.done, dispatch.progress.total) : dispatch.counts.delivered === dispatch.letters ? words.allDelivered(dispatch.letters) : words.progress(dispatch.counts.delivered ?? 0, dispatch.letters)} live />
      <Counts dispatch={dispatch} />
      {recallable > 0 ? <Confirm open={words.cancel} question={sending.cancel.question(recallable)} action={`/afsendelser/${dispatch.id}/tilbagekaldelse`} label={sending.cancel.button(recallable)} /> : null}
      <h2>{words.lettersHeading}</h2>
      <Table caption={words.lettersHeading} columns={[{ label: words.columns.recipient }, { label: words.columns.number }, { label: words.columns.state }, { label: words.columns.at }, { label: words.columns.archive }]}>
        {letters.rows.map((row) => <Row row={row} />)}
      </Table>
      <Pager {...letters} href={(side) => `/afsendelser/${dispatch.id}?side=${side}`} />
      <details class="history-block"><summary>{words.historyTitle}</summary><History entries={history} older={`/afsendelser/${dispatch.id}`} /></details>
    </div>
  );
};
