import { danishTime } from '../../src/core/dates.ts';
import type { ImportState, ImportSummary } from '../../src/people/index.ts';
import { Empty } from '../components/empty.tsx';
import { Labelled, Select } from '../components/field.tsx';
import { Pager } from '../components/pager.tsx';
import { Badge, type Tone } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { peopleImport as words } from '../texts/people.ts';
import { sentenceOf, texts } from '../texts.ts';
import type { Problem } from '../../src/core/errors.ts';

const looks: Record<ImportState, { tone: Tone; icon: string }> = {
  reading: { tone: 'blue', icon: 'hourglass' }, needs_columns: { tone: 'amber', icon: 'help' }, unreadable: { tone: 'red', icon: 'error' }, preview: { tone: 'amber', icon: 'edit' }, applying: { tone: 'blue', icon: 'hourglass' },
  applied: { tone: 'green', icon: 'check' }, undoing: { tone: 'blue', icon: 'hourglass' }, undone: { tone: 'grey', icon: 'close' }, discarded: { tone: 'grey', icon: 'delete' },
};
export const ImportBadge = ({ state }: { state: ImportState }) => <Badge {...looks[state]} word={words.states[state]} />;

const example = [
  ['elev_cpr', 'elev_navn', 'klasse', 'udtrædelsesdato', 'kontakt_cpr', 'kontakt_navn', 'relation', 'foraeldremyndighed', 'modtag_kopi'],
  ['610109-4001', 'Ida Holm', '1.a', '30-06-2029', '620280-1234', 'Anne Holm', 'Mor', 'ja', 'ja'],
  ['610109-4001', 'Ida Holm', '1.a', '30-06-2029', '630381-1235', 'Bo Lund', 'Far', 'ja', 'nej'],
];

export const UploadPeople = ({ mappings, problem }: { mappings: string[]; problem: Problem | undefined }) => (
  <section class="panel" aria-labelledby="upload-heading">
    <h2 id="upload-heading">{words.title}</h2>
    <form class="upload-form" method="post" action="/elever/indlaesning" enctype="multipart/form-data">
      <Labelled id="fil" label={words.file} hint={words.fileHint} error={problem && sentenceOf(problem)}>
        <input class="form-input file-input" id="fil" name="fil" type="file" accept=".xlsx,.xlsm,.csv,.txt,.xml" aria-describedby={`fil-hint${problem ? ' fil-error' : ''}`} required />
      </Labelled>
      {mappings.length > 0 ? <Select id="kolonnevalg" name="kolonnevalg" label={words.mapping} value="" options={[{ value: '', label: words.automatic }, ...mappings.map((name) => ({ value: name, label: name }))]} /> : null}
      <button class="button button-primary" type="submit">{words.upload}</button>
    </form>
    <details>
      <summary>{words.neutral}</summary>
      <p>{words.neutralText}</p>
      <div class="neutral-example" tabindex={0} role="group" aria-label={words.neutral}>
        <table><thead><tr>{example[0]!.map((cell) => <th scope="col">{cell}</th>)}</tr></thead><tbody>{example.slice(1).map((row) => <tr>{row.map((cell) => <td>{cell}</td>)}</tr>)}</tbody></table>
      </div>
    </details>
  </section>
);

type Props = { list: { rows: ImportSummary[]; total: number; page: number; pageSize: number }; mappings: string[]; problem: Problem | undefined };

export const Imports = ({ list, mappings, problem }: Props) => (
  <>
    <UploadPeople mappings={mappings} problem={problem} />
    <section aria-labelledby="imports">
      <h2 id="imports">{words.list}</h2>
      {list.rows.length === 0 ? <Empty icon="upload" heading={words.empty}>{words.emptyText}</Empty> : (
        <Table caption={words.list} columns={[{ label: words.columns.file }, { label: words.columns.state }, { label: words.columns.rows, numeric: true }, { label: words.columns.by }, { label: words.columns.at }]}>
          {list.rows.map((row) => (
            <tr>
              <td><a class="primary" href={`/elever/indlaesning/${row.id}`}>{row.filename}</a></td>
              <td><ImportBadge state={row.state} /></td>
              <td class="numeric">{texts.frame.count(row.rows)}</td>
              <td>{row.createdBy ?? words.byProgram}</td>
              <td class="nowrap">{danishTime(row.createdAt)}</td>
            </tr>
          ))}
        </Table>
      )}
      <Pager {...list} href={(side) => `/elever/indlaesning?side=${side}`} />
    </section>
  </>
);
