import type { CaseCriteria, CaseList, CaseStatus } from '../../src/archive/types.ts';
import { danishDay } from '../../src/core/dates.ts';
import { BulkBar, Tick, tickColumn, type BulkOffer } from '../bulk/bar.tsx';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { CaseBadge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { texts } from '../texts.ts';
import { caseWords } from '../texts/states.ts';
import { ArchiveSide, type Side } from './side.tsx';

const words = texts.archive;
const columns = [
  { label: words.columns.title }, { label: words.columns.number }, { label: words.columns.className },
  { label: words.columns.documents, numeric: true }, { label: words.columns.updated }, { label: words.columns.status },
];

type Props = { side: Side; offer: BulkOffer | null; list: CaseList; criteria: CaseCriteria; seesAll: boolean; href: (page: number) => string; /** The same list by status; undefined: all. */ byStatus: { status: CaseStatus | undefined; href: string }[] };

/** Left: search and tree; right: the cases, dense. */
export const ArchiveList = ({ side, offer, list, criteria, seesAll, href, byStatus }: Props) => (
  <div class="archive">
    <ArchiveSide side={side} branch={criteria} />
    <div>
      <div class="filters"><nav class="chips" aria-label={words.byStatus}>
        {byStatus.map((each) => <a href={each.href} aria-current={each.status === criteria.status ? 'true' : undefined}>{each.status ? caseWords[each.status] : words.anyStatus}</a>)}
      </nav></div>
      {list.rows.length === 0 ? <Empty icon="folder-open" heading={criteria.status ? words.emptyStatus : words.emptyHeading}>{criteria.status ? null : seesAll ? words.emptyText : words.emptyGiven}</Empty> : (
        <>
        <BulkBar offer={offer} />
        <Table caption={words.all} columns={offer ? [tickColumn, ...columns] : columns}>
          {list.rows.map((row) => (
            <tr>
              {offer ? <td><Tick subject="case" id={row.id} title={row.title} /></td> : null}
              <td><a class="primary" href={`/sager/${row.id}`}>{row.title}</a></td>
              <td class="nowrap number">{row.identifier}</td>
              <td>{row.className}</td>
              <td class="numeric">{texts.frame.count(row.documents)}</td>
              <td class="nowrap">{danishDay(row.updatedAt)}</td>
              <td><CaseBadge status={row.status} /></td>
            </tr>
          ))}
        </Table>
        </>
      )}
      <Pager page={list.page} pageSize={list.pageSize} total={list.total} href={href} />
    </div>
  </div>
);
