import type { DispatchSummary } from '../../src/sending/types.ts';
import type { Health } from '../../src/web/overview/health.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { DispatchBadge } from '../components/state-badge.tsx';
import { Table } from '../components/table.tsx';
import { receiving } from '../texts/receiving.ts';
import { texts } from '../texts.ts';
import { NotReady } from '../sending/blockers.tsx';
import { batches as batchWords } from '../texts/paper.ts';
import { setUp } from '../texts/set-up.ts';
import { NoticeList, type ShownNotice } from '../notices/notice-list.tsx';
import { signatureWords } from '../texts/signatures.ts';
import { noticeWords } from '../texts/notices.ts';
import { HealthStrip } from './health-strip.tsx';

const words = texts.overview;

type Props = {
  /** Post for the reader, and since when none could be fetched where that is a day or more. */
  post: { tray: number; mine: number; unread: number; trouble: string | undefined };
  role: 'sender' | 'reader' | 'administrator';
  /** Dispatches that wait for the reader to approve them. */
  approvals: number;
  /** What can be proposed for disposal (at `most`: or more), and proposals for the reader to approve. */
  disposal: { due: number; most: number; batches: number };
  /** Batches of paper that wait to be printed or handed over. */
  batches: number;
  needsPerson: number;
  drafts: number;
  running: number;
  /** The dispatch to go to where only one is under way. */
  newestRunning: string | null;
  recent: DispatchSummary[];
  health: Health | undefined;
  signatures: { missing: number; overdue: number; failed: number };
  notices: { rows: ShownNotice[]; total: number; today: string };
};

const Waiting = ({ href, count, title, text, tone }: { href: string; count: number; title: string; text: string; tone: string }) => (
  <li>
    <a class={`waiting-item waiting-${tone}`} href={href}>
      <span class="waiting-count">{texts.frame.count(count)}</span>
      <span class="waiting-words"><strong>{title}</strong><span>{text}</span></span>
    </a>
  </li>
);

const nothing = { sender: words.nothingSender, reader: words.nothingReader, administrator: words.nothingAdministrator };

/** What waits for the reader, what hurts most first; below it the health strip of an administrator. */
export const Overview = ({ role, post, disposal, approvals, batches, needsPerson, drafts, running, newestRunning, recent, health, notices, signatures }: Props) => {
  const notReady = health?.notReady ?? [];
  const waits = post.tray + post.mine + approvals + disposal.batches + disposal.due + batches + needsPerson + drafts + running + signatures.missing;
  return (
  <>
    {notReady.length > 0 ? <NotReady heading={setUp.pending} blockers={notReady} administers /> : null}
    {post.trouble ? <Alert tone="warning" heading={receiving.trouble.heading}>{receiving.trouble.text(post.trouble)}</Alert> : null}
    {waits === 0 ? notReady.length + notices.total > 0 ? null : <Empty icon="check" heading={words.nothingHeading}>{nothing[role]}</Empty> : (
      <section aria-labelledby="waits">
        <h2 id="waits">{words.waits}</h2>
        <ul class="waiting no-max-width">
          {needsPerson > 0 ? <Waiting href="/breve-der-kraever-dig" count={needsPerson} title={words.needsPerson(needsPerson)} text={words.needsPersonText} tone="red" /> : null}
          {approvals > 0 ? <Waiting href="/godkendelser" count={approvals} title={words.approvals(approvals)} text={words.approvalsText} tone="amber" /> : null}
          {post.tray > 0 ? <Waiting href="/modtaget" count={post.tray} title={receiving.waitsTray(post.tray)} text={receiving.waitsTrayText} tone="amber" /> : null}
          {post.mine > 0 ? <Waiting href="/modtaget/mine" count={post.mine} title={receiving.waitsMine(post.mine)} text={receiving.waitsMineText(post.unread)} tone="blue" /> : null}
          {batches > 0 ? <Waiting href="/printbunker" count={batches} title={batchWords.overview(batches)} text={batchWords.overviewText} tone="amber" /> : null}
          {signatures.missing > 0 ? <Waiting href={signatures.overdue > 0 ? '/signaturer?vis=overdue' : '/signaturer'} count={signatures.missing} title={signatureWords.overview(signatures.missing)} text={signatureWords.overviewText(signatures.overdue, signatures.failed)} tone={signatures.overdue + signatures.failed > 0 ? 'red' : 'grey'} /> : null}
          {disposal.batches > 0 ? <Waiting href="/kassation/bunker" count={disposal.batches} title={texts.retention.overview.batches} text={texts.retention.overview.batchesText} tone="amber" /> : null}
          {drafts > 0 ? <Waiting href="/afsendelser" count={drafts} title={words.drafts(drafts)} text={words.draftsText} tone="grey" /> : null}
          {running > 0 ? <Waiting href={running === 1 ? `/afsendelser/${newestRunning}` : '/afsendelser'} count={running} title={words.running(running)} text={words.runningText} tone="blue" /> : null}
          {disposal.due > 0 ? <Waiting href="/kassation" count={disposal.due} title={texts.retention.overview.due(disposal.due, disposal.most)} text={texts.retention.overview.dueText} tone="grey" /> : null}
        </ul>
      </section>
    )}
    {notices.total > 0 ? <Notices {...notices} /> : null}
    {recent.length > 0 ? <Recent rows={recent} /> : null}
    {health ? <HealthStrip health={health} link /> : null}
  </>
  );
};

const mostNotices = 5;

const Notices = ({ rows, total, today }: Props['notices']) => (
  <section aria-labelledby="notices">
    <h2 id="notices">{noticeWords.title}</h2>
    <NoticeList rows={rows.slice(0, mostNotices)} today={today} back="/overblik" />
    {total > mostNotices ? <p><a href="/adviser">{noticeWords.all} ({texts.frame.count(total)})</a></p> : null}
  </section>
);

const Recent = ({ rows }: { rows: DispatchSummary[] }) => (
  <section aria-labelledby="recent">
    <h2 id="recent">{words.recent}</h2>
    <Table caption={words.recent} columns={[{ label: words.recentColumns.title }, { label: words.recentColumns.state }, { label: words.recentColumns.letters, numeric: true }, { label: words.recentColumns.at }]}>
      {rows.map((row) => (
        <tr>
          <td><a class="primary" href={`/afsendelser/${row.id}`}>{row.title || row.filename}</a></td>
          <td><DispatchBadge state={row.state} /></td>
          <td class="numeric">{texts.frame.count(row.letters)}</td>
          <td class="nowrap">{danishTime(row.createdAt)}</td>
        </tr>
      ))}
    </Table>
  </section>
);
