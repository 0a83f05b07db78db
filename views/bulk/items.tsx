import type { BulkRow, BulkView } from '../../src/archive/index.ts';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { bulk as words, bulkStatesShown, type BulkShown } from '../texts/bulk.ts';
import { caseWords } from '../texts/states.ts';
import { sentenceOf, texts } from '../texts.ts';

export type Shown = { filter: BulkShown; list: { rows: BulkRow[]; total: number; page: number; pageSize: number }; address: (filter: BulkShown, page: number) => string };

/** What is shown of an act, in the order of what matters; `planned` is what is still to come, called so until it has begun. */
export function shownOf(view: BulkView): BulkShown[] {
  const ended = view.state !== 'preview' && view.state !== 'planning';
  const all: BulkShown[] = ended ? ['failed', 'kept', 'left', 'done', 'undone', 'waiting'] : ['planned', 'left'];
  return all.filter((each) => bulkStatesShown[each].some((state) => view.counts[state] > 0));
}

/** What stands there in words: nothing, hidden, or as the act calls it. */
function valueWord(view: BulkView, value: string | null): string {
  switch (view.act) {
    case 'add_keyword':
    case 'remove_keyword': return value ? words.there.yes : words.there.no;
    case 'approve': return value?.endsWith(':') ? words.notApproved : words.approved;
    case 'confidential': return value === '1' ? words.confidential : words.notConfidential;
    case 'close': return caseWords[value as keyof typeof caseWords] ?? '';
    default: return value === null ? words.nothing : value || words.notShown;
  }
}

const Row = ({ view, row, filter }: { view: BulkView; row: BulkRow; filter: BulkShown }) => (
  <tr>
    <td>{row.title === null ? <span class="quiet">{words.hidden}</span> : <a class="primary" href={view.subject === 'case' ? `/sager/${row.id}` : `/dokumenter/${row.id}`}>{row.title}</a>}</td>
    {hasPlace(view) ? <td>{row.place}</td> : null}
    {hasReason(filter) ? <td>{row.reason ? sentenceOf({ reason: row.reason.key, values: row.reason.values }) : null}</td> : null}
    {hasValues(view, filter) ? <><td>{row.title === null ? null : valueWord(view, row.before)}</td><td>{row.title === null ? null : valueWord(view, row.after)}</td></> : null}
  </tr>
);

/** A move says itself where each lies. */
const hasPlace = (view: BulkView) => view.act !== 'move';
const hasReason = (filter: BulkShown) => filter === 'left' || filter === 'failed' || filter === 'kept';
const hasValues = (view: BulkView, filter: BulkShown) => !hasReason(filter) && view.act !== 'export';

/** The records of an act by what becomes or became of them, and a page of those. */
export const BulkItems = ({ view, shown }: { view: BulkView; shown: Shown }) => {
  const names = view.act === 'export' ? words.takeFilters : words.filters;
  const c = words.columns;
  const [was, becomes] = shown.filter === 'undone' ? [c.setBack, c.hadBeen] : view.state === 'preview' ? [c.before, c.after] : [c.was, c.became];
  const columns = [
    { label: c.title }, ...(hasPlace(view) ? [{ label: view.subject === 'case' ? texts.archive.columns.number : c.place }] : []), ...(hasReason(shown.filter) ? [{ label: c.why }] : []),
    ...(hasValues(view, shown.filter) ? [{ label: was }, { label: becomes }] : []),
  ];
  return (
    <section aria-labelledby="records">
      <h2 id="records" class="sr-only">{words.filterLabel}</h2>
      <nav class="chip-row" aria-label={words.filterLabel}>
        {shownOf(view).map((each) => (
          <a href={shown.address(each, 1)} aria-current={each === shown.filter ? 'true' : undefined}>{names[each]} <span class="chip-count">{texts.frame.count(bulkStatesShown[each].reduce((sum, state) => sum + view.counts[state], 0))}</span></a>
        ))}
      </nav>
      {shown.list.rows.length === 0 ? null : <Table caption={names[shown.filter]} columns={columns}>{shown.list.rows.map((row) => <Row view={view} row={row} filter={shown.filter} />)}</Table>}
      <Pager page={shown.list.page} pageSize={shown.list.pageSize} total={shown.list.total} href={(at) => shown.address(shown.filter, at)} />
    </section>
  );
};
