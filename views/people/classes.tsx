import type { ClassRow } from '../../src/people/index.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Table } from '../components/table.tsx';
import { people } from '../texts/people.ts';
import { texts } from '../texts.ts';

const words = people.classes;

/** The classes: to their list, as a file, or to a check of their mailboxes. */
export const Classes = ({ rows }: { rows: ClassRow[] }) => (rows.length === 0 ? <Empty icon="groups" heading={words.emptyHeading}>{words.emptyText}</Empty> : (
  <Table caption={people.tabs.classes} columns={[{ label: words.columns.name }, { label: words.columns.students, numeric: true }, { label: words.columns.without, numeric: true }, { label: words.columns.unchecked, numeric: true }, { label: words.columns.acts, hidden: true }]}>
    {rows.map((row) => (
      <tr>
        <td><a class="primary" href={`/elever?klasse=${encodeURIComponent(row.name)}`}>{row.name}</a></td>
        <td class="numeric">{texts.frame.count(row.students)}</td>
        <td class="numeric">{row.withoutMailbox > 0 ? texts.frame.count(row.withoutMailbox) : ''}</td>
        <td class="numeric">{row.notChecked > 0 ? texts.frame.count(row.notChecked) : ''}</td>
        <td><div class="acts">
          <Act action="/elever/postkasser/klasse" label={words.check} about={row.name} icon="email" look="link" fields={{ klasse: row.name }} />
          <Act action="/elever/klasser/fil" label={words.list} about={row.name} icon="download" look="link" fields={{ klasse: row.name }} />
        </div></td>
      </tr>
    ))}
  </Table>
));
