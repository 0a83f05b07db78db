import { danishTime } from '../../src/core/dates.ts';
import type { ImportView, PeopleMapping } from '../../src/people/index.ts';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Checkbox } from '../components/field.tsx';
import { Progress } from '../components/progress.tsx';
import { peopleImport as words } from '../texts/people.ts';
import { sentenceOf } from '../texts.ts';
import { ImportChanges, type Shown } from './import-preview.tsx';
import { ImportColumns } from './import-columns.tsx';

export const Working = ({ view }: { view: ImportView }) => (
  <div class="decision" id="import-working" hx-get={`/elever/indlaesning/${view.id}`} hx-trigger="every 1s" hx-target="#indhold" hx-select="#indhold" hx-swap="outerHTML">
    <p>{words[view.state as 'reading' | 'applying' | 'undoing']}</p>
    <Progress label={words.states[view.state]} done={view.progress.done} total={view.state === 'reading' ? 0 : view.progress.total} text={view.state === 'reading' ? words.progress(0, 0) : words.progress(view.progress.done, view.progress.total)} live />
  </div>
);

const Discard = ({ view }: { view: ImportView }) => <Confirm open={words.discard} question={words.discardQuestion} action={`/elever/indlaesning/${view.id}/kassering`} label={words.discard} />;

const Preview = ({ view, shown }: { view: ImportView; shown: Shown }) => (
  <>
    {view.errors > 0 ? <Alert tone="warning" heading={words.errors(view.errors)}>{words.errorsText}</Alert> : null}
    {view.confirmLeaving ? <Alert tone="warning" heading={words.leavingHeading(view.leaving)}>{words.leavingText}</Alert> : null}
    <section class="panel">
      <p>{view.changes === 0 ? words.nothingToDo : words.summary(view.rows, view.changes, view.unchanged)}</p>
      <div class="apply-row">
        {view.changes > 0 ? (
          <form class="apply-row" method="post" action={`/elever/indlaesning/${view.id}/udfoerelse`}>
            {view.confirmLeaving ? <Checkbox id="udtraadte" name="udtraadte" value={String(view.leaving)} label={words.leaving(view.leaving)} /> : null}
            <button class="button button-primary" type="submit">{words.apply(view.changes)}</button>
          </form>
        ) : null}
        {view.source === 'sheet' ? <a class="button button-secondary" href={`/elever/indlaesning/${view.id}?kolonner=1`}>{words.change}</a> : null}
        <Discard view={view} />
      </div>
    </section>
    <ImportChanges view={view} shown={shown} />
  </>
);

const Applied = ({ view, shown }: { view: ImportView; shown: Shown }) => (
  <>
    {view.counts.kept > 0 ? <Alert tone="warning" heading={words.keptHeading(view.counts.kept)}>{words.keptText}</Alert> : null}
    <section class="panel">
      <p>{view.state === 'undone' ? `${words.undone} ${danishTime(view.undoneAt!)}.` : `${words.applied} ${danishTime(view.appliedAt!)}. ${words.summary(view.rows, view.changes, view.unchanged)}`}</p>
      {view.undoable ? <><p class="quiet">{words.undoUntil}</p><Confirm open={words.undo} question={words.undoQuestion(view.changes)} action={`/elever/indlaesning/${view.id}/fortrydelse`} label={words.undo} /></> : null}
      {view.state === 'applied' && !view.undoable ? <p class="quiet">{words.gone}</p> : null}
    </section>
    <ImportChanges view={view} shown={shown} />
  </>
);

type Props = { view: ImportView; shown: Shown; columns: { mapping: PeopleMapping; saveAs: string } | null };

/** One import, whatever its state. */
export const Import = ({ view, shown, columns }: Props) => (
  <div id="import">
    {view.state === 'reading' || view.state === 'applying' || view.state === 'undoing' ? <Working view={view} /> : null}
    {view.state === 'unreadable' ? (
      <>
        <Alert tone="error" heading={words.unreadable}>{view.problem ? sentenceOf({ reason: view.problem.key, values: view.problem.values }) : null}</Alert>
        <div class="apply-row"><a class="button button-primary" href="/elever/indlaesning">{words.again}</a><Discard view={view} /></div>
      </>
    ) : null}
    {columns ? <><ImportColumns view={view} {...columns} /><p></p><Discard view={view} /></> : view.state === 'preview' ? <Preview view={view} shown={shown} /> : null}
    {view.state === 'applied' || view.state === 'undone' ? <Applied view={view} shown={shown} /> : null}
    {view.state === 'discarded' ? <p>{words.states.discarded}. <a href="/elever/indlaesning">{words.again}</a></p> : null}
  </div>
);
