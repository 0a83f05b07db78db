import type { Report } from '../../src/sending/types.ts';
import type { ApprovalRule } from '../../src/sending/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Alert } from '../components/alert.tsx';
import { Field } from '../components/field.tsx';
import { approval as words } from '../texts/approval.ts';

/** Why this dispatch goes by a second person, and who that can be. */
export type ApprovalAsk = { rule: ApprovalRule | { why: 'no_right' }; approvers: string[] };

const whyOf = (rule: ApprovalAsk['rule']) => (rule.why === 'recipients' ? words.why.recipients(rule.from) : words.why[rule.why]);

/** In place of the button that sends: lays the report before somebody else, exactly as it stands. */
export const AskApproval = ({ id, report, ask }: { id: string; report: Report; ask: ApprovalAsk }) => (
  <section class="panel" aria-labelledby="approval">
    <h2 id="approval">{words.heading}</h2>
    <p>{whyOf(ask.rule)}</p>
    {ask.approvers.length === 0 ? <Alert tone="warning">{words.nobody}</Alert> : <p class="quiet">{words.who(ask.approvers)}</p>}
    {report.blockers.length === 0 && report.sendable > 0 && ask.approvers.length > 0 ? (
      <form method="post" action={`/afsendelser/${id}/godkendelse`} id="godkendelse">
        <input type="hidden" name="revision" value={String(report.revision)} />
        <input type="hidden" name="kontrol" value={report.fingerprint} />
        <Field id="besked" name="besked" label={words.noteLabel} hint={words.noteHint} maxlength={500} autocomplete="off" />
        <button class="button button-primary" type="submit">{words.ask(report.sendable)}</button>
      </form>
    ) : null}
  </section>
);

/** What a second person wanted changed. */
export const SentBack = ({ by, at, note }: { by: string; at: string; note: string }) => (
  <Alert tone="warning" heading={words.sentBackHeading(by)}>{words.sentBack(note, danishTime(at))}</Alert>
);
