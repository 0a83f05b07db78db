import type { Problem } from '../../src/core/errors.ts';
import type { DispatchDetail, Reason } from '../../src/sending/types.ts';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Field } from '../components/field.tsx';
import { Progress } from '../components/progress.tsx';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';

/** A part that asks for itself every other second at `address` and takes the answer in its place. */
export const live = (id: string, address: string) => ({ id, 'hx-get': address, 'hx-trigger': 'every 2s', 'hx-target': 'this', 'hx-swap': 'outerMorph' });

export const Reading = ({ dispatch }: { dispatch: DispatchDetail }) => {
  const words = sending.reading;
  const { done, total } = dispatch.progress;
  const { scans } = dispatch;
  const text = dispatch.gathering ? words.gathering(done, total) : dispatch.converting ? words.converting : scans.total > 0 ? words.scans(scans.done, scans.total) : total > 0 ? words.progress(done, total) : words.waiting;
  return (
    <div {...live('reading', `/afsendelser/${dispatch.id}/status`)} hx-trigger="every 1s" class="decision">
      <h2>{dispatch.gathering ? words.gatheringHeading : dispatch.converting ? words.convertingHeading : words.heading}</h2>
      <p>{dispatch.gathering ? words.gatheringLead : dispatch.converting ? words.convertingLead(dispatch.filename) : words.lead}</p>
      <Progress label={words.bar} done={done} total={total} text={text} live />
    </div>
  );
};

const Discard = ({ dispatch }: { dispatch: DispatchDetail }) => (
  <Confirm open={sending.discard.button} question={sending.discard.consequenceUnread} action={`/afsendelser/${dispatch.id}/nulstilling`} label={sending.discard.button} />
);

export const Locked = ({ dispatch, problem }: { dispatch: DispatchDetail; problem: Problem | undefined }) => {
  const words = sending.password;
  return (
    <div class="decision">
      <h2>{words.heading}</h2>
      <p>{words.lead}</p>
      <form method="post" action={`/afsendelser/${dispatch.id}/oplaasning`}>
        <Field id="adgangskode" name="adgangskode" type="password" label={words.label} hint={words.hint} error={problem && sentenceOf(problem)} size="medium" autocomplete="off" required />
        <button class="button button-primary" type="submit">{words.button}</button>
        <p role="status" data-working={words.working}></p>
      </form>
      <div class="form-acts under-form"><Discard dispatch={dispatch} /></div>
    </div>
  );
};

/** A file that cannot be read, or of many the ones that cannot: those can be left out when two others are there. */
export const Unreadable = ({ dispatch, files }: { dispatch: DispatchDetail; files: { refused: { filename: string; reason: Reason }[]; good: number } }) => {
  const words = sending.file;
  const goesOn = dispatch.gathering && files.good > 1;
  return (
    <div class="decision">
      <Alert tone="error" heading={dispatch.gathering ? words.gatheringHeading : words.heading}>{dispatch.problem ? sentenceOf({ reason: dispatch.problem.key, values: dispatch.problem.values }) : null}</Alert>
      <p>{dispatch.gathering ? words.gatheringKept : <>{words.name}: <strong>{dispatch.filename}</strong>. {words.kept}</>}</p>
      {files.refused.length > 0 ? <ul>{files.refused.map(({ filename, reason }) => <li><strong>{filename}</strong>: {sentenceOf({ reason: reason.key, values: reason.values })}</li>)}</ul> : null}
      {goesOn ? <form method="post" action={`/afsendelser/${dispatch.id}/samling`}><p>{files.refused.length > 0 ? words.withoutLead : words.againLead}</p><button class="button button-primary" type="submit">{files.refused.length > 0 ? words.without(files.good) : words.gatherAgain}</button></form> : null}
      <div class="form-acts under-form"><a class={`button ${goesOn ? 'button-secondary' : 'button-primary'}`} href={dispatch.gathering ? '/breve/samling' : '/afsendelser'}>{dispatch.gathering ? words.gatherOthers : words.again}</a><Discard dispatch={dispatch} /></div>
    </div>
  );
};
