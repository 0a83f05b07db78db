import { danishTime } from '../../src/core/dates.ts';
import type { ApprovalView } from '../../src/sending/index.ts';
import type { DispatchDetail, Report } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { approval as words } from '../texts/approval.ts';
import { ReportAttachments } from './attachments/report-panel.tsx';
import { HeldBack, What } from './report.tsx';

type Props = { dispatch: DispatchDetail; report: Report; type: string | null; asked: ApprovalView; approvers: string[]; /** The reader may take it back. */ changes: boolean };

/** What whoever asked sees until somebody has decided. */
export const WaitsForApproval = ({ dispatch, report, type, asked, approvers, changes }: Props) => (
  <>
    <Alert tone="info" heading={words.waitingHeading}>
      <p>{words.waiting(asked.requestedBy, danishTime(asked.requestedAt))}</p>
      {approvers.length > 0 ? <p>{words.who(approvers)}</p> : <p>{words.nobody}</p>}
      {asked.requestNote ? <p>»{asked.requestNote}«</p> : null}
    </Alert>
    <What dispatch={dispatch} report={report} type={type} />
    <ReportAttachments dispatch={dispatch} report={report} links={false} />
    {report.heldBack.length > 0 ? <HeldBack id={dispatch.id} held={report.heldBack} paths={report.paths} link={false} /> : null}
    {changes ? (
      <div class="form-acts">
        <Act action={`/afsendelser/${dispatch.id}/kladde`} label={words.withdraw} />
        <span class="quiet">{words.withdrawHint}</span>
      </div>
    ) : null}
  </>
);
