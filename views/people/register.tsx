import { danishDay } from '../../src/core/dates.ts';
import type { PeopleFilter, PeoplePage, PersonRow } from '../../src/people/index.ts';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Pager } from '../components/pager.tsx';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { Mailbox } from '../sending/mailbox.tsx';
import { MarkBadge } from './mark.tsx';
import { people as words } from '../texts/people.ts';
import { texts } from '../texts.ts';

type Props = { list: PeoplePage; counts: Record<PeopleFilter, number>; filter: PeopleFilter; className: string | undefined; query: string; searchId: string; address: (changes: Record<string, string | number>) => string };

/** The name, or that it is protected. */
export const PersonName = ({ person }: { person: Pick<PersonRow, 'id' | 'name' | 'protected'> }) => (
  <><a class="primary" href={`/elever/personer/${person.id}`}>{person.name ?? words.hiddenName}</a>{person.protected ? <> <Badge tone="amber" icon="lock" word={words.protected} /></> : null}</>
);

const FindPeople = ({ query, filter, className }: Pick<Props, 'query' | 'filter' | 'className'>) => (
  <form class="find-people" method="post" action="/elever/soegning" role="search">
    <input type="hidden" name="vis" value={filter} />
    {className ? <input type="hidden" name="klasse" value={className} /> : null}
    <Field id="find" name="find" label={words.find} hint={words.findHint} value={query} type="search" maxlength={100} autocomplete="off" />
    <button class="button button-secondary" type="submit">{words.findButton}</button>
  </form>
);

export const Register = ({ list, counts, filter, className, query, address }: Props) => (
  <>
    <div class="people-filters">
      <nav class="chip-row" aria-label={words.filterLabel}>
        {(Object.keys(counts) as PeopleFilter[]).filter((each) => each === filter || counts[each] > 0 || (each !== 'marked' && each !== 'may_be_gone')).map((each) => (
          <a href={address({ vis: each, side: 1, klasse: '' })} aria-current={each === filter && !className ? 'true' : undefined}>{words.filters[each]} <span class="chip-count">{texts.frame.count(counts[each])}</span></a>
        ))}
        {className ? <a href={address({ klasse: '' })} aria-current="true">{words.ofClass(className)}</a> : null}
      </nav>
      <FindPeople query={query} filter={filter} className={className} />
    </div>
    {query ? <p><a href={address({ soeg: '', side: 1 })}>{words.clear}</a></p> : null}
    {filter === 'may_be_gone' && list.rows.length > 0 ? <p>{words.mark.filterLead}</p> : null}
    {list.rows.length === 0 ? <Nothing empty={Object.values(counts).every((n) => n === 0)} /> : (
      <Table caption={words.filters[filter]} columns={[{ label: words.columns.name }, { label: words.columns.number }, { label: words.columns.className }, { label: words.columns.studentNumber }, { label: filter === 'left' ? words.columns.left : words.columns.mailbox }]}>
        {list.rows.map((row) => (
          <tr>
            <td><PersonName person={row} /> <MarkBadge marked={row.marked} /></td>
            <td class="number nowrap">{row.masked}</td>
            <td>{row.className}</td>
            <td>{row.studentNumber}</td>
            <td class="nowrap">{filter === 'left' ? row.leftOn && danishDay(row.leftOn) : <Mailbox status={row.mailbox} />}</td>
          </tr>
        ))}
      </Table>
    )}
    <Pager {...list} href={(side) => address({ side })} />
  </>
);

const Nothing = ({ empty }: { empty: boolean }) => (empty
  ? <Empty icon="groups" heading={words.emptyHeading}><p>{words.emptyText}</p><p><a href="/elever/indlaesning">{words.import}</a></p></Empty>
  : <Empty icon="search" heading={words.nothing} />);
