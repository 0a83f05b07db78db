import type { DocumentRow } from '../../src/archive/types.ts';
import { danishDay } from '../../src/core/dates.ts';
import { BulkBar, Tick, tickColumn, type BulkOffer } from '../bulk/bar.tsx';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { DocumentBadge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { attentionWords } from '../texts/company.ts';
import { addresseeWords } from '../texts/copies.ts';
import { texts } from '../texts.ts';

const words = texts.case;
const names = words.columns;
const columns = [
  { label: names.title }, { label: names.sent }, { label: names.received }, { label: names.disposal }, { label: names.status }, { label: names.acts, hidden: true },
];
const day = (at: string | null) => (at ? danishDay(at) : '');

/** The documents of a case. What belongs to a row stands in the row. */
export const DocumentTable = ({ rows, chosen, page, offer }: { rows: DocumentRow[]; chosen: string | undefined; page: number; offer: BulkOffer | null }) =>
  rows.length === 0 ? <Empty icon="document" heading={words.emptyHeading}>{words.emptyText}</Empty> : (
    <>
    <BulkBar offer={offer} />
    <Table caption={words.documents} columns={offer ? [tickColumn, ...columns] : columns} id="documents">
      {rows.map((row) => (
        <tr aria-current={row.id === chosen ? 'true' : undefined}>
          {offer ? <td><Tick subject="document" id={row.id} title={row.title} /></td> : null}
          <td class="titled">
            {row.pictured ? <img class="thumbnail" src={`/dokumenter/${row.id}/miniature`} alt="" width={36} height={51} loading="lazy" decoding="async" /> : null}
            <a class="primary" href={`/dokumenter/${row.id}`}>{row.title}</a>
            {row.addressee && addresseeWords(row.addressee) ? <span class="list-sub">{addresseeWords(row.addressee)}</span> : null}
            {row.addressee?.attention ? <span class="list-sub">{attentionWords(row.addressee.attention)}</span> : null}
            {row.direction === 'internal' ? <span class="list-sub">{words.filedOn(danishDay(row.createdAt))}</span> : null}
            <span class="list-sub">{[row.documentType, row.attachments > 0 && words.attachments(row.attachments)].filter(Boolean).join(', ')}</span>
          </td>
          <td class="nowrap">{day(row.sentAt)}</td>
          <td class="nowrap">{day(row.receivedAt)}</td>
          <td class="nowrap">{day(row.disposalDate)}</td>
          <td><DocumentBadge status={row.status} /></td>
          <td><RowActs row={row} page={page} /></td>
        </tr>
      ))}
    </Table>
    </>
  );

const RowActs = ({ row, page }: { row: DocumentRow; page: number }) => (
  <div class="acts">
    <a
      class="function-link" href={`/sager/${row.caseId}?${page > 1 ? `side=${page}&` : ''}dokument=${row.id}#forhaandsvisning`}
      hx-get={`/dokumenter/${row.id}/forhaandsvisning`} hx-target="#forhaandsvisning" hx-swap="outerHTML"
    ><Icon name="visibility" small />{words.show_main}<span class="sr-only"> {row.title}</span></a>
    <a class="function-link" href={`/dokumenter/${row.id}/historik`}><Icon name="time" small />{words.history}<span class="sr-only"> {row.title}</span></a>
    <Act action={`/dokumenter/${row.id}/eksport`} label={words.export} icon="download" look="link" about={row.title} />
  </div>
);
