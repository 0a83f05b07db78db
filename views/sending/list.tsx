import type { Problem } from '../../src/core/errors.ts';
import type { ListChoice, RecipientListView } from '../../src/sending/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Labelled, Select } from '../components/field.tsx';
import { Progress } from '../components/progress.tsx';
import { lists as words } from '../texts/lists.ts';
import { sentenceOf } from '../texts.ts';
import { ListChoiceForm } from './list-choice.tsx';
import { ListPreview, type ShownList } from './list-preview.tsx';
import { Steps } from './steps.tsx';

const Upload = ({ dispatchId, mappings, problem }: { dispatchId: string; mappings: string[]; problem: Problem | undefined }) => (
  <section class="panel" aria-labelledby="list-upload">
    <h2 id="list-upload">{words.file}</h2>
    <form class="upload-form" method="post" action={`/afsendelser/${dispatchId}/modtagerliste`} enctype="multipart/form-data">
      <Labelled id="fil" label={words.file} hint={words.fileHint} error={problem && sentenceOf(problem)}>
        <input class="form-input file-input" id="fil" name="fil" type="file" accept=".xlsx,.xlsm,.csv,.txt" aria-describedby={`fil-hint${problem ? ' fil-error' : ''}`} required />
      </Labelled>
      {mappings.length > 0 ? <Select id="kolonnevalg" name="kolonnevalg" label={words.mapping} value="" options={[{ value: '', label: words.automatic }, ...mappings.map((name) => ({ value: name, label: name }))]} /> : null}
      <button class="button button-primary" type="submit">{words.upload}</button>
    </form>
  </section>
);

const Working = ({ dispatchId, text }: { dispatchId: string; text: string }) => (
  <div class="decision" id="list-working" hx-get={`/afsendelser/${dispatchId}/modtagerliste`} hx-trigger="every 1s" hx-target="#indhold" hx-select="#indhold" hx-swap="outerHTML">
    <p>{text}</p>
    <Progress label={words.bar} done={0} total={0} text={words.moment} live />
  </div>
);

type Props = { dispatchId: string; view: RecipientListView | null; shown: ShownList | null; choosing: { choice: ListChoice; saveAs: string } | null; mappings: string[]; uploadProblem: Problem | undefined };

/** The list of a draft, whatever its state; without one the way to choose one. */
export const RecipientListPage = ({ dispatchId, view, shown, choosing, mappings, uploadProblem }: Props) => (
  <>
    <div class="steps-row"><Steps id={dispatchId} current={2} /></div>
    {!view || uploadProblem ? <Upload dispatchId={dispatchId} mappings={mappings} problem={uploadProblem} /> : (
      <>
        {view.state === 'reading' || view.state === 'applying' ? <Working dispatchId={dispatchId} text={view.state === 'applying' ? words.applying : words.reading} /> : null}
        {view.state === 'unreadable' ? <><Alert tone="error" heading={words.unreadable}>{view.problem ? sentenceOf({ reason: view.problem.key, values: view.problem.values }) : null}</Alert><Upload dispatchId={dispatchId} mappings={mappings} problem={undefined} /></> : null}
        {choosing ? <><ListChoiceForm dispatchId={dispatchId} view={view} {...choosing} /><p></p><Act action={`/afsendelser/${dispatchId}/modtagerliste/kassering`} label={words.discard} look="link" /></> : view.state === 'preview' || view.state === 'applied' ? <ListPreview dispatchId={dispatchId} view={view} shown={shown!} /> : null}
      </>
    )}
    <p><a href={`/afsendelser/${dispatchId}/modtagere`}>{words.back}</a></p>
  </>
);
