import type { Problem } from '../../src/core/errors.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Labelled } from '../components/field.tsx';
import { single as words } from '../texts/single-letter.ts';
import { sentenceOf } from '../texts.ts';

type Props = { to: string; megabytes: number; accept: string; problem: Problem | undefined };

/** Whom it is for and the document, in one form. */
export const SingleLetter = ({ to, megabytes, accept, problem }: Props) => {
  const atFile = problem && /^(upload|convert)\./.test(problem.reason);
  const said = problem && sentenceOf(problem);
  return (
    <form class="decision" id="enkeltbrev" method="post" action="/enkeltbrev" enctype="multipart/form-data">
      <Labelled id="til" label={words.to} hint={words.toHint} error={problem && !atFile ? said : undefined}>
        <textarea class="form-input" id="til" name="til" rows={4} maxlength={5000} spellcheck={false} autocomplete="off" aria-describedby={`til-hint${problem && !atFile ? ' til-error' : ''}`} aria-invalid={problem && !atFile ? 'true' : undefined}>{to}</textarea>
      </Labelled>
      <Labelled id="fil" label={words.file} hint={words.fileHint(megabytes)} error={atFile ? said : undefined}>
        <input class="form-input file-input" id="fil" name="fil" type="file" accept={accept} aria-describedby={`fil-hint${atFile ? ' fil-error' : ''}`} required />
      </Labelled>
      <p class="after-form"><a href="/afsendelser">{words.back}</a></p>
    </form>
  );
};

export const SingleLetterActions = () => <button class="button button-primary" type="submit" form="enkeltbrev">{words.button}</button>;

/** The answer is another page, not a part of this one. */
const wholePage = { 'hx-boost:inherited': 'false' };

/** Names that were typed and mean nobody yet, or more than one: each is found, or let go. */
export const WantedLeft = ({ dispatchId, wanted }: { dispatchId: string; wanted: string[] }) => (wanted.length === 0 ? null : (
  <Alert tone="warning" heading={words.leftHeading(wanted.length)}>
    <p>{words.leftText}</p>
    {wanted.map((text) => (
      <div class="undo" {...wholePage}>
        <Act action={`/afsendelser/${dispatchId}/modtagere`} label={words.find(text)} fields={{ hvem: text, oensket: text }} />
        <Act action={`/afsendelser/${dispatchId}/oensker`} label={words.drop} about={words.dropOf(text)} look="link" fields={{ oensket: text }} />
      </div>
    ))}
  </Alert>
));
