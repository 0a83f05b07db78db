import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { CopyCounts } from '../../src/sending/index.ts';
import type { DispatchDetail, LetterRow, Report } from '../../src/sending/types.ts';
import { signatureWords } from '../texts/signatures.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Facts } from '../components/facts.tsx';
import { Table } from '../components/table.tsx';
import { AskApproval, SentBack, type ApprovalAsk } from './ask-approval.tsx';
import { bytes } from '../texts/count.ts';
import { sending } from '../texts/sending.ts';
import { options } from '../texts/options.ts';
import { paper } from '../texts/paper.ts';
import { copies as copyWords, roleWords } from '../texts/copies.ts';
import { ReportAttachments } from './attachments/report-panel.tsx';
import { Blockers } from './blockers.tsx';
import type { DocumentChecks } from '../../src/sending/document-checks.ts';
import { CheckWarnings, DocumentPanel } from './document-checks.tsx';
import { CompanyContacts } from './company/report-table.tsx';
import { OpenProposals } from './copies/panel.tsx';
import { Duplicates, needsTick, SeenBefore } from './duplicates.tsx';
import { nameOf } from './letter-row.tsx';
import { leavesAt } from './leaves-at.ts';
import { MarkBadge } from '../people/mark.tsx';
import { Mailbox } from './mailbox.tsx';
import { Sample } from './sample.tsx';
import { Steps } from './steps.tsx';
import { NamedOthers, type Whole } from './whole.tsx';

const words = sending.report;
const mostRows = 20;

/** Why it cannot go by Digital Post, and what becomes of it. */
function heldWords(row: Report['heldBack'][number], blockers: Report['blockers']): string {
  if (row.marked?.mark === 'dead') return blockers.some((each) => each.kind === 'dead' && each.letterId === row.letterId) ? sending.dead.heldUndecided : sending.dead.held;
  if (row.marked) return sending.abroad.held;
  return row.why === 'closed' && row.recipient?.kind === 'cpr' ? sending.maybeGone : sending.mailboxMeaning[row.why];
}

export const HeldBack = ({ id, held, paths, blockers = [], link = true }: { id: string; blockers?: Report['blockers']; held: Report['heldBack']; paths: Report['paths']; link?: boolean }) => (
  <section class="panel panel-flush" aria-labelledby="held">
    <h2 id="held">{words.heldHeading(held.length)}</h2>
    <p class="panel-words">{words.heldLead}{paths.print + paths.remote + paths.otherwise > 0 ? <> <strong>{paper.planned(paths)}.</strong></> : null}</p>
    {link ? <p class="panel-words"><a class="button button-secondary button-compact" href={`/afsendelser/${id}/papir`}>{paper.linkReport}</a></p> : null}
    <Table caption={words.heldHeading(held.length)} columns={[{ label: words.heldColumns.recipient }, { label: sending.recipients.columns.mailbox }, { label: words.heldColumns.why }]}>
      {held.slice(0, mostRows).map((row) => (
        <tr><td><span class="primary">{nameOf(row)}</span><span class="list-sub number">{row.recipient?.masked}</span>{row.role === 'main' ? null : <span class="list-sub">{roleWords(row)}</span>}</td><td class="nowrap">{row.marked ? <MarkBadge marked={row.marked} /> : <Mailbox status={row.why} />}</td><td>{heldWords(row, blockers)}</td></tr>
      ))}
    </Table>
    <p class="panel-words">{held.length > mostRows ? `${words.heldMore(held.length - mostRows)}. ` : ''}{link ? <a href={`/afsendelser/${id}/modtagere?vis=no_mailbox`}>{words.heldAll}</a> : null}</p>
  </section>
);

/** The primary act of the page. The report it stands on goes with it: what changed since voids it. */
export const ReportActions = ({ id, report, approval }: { id: string; report: Report; approval: ApprovalAsk | null }) =>
  report.blockers.length === 0 && report.sendable > 0 && !approval ? (
    <form method="post" action={`/afsendelser/${id}/indsendelse`} id="afsend">
      <input type="hidden" name="revision" value={String(report.revision)} />
      <input type="hidden" name="kontrol" value={report.fingerprint} />
      <button class="button button-primary" type="submit">{report.deliverOn ? (report.platformHolds ? words.submitHeld(report.sendable, danishDay(report.deliverOn)) : words.submitLater(report.sendable, leavesAt(report))) : words.submit(report.sendable)}</button>
    </form>
  ) : null;

const Twice = ({ report, links }: { report: Report; links: boolean }) => (
  <Alert tone="info" heading={words.twiceHeading}>
    {report.samePersonTwice.slice(0, mostRows).map((each) => {
      const name = each.recipient.name ?? each.recipient.masked;
      return <div class="undo"><span>{words.twice(name, each.ordinals)}</span> {links ? <Act action={`/afsendelser/${report.dispatchId}/soegning`} look="link" label={words.twiceLink} about={name} fields={{ liste: 'recipients', vis: 'all', find: each.recipient.name ?? '' }} /> : null}</div>;
    })}
    <p>{words.twiceDo}</p>
  </Alert>
);

/** What should be seen before it is sent, though it does not stand in the way. */
export const Warnings = ({ report, named, open, links = true }: { /** Earlier dispatches the reader may look into. */ open: Set<string>; report: Report; named: Whole['named']; /** The reader may go to the draft and its lists. */ links?: boolean }) => (
  <>
    {report.sentBefore ? <Alert tone="warning" heading={words.sentBeforeHeading}>{words.sentBefore(danishTime(report.sentBefore.at), report.sentBefore.by)}{links && open.has(report.sentBefore.dispatchId) ? <> <a href={`/afsendelser/${report.sentBefore.dispatchId}`}>{words.sentBeforeLink}</a></> : null}</Alert> : null}
    <NamedOthers named={named} />
    {report.samePersonTwice.length > 0 ? <Twice report={report} links={links} /> : null}
    {report.abroad.length > 0 ? <Alert tone="info" heading={sending.abroad.heading(report.abroad.length)}><p>{report.abroad.slice(0, mostRows).map(({ recipient, on }) => `${recipient.name ?? recipient.masked}${on ? ` (${danishDay(on)})` : ''}`).join(', ')}{report.abroad.length > mostRows ? ' …' : ''}. {sending.abroad.text}</p></Alert> : null}
    {report.duplicates.length > 0 ? <Duplicates report={report} open={open} acts={links} /> : null}
  </>
);

export const What = ({ dispatch, report, type }: { dispatch: DispatchDetail; report: Report; type: string | null }) => (
  <section class="panel" aria-labelledby="what">
    <h2 id="what">{report.blockers.length > 0 ? words.wouldSend(report.sendable) : words.ready(report.sendable)}</h2>
    <Facts rows={[
      [words.what.title, dispatch.title], [words.what.type, type], [words.what.persons, report.persons ? String(report.persons) : null], [words.what.companies, report.companies ? String(report.companies) : null],
      [copyWords.reportCopies, report.copies ? String(report.copies) : null], [copyWords.reportInstead, report.instead ? String(report.instead) : null],
      [words.what.pages, String(report.pages)], [words.what.size, words.about(bytes(report.bytes.total), bytes(report.bytes.largest), report.sendable)],
      [words.what.when, [report.deliverOn ? (report.platformHolds ? words.heldUntil(danishDay(report.deliverOn)) : words.onDay(leavesAt(report))) : report.undoMinutes > 0 ? words.afterUndo(report.undoMinutes) : words.now, report.deliverOn && report.undoMinutes > 0 ? words.undoFirst(report.undoMinutes) : ''].filter(Boolean).join(' ')],
      [words.what.reply, dispatch.replyAllowed ? [dispatch.replyBy ? words.yesBy(danishDay(dispatch.replyBy)) : words.yes, report.answersTo ? words.to(report.answersTo) : ''].filter(Boolean).join(' ') : words.no], [words.what.removeCpr, dispatch.removeCpr ? words.removed : words.kept],
      [options.signLabel, dispatch.signatureRequired ? signatureWords.report(report.signers, dispatch.signBy && danishDay(dispatch.signBy)) : null],
      [options.departmentLabel, dispatch.department], [options.costCodeLabel, dispatch.costCode],
    ]} />
  </section>
);

type Props = { /** The letter whose signatures it reminds of. */ reminds: { title: string } | null; checks: DocumentChecks; copies: CopyCounts; dispatch: DispatchDetail; report: Report; type: string | null; sample: LetterRow | null; administers: boolean; /** Why it must go by a second person. */ approval: ApprovalAsk | null; sentBack: { by: string; at: string; note: string } | null; open: Set<string>; /** Whom a whole document names beside its recipients. */ named: Whole['named'] };

export const ReportPage = ({ reminds, checks, copies, approval, sentBack, open, named, dispatch, report, type, sample, administers }: Props) => {
  const nothing = report.blockers.length === 0 && report.sendable === 0;
  return (
    <>
      <div class="steps-row"><Steps id={dispatch.id} current={4} /></div>
      {sentBack ? <SentBack {...sentBack} /> : null}
      {report.blockers.length > 0 ? <Blockers id={dispatch.id} blockers={report.blockers} administers={administers} /> : null}
      {nothing ? <Alert tone="warning" heading={words.nothing}>{words.nothingDo}</Alert> : null}
      <CheckWarnings checks={checks} />
      <Warnings report={report} named={named} open={open} />
      {needsTick(report) && report.blockers.length === 0 && report.sendable > 0 ? <SeenBefore form={approval ? 'godkendelse' : 'afsend'} /> : null}
      {reminds ? <Alert tone="info">{signatureWords.reminds(reminds.title)}</Alert> : <OpenProposals id={dispatch.id} counts={copies} />}
      <div class="report">
        <div>
          <What dispatch={dispatch} report={report} type={type} />
          <DocumentPanel id={dispatch.id} checks={checks} purged={dispatch.purgedAt !== null} />
          {approval ? <AskApproval id={dispatch.id} report={report} ask={approval} /> : null}
          <CompanyContacts report={report} />
          <ReportAttachments dispatch={dispatch} report={report} />
          {report.heldBack.length > 0 ? <HeldBack id={dispatch.id} blockers={report.blockers} held={report.heldBack} paths={report.paths} /> : null}
          <p class="quiet">{words.irreversible}</p>
          <div class="form-acts">
            <a class="button button-secondary" href={`/afsendelser/${dispatch.id}/valg`}>{words.back}</a>
            <Confirm open={words.discard} question={sending.discard.consequence(dispatch.letters)} action={`/afsendelser/${dispatch.id}/nulstilling`} label={sending.discard.button} />
          </div>
        </div>
        {sample ? <Sample letter={sample} /> : null}
      </div>
    </>
  );
};
