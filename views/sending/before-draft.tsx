import type { DispatchDetail } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Field } from '../components/field.tsx';
import { Progress } from '../components/progress.tsx';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';

/** Asks for the page itself and takes the part `id` out of it: the same address for everybody. */
export const live = (id: string, address: string) => ({ id, 'hx-get': address, 'hx-trigger': 'every 1s', 'hx-select': `#${id}`, 'hx-target': 'this', 'hx-swap': 'outerHTML' });

export const Reading = ({ dispatch }: { dispatch: DispatchDetail }) => {
  const words = sending.reading;
  const { done, total } = dispatch.progress;
  return (
    <div {...live('reading', `/afsendelser/${dispatch.id}`)} class="decision">
      <h2>{words.heading}</h2>
      <p>{words.lead}</p>
      <Progress label={words.bar} done={done} total={total} text={total > 0 ? words.progress(done, total) : words.waiting} live />
    </div>
  );
};

const Discard = ({ dispatch }: { dispatch: DispatchDetail }) => (
  <Confirm open={sending.discard.button} question={sending.discard.consequenceUnread} action={`/afsendelser/${dispatch.id}/nulstilling`} label={sending.discard.button} />
);

export const Locked = ({ dispatch }: { dispatch: DispatchDetail }) => {
  const words = sending.password;
  return (
    <div class="decision">
      <h2>{words.heading}</h2>
      <p>{words.lead}</p>
      <Act action={`/afsendelser/${dispatch.id}/oplaasning`} label={words.button} look="primary">
        <Field id="adgangskode" name="adgangskode" type="password" label={words.label} hint={words.hint} autocomplete="off" required />
      </Act>
      <Discard dispatch={dispatch} />
    </div>
  );
};

export const Unreadable = ({ dispatch }: { dispatch: DispatchDetail }) => {
  const words = sending.file;
  return (
    <div class="decision">
      <Alert tone="error" heading={words.heading}>{dispatch.problem ? sentenceOf({ reason: dispatch.problem.key, values: dispatch.problem.values }) : null} {words.kept}</Alert>
      <div class="form-acts"><a class="button button-primary" href="/afsendelser">{words.again}</a><Discard dispatch={dispatch} /></div>
    </div>
  );
};
