import { danishTime } from '../../src/core/dates.ts';
import type { BatchSummary } from '../../src/sending/index.ts';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { amount } from '../texts/count.ts';
import { batches as words } from '../texts/paper.ts';
import { BatchBadge } from './batch-badge.tsx';

type Props = { list: { rows: BatchSummary[]; total: number; page: number; pageSize: number } };

/** Batches that wait first, then those that are done. */
export const Batches = ({ list }: Props) => (list.rows.length === 0 ? <Empty icon="print" heading={words.none}>{words.noneText}</Empty> : (
  <>
    <Table caption={words.title} columns={[{ label: words.columns.what }, { label: words.columns.state }, { label: words.columns.letters, numeric: true }, { label: words.columns.sheets, numeric: true }, { label: words.columns.made }, { label: words.columns.done }]}>
      {list.rows.map((row) => (
        <tr>
          <td><a class="primary" href={`/printbunker/${row.id}`}>{words.heading(row.kind, row.letters)}</a></td>
          <td><BatchBadge batch={row} /></td>
          <td class="numeric">{amount(row.letters)}</td>
          <td class="numeric">{row.sheets === null ? '' : amount(row.sheets)}</td>
          <td><span class="nowrap">{danishTime(row.createdAt)}</span><span class="list-sub">{row.createdBy}</span></td>
          <td>{row.doneAt ? <><span class="nowrap">{danishTime(row.doneAt)}</span><span class="list-sub">{row.doneBy}</span></> : ''}</td>
        </tr>
      ))}
    </Table>
    <Pager {...list} href={(side) => `/printbunker?side=${side}`} />
  </>
));
