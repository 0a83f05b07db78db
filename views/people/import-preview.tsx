import { danishDay } from '../../src/core/dates.ts';
import type { ChangeFilter, ChangeRow, ImportView, ProblemRow } from '../../src/people/index.ts';
import { Field } from '../components/field.tsx';
import { Badge, type Tone } from '../components/state-badge.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { people, peopleImport as words } from '../texts/people.ts';
import { sentenceOf, texts } from '../texts.ts';
import { relationWord } from './person.tsx';

type Paged<T> = { rows: T[]; total: number; page: number; pageSize: number };
export type Shown = { filter: ChangeFilter; changes: Paged<ChangeRow> | null; problems: Paged<ProblemRow> | null; query: string; address: (changes: Record<string, string | number>) => string };

const actLooks: Record<ChangeRow['act'], { tone: Tone; icon: string }> = { new: { tone: 'green', icon: 'plus' }, changed: { tone: 'blue', icon: 'edit' }, left: { tone: 'grey', icon: 'person-remove' }, gone: { tone: 'grey', icon: 'close' } };

function valueWord(field: string, value: string | null): string {
  if (value === null) return words.none;
  if (value === '') return field === 'name' || field === 'address' ? words.notShown : words.isChanged;
  if (field === 'custody' || field === 'receivesCopy' || field === 'protected') return value === 'true' ? people.yes : people.no;
  if (field === 'relation') return relationWord(value);
  if (field === 'kind') return people.kinds[value as keyof typeof people.kinds] ?? value;
  if (field === 'mark') return people.mark[value as 'dead' | 'abroad'];
  return field === 'leftOn' || field === 'markOn' ? danishDay(value) : value;
}

const Fact = ({ row, fact }: { row: ChangeRow; fact: ChangeRow['facts'][number] }) => {
  const label = words.facts[fact.field] ?? fact.field;
  if (fact.field === 'cpr' || fact.field === 'address') return <li>{label} {words.isChanged}</li>;
  return <li>{label}: {row.act === 'new' ? null : <><del>{valueWord(fact.field, fact.before)}</del> → </>}<ins>{valueWord(fact.field, fact.after)}</ins></li>;
};

const Change = ({ row }: { row: ChangeRow }) => (
  <tr>
    <td class="numeric">{row.row ?? <span class="quiet">{words.notInFile}</span>}</td>
    <td><span class="primary">{row.name ?? people.hiddenName}</span>{row.subject === 'tie' ? <span class="list-sub">{row.other ?? people.hiddenName}</span> : null}</td>
    <td><Badge {...actLooks[row.act]} word={words.acts[row.act]} /></td>
    <td><ul class="change-facts">{row.act === 'gone' ? null : row.facts.map((fact) => <Fact row={row} fact={fact} />)}</ul></td>
  </tr>
);

/** The tabs of an import's changes, and the page of the one chosen. */
export const ImportChanges = ({ view, shown }: { view: ImportView; shown: Shown }) => (
  <section aria-labelledby="changes">
    <h2 id="changes" class="sr-only">{words.table.what}</h2>
    <nav class="chip-row" aria-label={words.filterLabel}>
      {(Object.keys(words.filters) as ChangeFilter[]).filter((each) => view.counts[each] > 0).map((each) => (
        <a href={shown.address({ vis: each, side: 1 })} aria-current={each === shown.filter ? 'true' : undefined}>{words.filters[each]} <span class="chip-count">{texts.frame.count(view.counts[each])}</span></a>
      ))}
    </nav>
    {shown.changes && (shown.query || shown.changes.total > shown.changes.pageSize) ? (
      <form class="find-people" method="post" action={`/elever/indlaesning/${view.id}/soegning`} role="search">
        <input type="hidden" name="vis" value={shown.filter} />
        <Field id="find" name="find" label={words.find} value={shown.query} type="search" maxlength={100} autocomplete="off" />
        <button class="button button-secondary" type="submit">{people.findButton}</button>
        {shown.query ? <a href={shown.address({ soeg: '', side: 1 })}>{people.clear}</a> : null}
      </form>
    ) : null}
    {shown.problems && shown.problems.rows.length > 0 ? (
      <Table caption={words.filters.errors} columns={[{ label: words.table.row, numeric: true }, { label: words.table.level }, { label: words.table.message }]}>
        {shown.problems.rows.map((row) => (
          <tr>
            <td class="numeric">{row.row}</td>
            <td class="nowrap"><Badge tone={row.level === 'error' ? 'red' : 'grey'} icon={row.level === 'error' ? 'error' : 'info'} word={words.levels[row.level]} /></td>
            <td>{sentenceOf(row)}</td>
          </tr>
        ))}
      </Table>
    ) : null}
    {shown.changes && shown.changes.rows.length > 0 ? (
      <Table caption={words.filters[shown.filter]} columns={[{ label: words.table.row, numeric: true }, { label: words.table.who }, { label: words.columns.state }, { label: words.table.what }]}>
        {shown.changes.rows.map((row) => <Change row={row} />)}
      </Table>
    ) : null}
    <Pager {...(shown.changes ?? shown.problems ?? { page: 1, pageSize: 50, total: 0 })} href={(side) => shown.address({ side })} />
  </section>
);
