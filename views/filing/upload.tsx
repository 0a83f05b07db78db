import type { UploadState } from '../../src/archive/index.ts';
import type { Problem } from '../../src/core/errors.ts';
import { Alert } from '../components/alert.tsx';
import { Field } from '../components/field.tsx';
import { sentenceOf, texts } from '../texts.ts';

const words = texts.filing;
/** So many go up in one go; a folder of more is told so before the first has left. */
const mostAtOnce = 5000;

/** Files onto a case: dropped, chosen, or a whole folder. The script sends them in pieces; the form does without. */
export const FilingForm = ({ caseId, refused, halfway }: { caseId: string; refused: { filename: string; problem: Problem }[]; /** One's own that broke off. */ halfway: UploadState[] }) => (
  <details class="panel filing" open={refused.length + halfway.length > 0}>
    <summary><h2>{words.heading}</h2></summary>
    {refused.length > 0 ? <Alert tone="error" heading={words.refused}><ul>{refused.map((each) => <li>{each.filename ? `${each.filename}: ` : ''}{sentenceOf(each.problem)}</li>)}</ul></Alert> : null}
    {halfway.length > 0 ? (
      <Alert tone="info" heading={words.halfway}>
        {words.halfwayText}
        <ul>{halfway.map((each) => <li>{each.filename}: {Math.floor((each.received / each.size) * 100)} %</li>)}</ul>
      </Alert>
    ) : null}
    <form class="drop" method="post" action={`/sager/${caseId}/dokumenter`} enctype="multipart/form-data" data-filing={`/sager/${caseId}/overfoersler`} data-broken={words.broken} data-logged-out={words.loggedOut} data-most={String(mostAtOnce)} data-too-many={words.tooMany(mostAtOnce)} data-progress={words.filedOf}>
      <p>{words.lead}</p>
      <div class="grant">
        <Field id="filer" name="filer" type="file" label={words.files} multiple />
        <Field id="mappe" name="mappe" type="file" label={words.folder} webkitdirectory multiple />
        <button class="button button-primary" type="submit">{words.send}</button>
      </div>
      <p id="overfoersel-status" role="status" hidden></p>
      <ul class="transfers" id="overfoersler" aria-label={words.progress} hidden></ul>
      <p id="overfoersel-vis" hidden><a href={`/sager/${caseId}`}>{words.show}</a></p>
    </form>
  </details>
);
