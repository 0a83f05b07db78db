import { danishTime } from '../../src/core/dates.ts';
import type { CheckFilter, CheckMember, CheckProblem, CheckStatus, CheckView } from '../../src/people/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Pager } from '../components/pager.tsx';
import { Progress } from '../components/progress.tsx';
import { Table } from '../components/table.tsx';
import { Mailbox } from '../sending/mailbox.tsx';
import { mailboxes as words } from '../texts/mailboxes.ts';
import { people } from '../texts/people.ts';
import { sending } from '../texts/sending.ts';
import { sentenceOf, texts } from '../texts.ts';

type Paged<T> = { rows: T[]; total: number; page: number; pageSize: number };
type Props = {
  check: CheckView; filter: CheckFilter; members: Paged<CheckMember> | null; problems: Paged<CheckProblem> | null; query: string; watchDays: number; keptDays: number;
  address: (changes: Record<string, string | number>) => string;
};
const statuses: CheckStatus[] = ['registered', 'exempt', 'closed', 'unconfirmed', 'not_found', 'not_checked'];

const Working = ({ check }: { check: CheckView }) => (
  <div class="decision" id="check-working" hx-get={`/elever/postkasser/${check.id}`} hx-trigger="every 1s" hx-target="#indhold" hx-select="#indhold" hx-swap="outerHTML">
    <p>{words.working}</p>
    <Progress label={words.running} {...check.progress} text={words.progress(check.progress.done, check.progress.total)} live />
  </div>
);

const Chips = ({ check, filter, address }: Pick<Props, 'check' | 'filter' | 'address'>) => {
  const all: { id: CheckFilter; label: string; n: number }[] = [
    { id: 'all', label: words.filters.all, n: check.total }, { id: 'changed', label: words.filters.changed, n: check.changes },
    ...statuses.map((status) => ({ id: status, label: sending.mailbox[status], n: check.counts[status] ?? 0 })),
    { id: 'problems', label: words.filters.problems, n: check.problems },
  ];
  return (
    <nav class="chip-row" aria-label={words.filterLabel}>
      {all.filter(({ id, n }) => n > 0 || id === 'all' || id === filter).map(({ id, label, n }) => (
        <a href={address({ vis: id === 'all' ? '' : id, side: 1 })} aria-current={id === filter ? 'true' : undefined}>{label} <span class="chip-count">{texts.frame.count(n)}</span></a>
      ))}
    </nav>
  );
};

/** A list has rows to find in its file; a class has none. */
const Members = ({ members, ofList }: { members: Paged<CheckMember>; ofList: boolean }) => (members.rows.length === 0 ? <Empty icon="search" heading={words.nothing} /> : (
  <Table caption={words.title} columns={[...(ofList ? [{ label: words.columns.row, numeric: true }] : []), { label: words.columns.who }, { label: words.columns.number }, { label: words.columns.className }, { label: words.columns.status }, { label: words.columns.meaning }]}>
    {members.rows.map((row) => (
      <tr>
        {ofList ? <td class="numeric">{row.row}</td> : null}
        <td class="primary">{row.hidden ? people.hiddenName : row.name ?? words.unnamed}</td>
        <td class="number nowrap">{row.masked}</td>
        <td>{row.className}</td>
        <td class="nowrap"><Mailbox status={row.status} />{row.before ? <span class="list-sub">{words.columns.before}: {sending.mailbox[row.before]} · {danishTime(row.changedAt!)}</span> : null}</td>
        <td>{row.status === 'registered' ? '' : sending.mailboxMeaning[row.status]}</td>
      </tr>
    ))}
  </Table>
));

/** The result of a check: who can be reached, what changed, and the same as a file. */
export const MailboxCheck = ({ check, filter, members, problems, query, watchDays, keptDays, address }: Props) => {
  const at = (act: string) => `/elever/postkasser/${check.id}/${act}`;
  return (
    <>
      {check.state === 'running' ? <Working check={check} /> : null}
      {check.changes > 0 ? <Alert tone="info" heading={words.changesHeading(check.changes)}><Act action={at('set')} label={words.seen} look="link" /></Alert> : null}
      {check.unanswered > 0 && check.state === 'done' ? <Alert tone="warning" heading={words.unanswered(check.unanswered)}>{words.unansweredText}</Alert> : null}
      {check.problems > 0 && filter !== 'problems' ? <Alert tone="warning" heading={words.problems(check.problems)}>{words.problemsText}</Alert> : null}
      <section class="panel">
        <div class="apply-row">
          {check.state === 'done' ? <Act action={at('opslag')} label={words.again} icon="refresh" /> : null}
          <Act action={at('overvaagning')} label={check.watched ? words.unwatch : words.watch} icon={check.watched ? 'visibility-off' : 'visibility'} fields={{ hold: check.watched ? '' : '1' }} />
          <Act action={at('fil')} label={words.fileOut} icon="download" />
          <Confirm open={words.fileNumbers} question={words.fileNumbersText} action={at('fil')} label={words.fileNumbers} fields={{ numre: '1' }} />
          <Confirm open={words.discard} question={words.discardQuestion} action={at('kassering')} label={words.discard} />
        </div>
        <p class="quiet">{words.watchText(watchDays)}{check.source === 'list' && !check.watched ? ` ${words.kept(keptDays)}` : ''}</p>
      </section>
      <div class="people-filters">
        <Chips check={check} filter={filter} address={address} />
        <form class="find-people" method="post" action={at('soegning')} role="search">
          <Field id="find" name="find" label={words.find} hint={words.findHint} value={query} type="search" maxlength={100} autocomplete="off" />
          <button class="button button-secondary" type="submit">{words.findButton}</button>
        </form>
      </div>
      {query ? <p><a href={address({ soeg: '', side: 1 })}>{people.clear}</a></p> : null}
      {problems ? (
        <Table caption={words.filters.problems} columns={[{ label: words.columns.row, numeric: true }, { label: words.columns.message }]}>
          {problems.rows.map((row) => <tr><td class="numeric">{row.row}</td><td>{sentenceOf(row)}</td></tr>)}
        </Table>
      ) : members ? <Members members={members} ofList={check.source === 'list'} /> : null}
      <Pager {...(problems ?? members!)} href={(side) => address({ side })} />
    </>
  );
};
