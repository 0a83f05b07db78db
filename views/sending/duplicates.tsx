import { danishTime } from '../../src/core/dates.ts';
import type { Duplicate, Report } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Checkbox } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { duplicates as words } from '../texts/duplicates.ts';

/** So many at once; the others open below. */
const most = 5;
const mostListed = 200;

type Props = { report: Report; /** Dispatches the reader may look into. */ open: Set<string> };

const Rows = ({ rows, open, caption }: { rows: Duplicate[]; open: Set<string>; caption: string }) => (
  <Table caption={caption} columns={[{ label: words.columns.recipient }, { label: words.columns.when }, { label: words.columns.by }, { label: words.columns.dispatch }]}>
    {rows.map((row) => (
      <tr>
        <td><span class="primary">{row.recipient.name ?? row.recipient.masked}</span> <span class="quiet number">{row.recipient.masked}</span></td>
        <td class="nowrap">{danishTime(row.at)}</td>
        <td>{row.by}</td>
        <td>{open.has(row.dispatchId) ? <a href={`/afsendelser/${row.dispatchId}`}>{row.title}</a> : row.title}</td>
      </tr>
    ))}
  </Table>
);

/** Who got the same letter before, when and from whom; off the list with one click. */
export const Duplicates = ({ report, open, acts = true }: Props & { acts?: boolean }) => {
  const { duplicates: all } = report;
  return (
    <section class="panel panel-flush duplicates" aria-labelledby="duplicates">
      <h2 id="duplicates">{words.heading(all.length)}</h2>
      <p class="panel-words">{words.lead}</p>
      <Rows rows={all.slice(0, most)} open={open} caption={words.heading(all.length)} />
      <div class="panel-words">
        {all.length > most ? <details><summary>{words.more(all.length - most)}</summary><Rows rows={all.slice(most, mostListed)} open={open} caption={words.more(all.length - most)} /></details> : null}
        {acts ? <Act action={`/afsendelser/${report.dispatchId}/dubletter`} label={words.remove(all.length)} /> : null}
      </div>
    </section>
  );
};

/** Must be set before anything is sent that was sent before. Belongs to the form that sends, wherever that stands. */
export const SeenBefore = ({ form }: { form: string }) => (
  <Alert tone="warning">
    <Checkbox id="set" name="set" label={words.tick} hint={words.tickAbout} form={form} required />
  </Alert>
);

export const needsTick = (report: Report) => report.duplicates.length > 0 || report.sentBefore !== null;
