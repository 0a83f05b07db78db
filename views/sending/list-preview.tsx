import type { ListedRow, ListFilter, ListProblemRow, RecipientListView } from '../../src/sending/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Pager } from '../components/pager.tsx';
import { Badge, type Tone } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { lists as words } from '../texts/lists.ts';
import { pageNames, sending } from '../texts/sending.ts';
import { sentenceOf, texts } from '../texts.ts';
import { Mailbox } from './mailbox.tsx';

type Paged<T> = { rows: T[]; total: number; page: number; pageSize: number };
export type ShownList = { filter: ListFilter; rows: Paged<ListedRow> | null; problems: Paged<ListProblemRow> | null; query: string; address: (changes: Record<string, string | number>) => string };
type Props = { dispatchId: string; view: RecipientListView; shown: ShownList };

const levels: Record<ListProblemRow['level'], { tone: Tone; icon: string }> = { stop: { tone: 'red', icon: 'error' }, error: { tone: 'red', icon: 'error' }, note: { tone: 'grey', icon: 'info' } };

const Facts = ({ view }: { view: RecipientListView }) => {
  const { summary } = view;
  if (!summary) return null;
  return (
    <p>
      {words.result(summary.joined, summary.rows)} {summary.joined > 0 ? words.mailboxes(summary.registered, summary.joined) : ''} {summary.named.of > 0 ? words.named(summary.named.found, summary.named.of) : ''} {summary.loose > 0 ? words.loose(summary.loose) : ''}
    </p>
  );
};

const Problems = ({ problems }: { problems: Paged<ListProblemRow> }) => (
  <Table caption={words.filters.problems} columns={[{ label: words.columns.row, numeric: true }, { label: words.columns.level }, { label: words.columns.message }]}>
    {problems.rows.map((row) => (
      <tr><td class="numeric">{row.row}</td><td class="nowrap"><Badge {...levels[row.level]} word={words.levels[row.level]} /></td><td>{sentenceOf(row)}</td></tr>
    ))}
  </Table>
);

const Rows = ({ rows, dispatchId }: { rows: Paged<ListedRow>; dispatchId: string }) => (rows.rows.length === 0 ? <Empty icon="search" heading={words.nothing} /> : (
  <Table caption={words.filters.joined} columns={[{ label: words.columns.row, numeric: true }, { label: words.columns.who }, { label: words.columns.number }, { label: words.columns.key }, { label: words.columns.pages }, { label: words.columns.mailbox }]}>
    {rows.rows.map((row) => (
      <tr>
        <td class="numeric">{row.row}</td>
        <td><span class="primary">{row.name ?? sending.recipients.unnamed}</span>{row.className ? <span class="list-sub">{row.className}</span> : null}</td>
        <td class="number nowrap">{row.masked}</td>
        <td>{row.key}</td>
        <td class="nowrap">{row.pages ? <a href={`/afsendelser/${dispatchId}/modtagere?dokside=${row.pages[0]}`}>{pageNames(row.pages)}</a> : null}</td>
        <td class="nowrap">{row.mailbox ? <Mailbox status={row.mailbox} /> : null}</td>
      </tr>
    ))}
  </Table>
));

/** How the list and the letters go together, before it is used and after. */
export const ListPreview = ({ dispatchId, view, shown }: Props) => {
  const at = (act: string) => `/afsendelser/${dispatchId}/modtagerliste/${act}`;
  const preview = view.state === 'preview';
  return (
    <>
      {preview && view.stops > 0 ? <Alert tone="error" heading={words.stopped}>{shown.problems?.rows.filter(({ level }) => level === 'stop').map((row) => <p>{sentenceOf(row)}</p>)}</Alert> : null}
      {preview && view.stops === 0 && view.errors > 0 ? <Alert tone="warning" heading={words.errors(view.errors)}>{words.errorsText}</Alert> : null}
      {view.old ? <Alert tone="info">{words.old}</Alert> : null}
      {view.state === 'applied' ? <Alert tone="success"><div class="undo"><span>{words.applied(view.summary?.joined ?? 0)}</span>{view.undoable ? <Act action={at('fortrydelse')} label={words.undo} /> : null}</div></Alert> : null}
      <section class="panel">
        <Facts view={view} />
        {view.state === 'applied' && !view.undoable ? <p class="quiet">{words.undoNote}</p> : null}
        <div class="apply-row">
          {preview && view.stops === 0 && (view.summary?.joined ?? 0) > 0 ? <Act action={at('brug')} label={words.use(view.summary!.joined)} look="primary" /> : null}
          {preview ? <a class="button button-secondary" href={`/afsendelser/${dispatchId}/modtagerliste?valg=1`}>{words.change}</a> : null}
          {preview ? <Act action={at('kassering')} label={words.discard} /> : null}
          {view.state === 'applied' ? <a class="button button-primary" href={`/afsendelser/${dispatchId}/modtagere`}>{words.back}</a> : null}
        </div>
      </section>
      <div class="people-filters">
        <nav class="chip-row" aria-label={words.filterLabel}>
          {(Object.keys(words.filters) as ListFilter[]).filter((each) => view.counts[each] > 0).map((each) => (
            <a href={shown.address({ vis: each, side: 1, soeg: '' })} aria-current={each === shown.filter ? 'true' : undefined}>{words.filters[each]} <span class="chip-count">{texts.frame.count(view.counts[each])}</span></a>
          ))}
        </nav>
        {shown.rows ? (
          <form class="find-people" method="post" action={at('soegning')} role="search">
            <input type="hidden" name="vis" value={shown.filter} />
            <Field id="find" name="find" label={words.find} hint={words.findHint} value={shown.query} type="search" maxlength={100} autocomplete="off" />
            <button class="button button-secondary" type="submit">{words.findButton}</button>
          </form>
        ) : null}
      </div>
      {shown.query ? <p><a href={shown.address({ soeg: '', side: 1 })}>{words.clear}</a></p> : null}
      {shown.problems ? <Problems problems={shown.problems} /> : null}
      {shown.rows ? <Rows rows={shown.rows} dispatchId={dispatchId} /> : null}
      <Pager {...(shown.rows ?? shown.problems ?? { page: 1, pageSize: 50, total: 0 })} href={(side) => shown.address({ side })} />
    </>
  );
};
