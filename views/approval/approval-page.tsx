import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { ApprovalView } from '../../src/sending/index.ts';
import type { AttachmentView } from '../../src/sending/attachments/types.ts';
import type { DispatchDetail, LetterPage, LetterRow, Report } from '../../src/sending/types.ts';
import { Alert } from '../components/alert.tsx';
import { Field } from '../components/field.tsx';
import { Pager } from '../components/pager.tsx';
import { Table } from '../components/table.tsx';
import { approval } from '../texts/approval.ts';
import { pageNames, sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import { AttachmentLinks } from '../sending/attachments/links.tsx';
import { ReportAttachments } from '../sending/attachments/report-panel.tsx';
import { Blockers } from '../sending/blockers.tsx';
import { CompanyContacts } from '../sending/company/report-table.tsx';
import { nameOf } from '../sending/letter-row.tsx';
import { Mailbox } from '../sending/mailbox.tsx';
import { leavesAt } from '../sending/leaves-at.ts';
import { HeldBack, Warnings, What } from '../sending/report.tsx';
import { UndoWindow } from '../sending/undo-window.tsx';
import { Sample } from '../sending/sample.tsx';
import type { Whole } from '../sending/whole.tsx';

const words = approval.page;

export const ApprovalActions = ({ id, report, asked }: { id: string; report: Report; asked: ApprovalView }) =>
  asked.state === 'waiting' && !asked.mine && report.blockers.length === 0 && report.sendable > 0 ? (
    <form method="post" action={`/godkendelser/${id}/godkendelse`} id="godkend">
      <input type="hidden" name="revision" value={String(report.revision)} />
      <input type="hidden" name="kontrol" value={report.fingerprint} />
      <button class="button button-primary" type="submit">{report.deliverOn ? (report.platformHolds ? words.approveHeld(report.sendable, danishDay(report.deliverOn)) : words.approveLater(report.sendable, leavesAt(report))) : words.approve(report.sendable)}</button>
    </form>
  ) : null;

/** The one note serves both decisions: it goes along with the approval, and must be there when something is sent back. */
const Decide = ({ id, typed }: { id: string; typed: { note: string; error: string | undefined } }) => (
  <section class="panel" aria-labelledby="decide">
    <h2 id="decide">{words.decideHeading}</h2>
    <p class="quiet">{words.bound}</p>
    <form method="post" action={`/godkendelser/${id}/returnering`}>
      <Field id="bemaerkning" name="bemaerkning" label={words.decideNote} hint={words.decideNoteHint} value={typed.note} error={typed.error} maxlength={500} autocomplete="off" required />
      <button class="button button-secondary" type="submit">{words.sendBack}</button>
    </form>
  </section>
);

const Letters = ({ id, letters }: { id: string; letters: LetterPage }) => (
  <section class="panel panel-flush" aria-labelledby="letters">
    <h2 id="letters">{words.allLetters}</h2>
    <Table caption={words.allLetters} columns={[{ label: sending.recipients.columns.recipient }, { label: sending.recipients.columns.number }, { label: sending.recipients.columns.pages }, { label: sending.recipients.columns.mailbox }, { label: words.see, hidden: true }]}>
      {letters.rows.map((row) => (
        <tr>
          <td><span class="primary">{nameOf(row)}</span>{row.recipient?.className ? <span class="list-sub">{row.recipient.className}</span> : null}</td>
          <td class="number nowrap">{row.recipient?.masked}</td>
          <td>{pageNames(row.pages)}</td>
          <td class="nowrap"><Mailbox status={row.mailbox} /></td>
          <td class="nowrap"><a href={`/godkendelser/${id}/breve/${row.id}`}>{words.see}<span class="sr-only"> {words.seeOf(nameOf(row))}</span></a></td>
        </tr>
      ))}
    </Table>
    <div class="panel-words"><Pager {...letters} href={(side) => `/godkendelser/${id}?side=${side}#letters`} /></div>
  </section>
);

export type ApprovalProps = {
  dispatch: DispatchDetail; report: Report; type: string | null; sample: LetterRow | null; letters: LetterPage; asked: ApprovalView; named: Whole['named'];
  /** ISO time of the page. */
  now: string;
  typed: { note: string; problem: { reason: string; values: Record<string, string | number> } | undefined };
};

/** The whole report again, for the one who decides: what leaves, to whom, and every letter to look at. */
export const ApprovalPage = ({ dispatch, report, type, sample, letters, asked, named, now, typed }: ApprovalProps) => {
  const waits = asked.state === 'waiting';
  return (
    <>
      {waits ? null : <Alert tone={asked.state === 'approved' ? 'success' : 'info'}>{words.decided(asked.state, asked.decidedBy ?? '', danishTime(asked.decidedAt!))}{asked.note ? ` »${asked.note}«` : ''}</Alert>}
      {asked.state === 'approved' && dispatch.undoUntil && dispatch.counts.waiting_undo ? <UndoWindow id={dispatch.id} until={dispatch.undoUntil} now={now} sends={false} action={`/godkendelser/${dispatch.id}/fortrydning`} /> : null}
      {waits && asked.mine ? <Alert tone="info">{words.own}</Alert> : null}
      {waits && report.blockers.length > 0 ? <><Alert tone="warning">{words.blocked}</Alert><Blockers id={dispatch.id} blockers={report.blockers} administers={false} links={false} /></> : null}
      {waits ? <Warnings report={report} named={named} open={new Set()} links={false} /> : null}
      <div class="report">
        <div>
          {asked.requestNote ? <section class="panel"><h2>{words.note}</h2><p>»{asked.requestNote}«</p></section> : null}
          {waits ? <What dispatch={dispatch} report={report} type={type} /> : null}
          {waits ? <CompanyContacts report={report} /> : null}
          {waits ? <ReportAttachments dispatch={dispatch} report={report} links={false} at={(each) => `/godkendelser/${dispatch.id}/bilag/${each}`} /> : null}
          {waits && !asked.mine ? <Decide id={dispatch.id} typed={{ note: typed.note, error: typed.problem && sentenceOf(typed.problem) }} /> : null}
          {waits && report.heldBack.length > 0 ? <HeldBack id={dispatch.id} held={report.heldBack} paths={report.paths} link={false} /> : null}
          <Letters id={dispatch.id} letters={letters} />
          <p><a href="/godkendelser">{words.back}</a></p>
        </div>
        {waits && sample ? <Sample letter={sample} at={`/godkendelser/${dispatch.id}/breve/${sample.id}/billeder`} /> : null}
      </div>
    </>
  );
};

/** One letter, every page of it. */
export const ApprovalLetter = ({ id, letter, attached, previous, next }: { id: string; letter: LetterRow; attached: AttachmentView[]; previous: string | null; next: string | null }) => {
  const at = approval.letter;
  return (
    <>
      <nav class="letter-steps" aria-label={words.allLetters}>
        {previous ? <a class="button button-secondary button-compact" rel="prev" href={`/godkendelser/${id}/breve/${previous}`}>{at.previous}</a> : null}
        {next ? <a class="button button-secondary button-compact" rel="next" href={`/godkendelser/${id}/breve/${next}`}>{at.next}</a> : null}
        <a href={`/godkendelser/${id}`}>{at.back}</a>
      </nav>
      <AttachmentLinks items={attached} at={(each) => `/godkendelser/${id}/bilag/${each}`} />
      <div class="whole-letter">
        {letter.pages.map((_, n) => <img class="sample-page" src={`/godkendelser/${id}/breve/${letter.id}/billeder/${n + 1}`} alt={sending.report.samplePicture(n + 1, letter.pages.length)} width="595" height="842" loading={n > 1 ? 'lazy' : undefined} />)}
      </div>
    </>
  );
};
