import { exportDispatchList, openDispatchReport, type RowWords } from '../../sending/index.ts';
import { danishTime } from '../../core/dates.ts';
import { tablePdf } from '../../typeset/index.ts';
import { roleWords } from '../../../views/texts/copies.ts';
import { listing } from '../../../views/texts/listing.ts';
import { letterWords } from '../../../views/texts/states.ts';
import { sentenceOf } from '../../../views/texts.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { Ctx } from '../route.ts';

const words: RowWords = {
  state: (row) => letterWords[row.state],
  reason: (row) => (row.reason ? sentenceOf({ reason: row.reason.key, values: row.reason.values }) : ''),
  role: (row) => roleWords(row) ?? '',
  time: (at) => (at ? danishTime(at) : ''),
};

const file = (c: Ctx, bytes: Uint8Array, mime: string, filename: string) =>
  c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'Content-Type': mime, 'Content-Disposition': contentDisposition('attachment', filename), 'Cache-Control': 'no-store' });

/** The letters of a dispatch as a table for a spreadsheet. Logged, so it is asked for with a POST. */
export const takeList = (c: Ctx) =>
  file(c, exportDispatchList(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', listing.headings, words), 'text/csv; charset=utf-8', listing.csvName);

/** What was sent to whom and what became of it, as PDF for the file. Logged. */
export async function takeReport(c: Ctx) {
  const { dispatch, rows } = openDispatchReport(c.get('deps'), c.get('actor'), c.req.param('id') ?? '');
  const counted = (Object.entries(dispatch.counts) as [keyof typeof letterWords, number][]).filter(([state, count]) => state !== 'removed' && count > 0);
  const pdf = await tablePdf({
    title: dispatch.title || dispatch.filename,
    lead: [
      listing.submitted(dispatch.submittedAt ? danishTime(dispatch.submittedAt) : '', dispatch.createdBy.name), counted.map(([state, count]) => `${letterWords[state]}: ${count}`).join(', '),
      listing.made(danishTime(c.get('deps').clock.now()), c.get('actor').name),
    ].filter(Boolean),
    columns: [{ label: listing.headings.ordinal, width: 9 }, { label: listing.headings.name, width: 50 }, { label: listing.headings.className, width: 14 }, { label: listing.headings.number, width: 27 }, { label: listing.headings.state, width: 40 }, { label: listing.headings.delivered, width: 40 }],
    rows: rows.map((row) => [String(row.ordinal), row.recipient?.name ?? '', row.recipient?.className ?? '', row.recipient?.masked ?? '', letterWords[row.state], words.time(row.deliveredAt ?? row.handedOverAt)]),
    page: listing.page,
  });
  return file(c, pdf, 'application/pdf', listing.pdfName);
}
