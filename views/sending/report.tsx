import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { Blocker, DispatchDetail, LetterRow, Report } from '../../src/sending/types.ts';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Facts } from '../components/facts.tsx';
import { Table } from '../components/table.tsx';
import { sending } from '../texts/sending.ts';
import { nameOf } from './letter-row.tsx';
import { Steps } from './steps.tsx';

const words = sending.report;
const mostRows = 20;

function settleAt(id: string, blocker: Blocker): string | null {
  if (blocker.kind === 'setting_missing') return null;
  if (blocker.kind === 'no_title' || blocker.kind === 'no_document_type' || blocker.kind === 'deliver_on_past') return `/afsendelser/${id}/valg`;
  const page = blocker.kind === 'doubtful' ? blocker.pages[0] : 'page' in blocker ? blocker.page : undefined;
  return `/afsendelser/${id}/modtagere${page ? `?dokside=${page}` : ''}`;
}

function sentence(blocker: Blocker): string {
  const values: Record<string, string | number> = { ...(blocker as unknown as Record<string, number>), setting: blocker.kind === 'setting_missing' ? words.settings[blocker.key] ?? blocker.key : '' };
  return words.blockers[blocker.kind].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const Blockers = ({ id, blockers }: { id: string; blockers: Blocker[] }) => (
  <Alert tone="warning" heading={words.blocked}>
    <ul>
      {blockers.slice(0, mostRows).map((blocker) => {
        const href = settleAt(id, blocker);
        return <li>{sentence(blocker)} {href ? <a href={href}>{words.settle}</a> : null}</li>;
      })}
    </ul>
  </Alert>
);

const HeldBack = ({ id, held }: { id: string; held: Report['heldBack'] }) => (
  <section>
    <h2>{words.heldHeading(held.length)}</h2>
    <p>{words.heldLead}</p>
    <Table caption={words.heldHeading(held.length)} columns={[{ label: words.heldColumns.recipient }, { label: words.heldColumns.why }]}>
      {held.slice(0, mostRows).map((row) => (
        <tr><td>{nameOf(row)} <span class="quiet">{row.recipient?.masked}</span></td><td>{sending.mailbox[row.why]}. {sending.mailboxMeaning[row.why]}</td></tr>
      ))}
    </Table>
    <p>{held.length > mostRows ? words.heldMore(held.length - mostRows) : ''} <a href={`/afsendelser/${id}/modtagere?vis=no_mailbox`}>{words.heldAll}</a></p>
  </section>
);

const Send = ({ dispatch, report }: { dispatch: DispatchDetail; report: Report }) => (
  <div class="form-acts">
    <a class="button button-secondary" href={`/afsendelser/${dispatch.id}/valg`}>{words.back}</a>
    <Confirm open={words.discard} question={sending.discard.consequence(dispatch.letters)} action={`/afsendelser/${dispatch.id}/nulstilling`} label={sending.discard.button} />
    {report.blockers.length === 0 && report.sendable > 0 ? (
      <form method="post" action={`/afsendelser/${dispatch.id}/indsendelse`}>
        <input type="hidden" name="revision" value={String(report.revision)} />
        <input type="hidden" name="kontrol" value={report.fingerprint} />
        <button class="button button-primary" type="submit">{report.deliverOn ? words.submitLater(report.sendable, danishDay(report.deliverOn)) : words.submit(report.sendable)}</button>
      </form>
    ) : null}
  </div>
);

type Props = { dispatch: DispatchDetail; report: Report; type: string | null; sample: LetterRow | null };

export const ReportPage = ({ dispatch, report, type, sample }: Props) => (
  <>
    <Steps id={dispatch.id} current={4} />
    {report.blockers.length > 0 ? <Blockers id={dispatch.id} blockers={report.blockers} /> : report.sendable === 0 ? <Alert tone="warning" heading={words.nothing}>{words.nothingDo}</Alert> : null}
    {report.sentBefore ? <Alert tone="warning" heading={words.sentBeforeHeading}>{words.sentBefore(danishTime(report.sentBefore.at), report.sentBefore.by)} <a href={`/afsendelser/${report.sentBefore.dispatchId}`}>{words.sentBeforeLink}</a></Alert> : null}
    {report.samePersonTwice.length > 0 ? (
      <Alert tone="info" heading={words.twiceHeading}>
        {report.samePersonTwice.slice(0, mostRows).map((each) => <p>{words.twice(each.recipient.name ?? each.recipient.masked, each.ordinals.join(', '))}</p>)}
        <p>{words.twiceDo}</p>
      </Alert>
    ) : null}
    <div class="two-columns">
      <div>
        <section aria-labelledby="what">
          <h2 id="what">{words.ready(report.sendable)}</h2>
          <Facts rows={[
            [words.what.title, dispatch.title], [words.what.type, type], [words.what.persons, report.persons || null], [words.what.companies, report.companies || null],
            [words.what.pages, report.pages], [words.what.when, report.deliverOn ? words.onDay(danishDay(report.deliverOn)) : words.now],
            [words.what.reply, dispatch.replyAllowed ? words.yes : words.no], [words.what.removeCpr, dispatch.removeCpr ? words.removed : words.kept],
          ]} />
        </section>
        {report.heldBack.length > 0 ? <HeldBack id={dispatch.id} held={report.heldBack} /> : null}
        <p class="quiet">{words.irreversible}</p>
        <Send dispatch={dispatch} report={report} />
      </div>
      {sample ? (
        <section aria-labelledby="sample">
          <h2 id="sample">{words.sampleHeading}</h2>
          <p class="quiet">{words.sampleLead(nameOf(sample))}</p>
          {sample.pages.slice(0, 2).map((_, n) => <img class="sample-page" src={`/breve/${sample.id}/proeve/${n + 1}`} alt={words.samplePicture(n + 1, sample.pages.length)} loading="lazy" />)}
        </section>
      ) : null}
    </div>
  </>
);
