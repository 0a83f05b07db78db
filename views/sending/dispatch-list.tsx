import { danishTime } from '../../src/core/dates.ts';
import type { DispatchSummary } from '../../src/sending/types.ts';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { DispatchBadge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { Tabs } from '../components/tabs.tsx';
import { sending } from '../texts/sending.ts';

const words = sending.tray;

/** How far it is, in words: what was read, or how many letters have arrived and how many wait for a person. */
function howFar(row: DispatchSummary): string | null {
  const { counts } = row;
  if (row.gathering && row.state === 'reading') return sending.reading.gathering(row.progress.done, row.progress.total);
  if (row.converting) return sending.reading.converting;
  if (row.state === 'reading' && row.scans.total > 0) return sending.reading.scans(row.scans.done, row.scans.total);
  if (row.state === 'reading') return row.progress.total > 0 ? sending.reading.progress(row.progress.done, row.progress.total) : null;
  if (row.state !== 'submitted' && row.state !== 'settled') return null;
  const waits = (counts.failed ?? 0) + (counts.unknown ?? 0);
  return [words.arrived(counts.delivered ?? 0, row.letters), waits > 0 ? words.waits(waits) : null].filter(Boolean).join(' · ');
}

/** The file is named only where its name tells something that the title does not. */
const sameWords = (row: DispatchSummary) => row.filename.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[_\s]+/g, ' ').trim().toLocaleLowerCase('da') === (row.title || row.filename).toLocaleLowerCase('da');

const Row = ({ row, view }: { row: DispatchSummary; view: 'open' | 'done' }) => (
  <tr>
    <td><a class="primary" href={`/afsendelser/${row.id}`}>{row.title || row.filename}</a>{sameWords(row) ? null : <span class="list-sub">{row.filename}</span>}</td>
    <td><DispatchBadge state={row.state} />{howFar(row) ? <span class="list-sub">{howFar(row)}</span> : null}</td>
    <td class="numeric">{row.letters || ''}</td>
    <td><span class="nowrap">{danishTime(view === 'done' && row.settledAt ? row.settledAt : row.createdAt)}</span><span class="list-sub">{row.createdBy.name}</span></td>
  </tr>
);

/** While files are converted and read the list asks for itself, and takes its own part of the answer. */
const renewed = (view: 'open' | 'done', page: number) => ({
  'hx-get': `/afsendelser?${view === 'done' ? 'vis=afsluttede&' : ''}side=${page}`, 'hx-trigger': 'every 2s', 'hx-target': 'this', 'hx-select': '#dispatch-list', 'hx-swap': 'outerMorph',
});

type Props = { view: 'open' | 'done'; list: { rows: DispatchSummary[]; total: number; page: number; pageSize: number } };

/** Drafts and what is on its way, newest first; what is finished under the other tab. */
export const DispatchList = ({ view, list }: Props) => (
  <section aria-labelledby="list-heading" id="dispatch-list" {...(list.rows.some(({ state }) => state === 'reading') ? renewed(view, list.page) : {})}>
    <h2 id="list-heading">{words.heading}</h2>
    <Tabs label={words.tabs} items={[{ href: '/afsendelser', label: words.open, current: view === 'open' }, { href: '/afsendelser?vis=afsluttede', label: words.done, current: view === 'done' }]} />
    {list.rows.length === 0 ? <Empty icon="send" heading={view === 'open' ? words.emptyOpen : words.emptyDone} /> : (
      <Table caption={view === 'open' ? words.open : words.done} columns={[{ label: words.columns.title }, { label: words.columns.state }, { label: words.columns.letters, numeric: true }, { label: view === 'open' ? words.columns.at : words.columns.settled }]}>
        {list.rows.map((row) => <Row row={row} view={view} />)}
      </Table>
    )}
    <Pager {...list} href={(number) => `/afsendelser?${view === 'done' ? 'vis=afsluttede&' : ''}side=${number}`} />
  </section>
);
