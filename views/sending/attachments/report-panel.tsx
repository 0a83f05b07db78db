import type { AttachmentView } from '../../../src/sending/attachments/types.ts';
import type { DispatchDetail, Report } from '../../../src/sending/types.ts';
import { Table } from '../../components/table.tsx';
import { attachments } from '../../texts/attachments.ts';
import { bytes } from '../../texts/count.ts';
import { nameOf } from '../letter-row.tsx';
import { ConversionNotes } from './item.tsx';

const words = attachments.report;

/** Who gets which attachments, and how large they are. */
export const ReportAttachments = ({ dispatch, report, links = true, at = (id) => `/bilag/${id}` }: { dispatch: DispatchDetail; report: Report; links?: boolean; /** Where one is shown. */ at?: (id: string) => string }) => {
  const { common, firstRows, letters, heaviest, all } = report.attachments;
  if (common.length === 0 && letters === 0) return null;
  const row = (who: string, masked: string | undefined, each: AttachmentView) => (
    <tr>
      <td><span class="primary">{who}</span>{masked ? <span class="list-sub number">{masked}</span> : null}</td>
      <td><a href={at(each.id)}>{each.title}</a><span class="list-sub">{words.pagesAndNumbers(each, dispatch.removeCpr)}</span><ConversionNotes item={each} /></td>
      <td class="numeric nowrap">{bytes(each.size)}</td>
    </tr>
  );
  return (
    <section class="panel panel-flush" aria-labelledby="report-bilag">
      <h2 id="report-bilag">{words.heading}</h2>
      <p class="panel-words">{words.heaviest(bytes(heaviest), bytes(all))}</p>
      <Table caption={words.heading} columns={[{ label: words.who }, { label: words.what }, { label: words.size, numeric: true }]}>
        {common.map((each) => row(words.everybody(report.sendable + report.heldBack.length), undefined, each))}
        {firstRows.flatMap((letter) => letter.own.map((each) => row(nameOf(letter), letter.recipient?.masked, each)))}
      </Table>
      <p class="panel-words">{letters > firstRows.length ? `${words.more(letters - firstRows.length)}. ` : ''}{links ? <a href={`/afsendelser/${dispatch.id}/bilag${letters > 0 ? '?vis=egne' : ''}`}>{words.link}</a> : null}</p>
    </section>
  );
};
