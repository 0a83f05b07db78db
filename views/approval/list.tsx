import { danishTime } from '../../src/core/dates.ts';
import type { ApprovalView } from '../../src/sending/index.ts';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { Tabs } from '../components/tabs.tsx';
import { approval } from '../texts/approval.ts';
import { amount } from '../texts/count.ts';

const words = approval.list;
const here = '/godkendelser';

type Props = { view: 'waiting' | 'decided'; list: { rows: ApprovalView[]; total: number; page: number; pageSize: number } };

const Row = ({ row }: { row: ApprovalView }) => (
  <tr>
    <td><a class="primary" href={`${here}/${row.dispatchId}`}>{row.title}</a>{row.requestNote ? <span class="list-sub">»{row.requestNote}«</span> : null}</td>
    <td>{row.requestedBy}<span class="list-sub">{danishTime(row.requestedAt)}</span></td>
    <td class="numeric">{amount(row.letters)}</td>
    <td>{row.decidedAt ? <>{approval.states[row.state]}<span class="list-sub">{danishTime(row.decidedAt)}</span></> : row.mine ? words.mine : approval.whyShort[row.why]}</td>
  </tr>
);

/** What waits for the reader to approve, oldest first; what they have decided under the other tab. */
export const ApprovalList = ({ view, list }: Props) => (
  <>
    <Tabs label={words.tabs} items={[{ href: here, label: words.waiting, current: view === 'waiting' }, { href: `${here}?vis=afgjort`, label: words.decided, current: view === 'decided' }]} />
    {list.rows.length === 0 ? <Empty icon="check" heading={view === 'waiting' ? words.none : words.noneDecided} /> : (
      <Table caption={view === 'waiting' ? words.waiting : words.decided} columns={[{ label: words.columns.title }, { label: words.columns.by }, { label: words.columns.letters, numeric: true }, { label: view === 'waiting' ? words.columns.why : words.columns.decision }]}>
        {list.rows.map((row) => <Row row={row} />)}
      </Table>
    )}
    <Pager {...list} href={(side) => `${here}?${view === 'decided' ? 'vis=afgjort&' : ''}side=${side}`} />
  </>
);
