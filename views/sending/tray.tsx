import { danishTime } from '../../src/core/dates.ts';
import type { DispatchSummary } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { DispatchBadge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { sending } from '../texts/sending.ts';

type Props = {
  view: 'open' | 'done';
  list: { rows: DispatchSummary[]; total: number; page: number; pageSize: number };
  needsPerson: number;
  megabytes: number;
  samples: { titleDa: string; descriptionDa: string; letters: number }[];
};
const words = sending.tray;

const Upload = ({ megabytes }: { megabytes: number }) => (
  <form id="upload" class="drop-zone" method="post" action="/afsendelser" enctype="multipart/form-data"
    data-sending={sending.upload.sending} data-storing={sending.upload.storing} data-failed={sending.upload.failed}>
    <h2>{sending.upload.heading}</h2>
    <label class="form-label" for="fil">{sending.upload.label}</label>
    <span class="form-hint" id="fil-hint">{sending.upload.hint(megabytes)}</span>
    <input class="form-input file-input" id="fil" name="fil" type="file" accept="application/pdf,.pdf" aria-describedby="fil-hint" required />
    <button class="button button-primary" type="submit">{sending.upload.button}</button>
    <p id="upload-status" role="status" aria-live="polite"></p>
  </form>
);

const Samples = ({ samples }: Pick<Props, 'samples'>) => (
  <section class="samples" aria-labelledby="samples-heading">
    <h2 id="samples-heading">{sending.samples.heading}</h2>
    <p class="quiet">{sending.samples.lead}</p>
    <ul>
      {samples.map((sample, number) => (
        <li>
          <div><strong>{sample.titleDa}</strong> <span class="quiet">{sending.samples.letters(sample.letters)}</span><p>{sample.descriptionDa}</p></div>
          <Act action={`/eksempler/${number}`} label={sending.samples.button} about={sample.titleDa} />
        </li>
      ))}
    </ul>
  </section>
);

export const Tray = ({ view, list, needsPerson, megabytes, samples }: Props) => (
  <>
    {needsPerson > 0 ? <Alert tone="warning" heading={words.needsPerson(needsPerson)}>{words.needsPersonLead} <a href="/breve-der-kraever-dig">{words.needsPersonLink}</a></Alert> : null}
    <div class={samples.length > 0 ? 'two-columns' : ''}>
      <Upload megabytes={megabytes} />
      {samples.length > 0 ? <Samples samples={samples} /> : null}
    </div>
    <section aria-labelledby="list-heading">
      <h2 id="list-heading">{words.heading}</h2>
      <nav class="tabs-line" aria-label={words.tabs}>
        <a href="/afsendelser" aria-current={view === 'open' ? 'page' : undefined}>{words.open}</a>
        <a href="/afsendelser?vis=afsluttede" aria-current={view === 'done' ? 'page' : undefined}>{words.done}</a>
      </nav>
      {list.rows.length === 0 ? <Empty icon="send" heading={view === 'open' ? words.emptyOpen : words.emptyDone} /> : (
        <Table caption={view === 'open' ? words.open : words.done} columns={[{ label: words.columns.title }, { label: words.columns.state }, { label: words.columns.letters, numeric: true }, { label: words.columns.by }, { label: words.columns.at }]}>
          {list.rows.map((row) => (
            <tr>
              <td><a href={`/afsendelser/${row.id}`}>{row.title || row.filename}</a></td>
              <td><DispatchBadge state={row.state} /></td>
              <td class="numeric">{row.letters || ''}</td>
              <td>{row.createdBy.name}</td>
              <td>{danishTime(row.createdAt)}</td>
            </tr>
          ))}
        </Table>
      )}
      <Pager {...list} href={(number) => `/afsendelser?${view === 'done' ? 'vis=afsluttede&' : ''}side=${number}`} />
    </section>
  </>
);
