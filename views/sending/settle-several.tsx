import { danishTime } from '../../src/core/dates.ts';
import type { LetterRow, Resolution } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Facts } from '../components/facts.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { sending } from '../texts/sending.ts';
import { needs as words } from '../texts/needs-person.ts';
import { sentenceOf } from '../texts.ts';
import { nameOf } from './letter-row.tsx';

const here = '/breve-der-kraever-dig';
const shown = 50;

export type SeveralWish = { resolution: Resolution; note: string; group: string; /** Chosen but no longer waiting. */ missing: number };

/** Exactly what will happen to exactly which letters; the ids travel with the form, so nothing that came since is in it. */
export const ConfirmSeveral = ({ rows, wish }: { rows: LetterRow[]; wish: SeveralWish }) => (
  <>
    {wish.missing > 0 ? <Alert tone="info">{words.missing(wish.missing)}</Alert> : null}
    <section class="panel">
      <Facts rows={[[words.what, sending.needsPerson.resolutions[wish.resolution].label], [words.note, wish.note || null]]} />
      <p>{words.consequence[wish.resolution]}</p>
    </section>
    <section class="panel panel-flush">
      <Table caption={words.scope} columns={[{ label: sending.recipients.columns.recipient }, { label: sending.recipients.columns.number }]}>
        {rows.slice(0, shown).map((row) => <tr><td><span class="primary">{nameOf(row)}</span> <span class="quiet">{row.recipient?.className}</span></td><td class="number nowrap">{row.recipient?.masked}</td></tr>)}
      </Table>
      {rows.length > shown ? <p class="panel-words">{words.more(rows.length - shown)}</p> : null}
    </section>
    <form method="post" action={`${here}/afgoerelse`} class="form-acts">
      {rows.map((row) => <input type="hidden" name="brev" value={row.id} />)}
      <input type="hidden" name="afgoerelse" value={wish.resolution} />
      <input type="hidden" name="note" value={wish.note} />
      {rows.length > 0 ? <button class={`button ${wish.resolution === 'give_up' || wish.resolution === 'send_again' ? 'button-warning' : 'button-primary'}`} type="submit">{words.perform(rows.length, wish.resolution === 'send_again')}</button> : null}
      <a class="button button-secondary" href={`${here}?grund=${encodeURIComponent(wish.group)}`}>{words.back}</a>
    </form>
  </>
);

/** What was done and what was not, with why. */
export const SeveralDone = ({ settled, left, unknownHours }: { settled: number; left: [reason: string, letters: number][]; unknownHours: number }) => (
  <>
    <Alert tone={left.length > 0 ? 'warning' : 'success'} heading={words.settled(settled)}>
      {left.map(([reason, letters]) => <p>{words.left(letters)} {sentenceOf({ reason, values: { hours: unknownHours } })}</p>)}
    </Alert>
    <p><a class="button button-secondary" href={here}>{words.onwards}</a></p>
  </>
);

type Handled = { rows: (LetterRow & { dispatchId: string; dispatchTitle: string })[]; total: number; page: number; pageSize: number };

/** Letters marked as handled otherwise: a mark set by mistake is taken back here. */
export const HandledList = ({ list }: { list: Handled }) => (list.rows.length === 0 ? <Empty icon="check" heading={words.noneHandled} /> : (
  <>
    <section class="panel panel-flush">
      <Table caption={words.handled} columns={[{ label: words.columns.recipient }, { label: words.columns.how }, { label: words.columns.when }, { label: words.columns.dispatch }, { label: words.columns.act, hidden: true }]}>
        {list.rows.map((row) => (
          <tr>
            <td><span class="primary">{nameOf(row)}</span><span class="list-sub number">{row.recipient?.masked}</span></td>
            <td>{row.reason?.key === 'handled_otherwise' ? row.reason.values['how'] ?? '' : row.reason ? sentenceOf({ reason: row.reason.key, values: row.reason.values }) : ''}</td>
            <td class="nowrap">{danishTime(row.updatedAt)}</td>
            <td><a href={`/afsendelser/${row.dispatchId}`}>{row.dispatchTitle}</a></td>
            <td><Act action={`/breve/${row.id}/tilbagetagelse`} label={words.takeBack} about={words.takeBackLabel(nameOf(row))} look="link" /></td>
          </tr>
        ))}
      </Table>
    </section>
    <Pager {...list} href={(side) => `${here}?vis=haandteret&side=${side}`} />
  </>
));
