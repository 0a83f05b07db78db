import { danishTime } from '../../src/core/dates.ts';
import type { Report } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Checkbox } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { duplicates as words } from '../texts/duplicates.ts';

const most = 20;

/** Who got the same letter before, when and from whom; off the list with one click. */
export const Duplicates = ({ report, open, acts = true }: { report: Report; /** Dispatches the reader may look into. */ open: Set<string>; acts?: boolean }) => (
  <section class="panel panel-flush duplicates" aria-labelledby="duplicates">
    <h2 id="duplicates">{words.heading(report.duplicates.length)}</h2>
    <p class="panel-words">{words.lead}</p>
    <Table caption={words.heading(report.duplicates.length)} columns={[{ label: words.columns.recipient }, { label: words.columns.when }, { label: words.columns.by }, { label: words.columns.dispatch }]}>
      {report.duplicates.slice(0, most).map((row) => (
        <tr>
          <td><span class="primary">{row.recipient.name ?? row.recipient.masked}</span><span class="list-sub number">{row.recipient.masked}</span></td>
          <td class="nowrap">{danishTime(row.at)}</td>
          <td>{row.by}</td>
          <td>{open.has(row.dispatchId) ? <a href={`/afsendelser/${row.dispatchId}`}>{row.title}</a> : row.title}</td>
        </tr>
      ))}
    </Table>
    <div class="panel-words">
      {report.duplicates.length > most ? <p>{words.more(report.duplicates.length - most)}</p> : null}
      {acts ? <Act action={`/afsendelser/${report.dispatchId}/dubletter`} label={words.remove(report.duplicates.length)} /> : null}
    </div>
  </section>
);

/** Must be set before anything is sent that was sent before. Belongs to the form that sends, wherever that stands. */
export const SeenBefore = ({ form }: { form: string }) => (
  <Alert tone="warning">
    <Checkbox id="set" name="set" label={words.tick} hint={words.tickAbout} form={form} required />
  </Alert>
);

export const needsTick = (report: Report) => report.duplicates.length > 0 || report.sentBefore !== null;
