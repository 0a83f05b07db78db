import type { HistoryEntry } from '../../src/audit/index.ts';
import { danishDay } from '../../src/core/dates.ts';
import type { PersonView, TiedPerson } from '../../src/people/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Facts } from '../components/facts.tsx';
import { HistoryTable } from '../components/history.tsx';
import { Table } from '../components/table.tsx';
import { Mailbox } from '../sending/mailbox.tsx';
import { people as words } from '../texts/people.ts';
import { texts } from '../texts.ts';
import { MarkBadge, MarkPanel, type TypedMark } from './mark.tsx';
import { PersonName } from './register.tsx';

export const relationWord = (relation: string) => words.relations[relation] ?? relation;
const yesNo = (value: boolean) => (value ? words.yes : words.no);

const Tied = ({ caption, rows }: { caption: string; rows: TiedPerson[] }) => (
  <Table caption={caption} columns={[{ label: words.columns.name }, { label: words.columns.number }, { label: words.columns.relation }, { label: words.columns.custody }, { label: words.columns.copy }, { label: words.columns.mailbox }]}>
    {rows.map((row) => (
      <tr>
        <td><PersonName person={row} /> <MarkBadge marked={row.marked} /></td>
        <td class="number nowrap">{row.masked}</td>
        <td>{relationWord(row.relation)}</td>
        <td>{yesNo(row.custody)}</td>
        <td>{yesNo(row.receivesCopy)}</td>
        <td class="nowrap"><Mailbox status={row.mailbox} /></td>
      </tr>
    ))}
  </Table>
);

/** One person as the school knows them. `shown`: name and number in full, just asked for. */
export const Person = ({ person, shown, history, typed, mayOpenCase }: { person: PersonView; mayOpenCase: boolean; typed?: TypedMark | undefined; shown: { cpr: string; name: string } | undefined; history: HistoryEntry[] }) => (
  <>
    {person.protected ? <Alert tone="warning" heading={words.protected}>{words.protectedText}</Alert> : null}
    <section class="panel" aria-labelledby="details">
      <h2 id="details">{words.details}</h2>
      <Facts rows={[
        [words.columns.name, shown?.name ?? person.name ?? words.hiddenName],
        [words.columns.number, <span class="row"><span class="number">{shown?.cpr ?? person.masked}</span>{shown ? null : <Act action={`/elever/personer/${person.id}/nummer`} label={words.show} icon="visibility" look="link" />}</span>],
        [words.kind, words.kinds[person.kind]],
        [words.columns.className, person.className],
        [words.columns.studentNumber, person.studentNumber],
        [words.columns.left, person.leftOn && danishDay(person.leftOn)],
        [words.former, person.former.length > 0 ? person.former.join(', ') : null],
        [words.columns.mailbox, <Mailbox status={person.mailbox} />],
      ]} />
      {mayOpenCase ? <Act action={`/elever/personer/${person.id}/sag`} label={texts.cases.openOrMake} icon="folder-open" /> : null}
    </section>
    <MarkPanel person={person} typed={typed} />
    {person.kind === 'student' ? (
      <section aria-labelledby="contacts">
        <h2 id="contacts">{words.contacts}</h2>
        {person.contacts.length > 0 ? <Tied caption={words.contacts} rows={person.contacts} /> : <p class="quiet">{words.noContacts}</p>}
      </section>
    ) : null}
    {person.children.length > 0 ? <section aria-labelledby="children"><h2 id="children">{words.children}</h2><Tied caption={words.children} rows={person.children} /></section> : null}
    <section aria-labelledby="history"><h2 id="history">{words.history}</h2><HistoryTable entries={history} /></section>
    <p><a href="/elever">{words.back}</a></p>
  </>
);
