import type { BulkSummary } from '../../src/archive/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { actTitle, bulk as words, records } from '../texts/bulk.ts';
import { BulkBadge } from './bulk.tsx';

/** The acts on many that somebody has done, the newest first. */
export const BulkList = ({ list }: { list: { rows: BulkSummary[]; total: number; page: number; pageSize: number } }) => (list.rows.length === 0 ? <Empty icon="checklist" heading={words.empty}>{words.emptyText}</Empty> : (
  <>
    <Table caption={words.mine} columns={[{ label: words.columns.act }, { label: words.columns.items }, { label: words.columns.state }, { label: words.columns.at }]}>
      {list.rows.map((row) => (
        <tr>
          <td><a class="primary" href={`/samlet/${row.id}`}>{actTitle(row)}</a></td>
          <td class="nowrap">{records(row.subject, row.items)}</td>
          <td><BulkBadge state={row.state} /></td>
          <td class="nowrap">{danishTime(row.createdAt)}</td>
        </tr>
      ))}
    </Table>
    <Pager {...list} href={(side) => `/samlet?side=${side}`} />
  </>
));
