import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { BatchPage as Page, Obstacles } from '../../src/retention/index.ts';
import type { Batch } from '../../src/retention/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { HistoryTable } from '../components/history.tsx';
import { Pager } from '../components/pager.tsx';
import { Badge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { amount } from '../texts/count.ts';
import { retention } from '../texts/retention.ts';
import { Destruction } from './destruction.tsx';
import { RuleCell } from './due.tsx';
import { RetentionTabs } from './tabs.tsx';

const words = retention.batch;
const looks = { waiting: { tone: 'amber', icon: 'time' }, approved: { tone: 'green', icon: 'check' }, sent_back: { tone: 'grey', icon: 'chevron-left' }, withdrawn: { tone: 'grey', icon: 'close' }, destroying: { tone: 'blue', icon: 'delete' }, destroyed: { tone: 'grey', icon: 'delete' } } as const;
export const at = (batch: Batch, act = '') => `/kassation/bunker/${batch.id}${act}`;

export const BatchList = ({ list }: { list: { rows: Batch[]; total: number; page: number; pageSize: number } }) => (
  <>
    <RetentionTabs current="batches" />
    {list.rows.length === 0 ? <Empty icon="list-bulleted" heading={words.empty} /> : (
      <Table caption={words.list} columns={[{ label: words.columns.number }, { label: words.columns.by }, { label: words.columns.documents, numeric: true }, { label: words.columns.state }]}>
        {list.rows.map((row) => (
          <tr>
            <td><a class="primary" href={at(row)}>{words.title(row.number)}</a>{row.note ? <span class="list-sub">»{row.note}«</span> : null}</td>
            <td>{row.proposedBy}<span class="list-sub">{danishTime(row.proposedAt)}</span></td>
            <td class="numeric">{amount(row.documents)}</td>
            <td><Badge {...looks[row.state]} word={words.states[row.state]} />{row.state === 'approved' ? <span class="list-sub">{words.goes(danishDay(row.graceUntil!))}</span> : null}{row.decidedAt ? <span class="list-sub">{row.decidedBy}, {danishTime(row.decidedAt)}</span> : null}</td>
          </tr>
        ))}
      </Table>
    )}
    <Pager {...list} href={(page) => `/kassation/bunker?side=${page}`} />
  </>
);

const free = (obstacles: Obstacles | null) => obstacles !== null && obstacles.unseen + obstacles.held + obstacles.later === 0 && !obstacles.changed;

const Obstacle = ({ obstacles }: { obstacles: Obstacles }) => (
  <Alert tone="warning" heading={words.blocked}>
    <ul>
      {obstacles.unseen > 0 ? <li>{words.unseen(obstacles.unseen)}</li> : null}
      {obstacles.held > 0 ? <li>{words.heldNow(obstacles.held)}</li> : null}
      {obstacles.later > 0 ? <li>{words.later(obstacles.later)}</li> : null}
      {obstacles.changed ? <li>{words.changed}</li> : null}
    </ul>
  </Alert>
);

/** Approving stands where every page has its one primary button. */
export const BatchActions = ({ batch, obstacles, approves }: { batch: Batch; obstacles: Obstacles | null; approves: boolean }) =>
  approves && batch.state === 'waiting' && !batch.mine && free(obstacles) ? <Act action={at(batch, '/godkendelse')} label={words.approve(batch.documents)} look="primary" fields={{ indhold: batch.contentHash }} /> : null;

const Reason = ({ batch, act, heading, text, label, typed }: { batch: Batch; act: string; heading: string; text: string; label: string; typed: string }) => (
  <form class="panel" method="post" action={at(batch, act)} aria-labelledby="decide">
    <h2 id="decide">{heading}</h2>
    <p>{text}</p>
    <Field id="bemaerkning" name="bemaerkning" label={words.note} hint={retention.document.whyHint} value={typed} maxlength={500} autocomplete="off" required />
    <button class="button button-secondary" type="submit">{label}</button>
  </form>
);

export const BatchView = ({ shown, approves, typed }: { shown: Page; approves: boolean; typed: string }) => {
  const { batch, obstacles } = shown;
  return (
    <>
      {batch.decidedAt ? <Alert tone={batch.state === 'approved' ? 'success' : 'info'}>{words.decided(batch.state, batch.decidedBy ?? '', danishTime(batch.decidedAt))}{batch.decisionNote ? ` »${batch.decisionNote}«` : ''}{batch.state === 'approved' ? ` ${words.approvedNow(danishTime(batch.graceUntil!))}` : ''}</Alert> : null}
      <Destruction shown={shown} />
      {batch.note ? <p>»{batch.note}«</p> : null}
      {batch.state === 'waiting' && batch.mine ? <Alert tone="info">{words.own} <Act action={at(batch, '/tilbagetraekning')} label={words.withdraw} look="link" /></Alert> : null}
      {batch.state === 'waiting' && !batch.mine && !approves ? <Alert tone="info">{words.needsLeader}</Alert> : null}
      {obstacles && !free(obstacles) ? <Obstacle obstacles={obstacles} /> : null}
      {batch.state === 'destroying' || batch.state === 'destroyed' ? null : <section aria-labelledby="documents">
        <h2 id="documents">{words.documents}</h2>
        <Table caption={words.documents} columns={[{ label: retention.group.columns.title }, { label: retention.group.columns.case }, { label: retention.page.columns.type }, { label: retention.group.columns.due }, { label: retention.group.columns.rule }]}>
          {shown.rows.map((row) => (
            <tr>
              <td><a class="primary" href={`/dokumenter/${row.id}`}>{row.title}</a>{row.held ? <> <Badge tone="amber" icon="lock" word={words.held} /></> : null}</td>
              <td><a href={`/sager/${row.caseId}`}>{row.caseTitle}</a></td>
              <td>{row.documentType ?? retention.page.noType}</td>
              <td class="nowrap">{row.due ? danishDay(row.due) : null}</td>
              <RuleCell row={row} />
            </tr>
          ))}
        </Table>
        <Pager page={shown.page} pageSize={shown.pageSize} total={shown.total} href={(page) => `${at(batch)}?side=${page}`} />
      </section>}
      {approves && batch.state === 'waiting' && !batch.mine ? <Reason batch={batch} act="/returnering" heading={words.decideHeading} text={words.bound} label={words.sendBack} typed={typed} /> : null}
      {approves && batch.state === 'approved' ? <Reason batch={batch} act="/fortrydelse" heading={words.takeBackHeading} text={words.takeBackText(danishDay(batch.graceUntil!))} label={words.takeBack} typed={typed} /> : null}
      <section aria-labelledby="history">
        <h2 id="history">{words.history}</h2>
        <HistoryTable entries={shown.history} />
      </section>
    </>
  );
};
