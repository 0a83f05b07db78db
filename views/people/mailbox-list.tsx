import { danishTime } from '../../src/core/dates.ts';
import type { Problem } from '../../src/core/errors.ts';
import type { CheckSummary } from '../../src/people/index.ts';
import { Empty } from '../components/empty.tsx';
import { Labelled } from '../components/field.tsx';
import { Pager } from '../components/pager.tsx';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { mailboxes as words } from '../texts/mailboxes.ts';
import { sentenceOf, texts } from '../texts.ts';

export const checkName = (check: Pick<CheckSummary, 'source' | 'name'>) => (check.source === 'class' ? words.classNamed(check.name) : check.name);

const UploadList = ({ problem }: { problem: Problem | undefined }) => (
  <section class="panel" aria-labelledby="check-list">
    <h2 id="check-list">{words.start}</h2>
    <form class="upload-form" method="post" action="/elever/postkasser" enctype="multipart/form-data">
      <Labelled id="fil" label={words.file} hint={words.fileHint} error={problem && sentenceOf(problem)}>
        <input class="form-input file-input" id="fil" name="fil" type="file" accept=".xlsx,.xlsm,.csv,.txt" aria-describedby={`fil-hint${problem ? ' fil-error' : ''}`} required />
      </Labelled>
      <button class="button button-primary" type="submit">{words.upload}</button>
    </form>
    <p class="quiet">{words.ofClass}</p>
  </section>
);

type Props = { list: { rows: CheckSummary[]; total: number; page: number; pageSize: number }; problem: Problem | undefined };

export const MailboxChecks = ({ list, problem }: Props) => (
  <>
    <UploadList problem={problem} />
    {list.rows.length === 0 ? <Empty icon="email" heading={words.empty}>{words.emptyText}</Empty> : (
      <Table caption={words.list} columns={[{ label: words.columns.name }, { label: words.columns.can, numeric: true }, { label: words.columns.changes, numeric: true }, { label: words.columns.at }, { label: words.columns.by }]}>
        {list.rows.map((row) => (
          <tr>
            <td><a class="primary" href={`/elever/postkasser/${row.id}`}>{checkName(row)}</a>{row.watched ? <> <Badge tone="blue" icon="visibility" word={words.watched} /></> : null}</td>
            <td class="numeric">{words.share(row.registered, row.total)}</td>
            <td class="numeric">{row.changes > 0 ? texts.frame.count(row.changes) : ''}</td>
            <td class="nowrap">{row.state === 'running' ? words.running : row.runAt ? danishTime(row.runAt) : words.never}</td>
            <td>{row.createdBy}</td>
          </tr>
        ))}
      </Table>
    )}
    <Pager {...list} href={(side) => `/elever/postkasser?side=${side}`} />
  </>
);
