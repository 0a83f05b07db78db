import type { Child } from 'hono/jsx';
import type { BulkItemState, BulkState, BulkView } from '../../src/archive/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { Progress } from '../components/progress.tsx';
import { Badge, type Tone } from '../components/state-badge.tsx';
import { bulk as words } from '../texts/bulk.ts';
import { sentenceOf } from '../texts.ts';
import { Choose, type Choices } from './choose.tsx';
import { Discard } from './discard.tsx';
import { BulkItems, type Shown } from './items.tsx';

const looks: Record<BulkState, { tone: Tone; icon: string }> = {
  choosing: { tone: 'grey', icon: 'edit' }, planning: { tone: 'blue', icon: 'hourglass' }, preview: { tone: 'amber', icon: 'edit' }, running: { tone: 'blue', icon: 'hourglass' }, packing: { tone: 'blue', icon: 'hourglass' },
  stopped: { tone: 'amber', icon: 'warning' }, done: { tone: 'green', icon: 'check' }, undoing: { tone: 'blue', icon: 'hourglass' }, undone: { tone: 'grey', icon: 'close' }, discarded: { tone: 'grey', icon: 'delete' },
};
export const BulkBadge = ({ state }: { state: BulkState }) => <Badge {...looks[state]} word={words.states[state]} />;

const atWork = { planning: ['chosen'], running: ['planned'], packing: [], undoing: ['done'] } as const satisfies Partial<Record<BulkState, readonly BulkItemState[]>>;
export const isAtWork = (state: BulkState): state is keyof typeof atWork => Object.hasOwn(atWork, state);

/** Moves by itself, and is told to those who hear it. */
const Working = ({ view, state }: { view: BulkView; state: keyof typeof atWork }) => {
  const open = atWork[state].reduce((sum, each) => sum + view.counts[each], 0);
  // What an act leaves out was never its work.
  const total = view.items - (state === 'undoing' ? view.counts.left + view.counts.failed + view.counts.planned : 0);
  return (
    <div class="decision" hx-get={`/samlet/${view.id}`} hx-trigger="every 1s" hx-target="#indhold" hx-select="#indhold" hx-swap="outerHTML">
      <p>{words.working[state]}</p>
      <Progress label={words.states[state]} done={total - open} total={state === 'packing' ? 0 : total} text={state === 'packing' ? '' : words.progress(total - open, total)} live />
      {state === 'running' || state === 'packing' ? <Act action={`/samlet/${view.id}/standsning`} label={words.stop} /> : null}
    </div>
  );
};

const Count = ({ n, icon, children }: { n: number; icon: string; children: Child }) => (n === 0 ? null : <li><Icon name={icon} small /><span>{children}</span></li>);

const Preview = ({ view, undoDays }: { view: BulkView; undoDays: number }) => {
  const { planned, left } = view.counts;
  return (
    <section class="panel">
      <ul class="bulk-counts">
        <li><Icon name="check" small /><span>{view.act === 'export' ? words.willTake(view.subject, planned, view.bytes) : words.will(view.subject, planned)}</span></li>
        {view.act === 'confidential' ? <Count n={planned} icon="lock">{words.confidentialNote}</Count> : null}
        <Count n={left} icon="info">{words.leaves(view.subject, left)}</Count>
      </ul>
      <p class="quiet">{view.act === 'export' ? words.checkTake : `${words.check} ${words.undoDays(undoDays)}`}</p>
      <div class="bulk-buttons">
        {planned > 0 ? <Act action={`/samlet/${view.id}/udfoerelse`} label={words.run(view.act, view.subject, planned)} look="primary" /> : null}
        {view.value !== null || view.act === 'document_type' ? <a class="button button-secondary" href={`/samlet/${view.id}?valg=1`}>{words.change}</a> : null}
        <Discard view={view} />
      </div>
    </section>
  );
};

const Ended = ({ view }: { view: BulkView }) => {
  const { done, left, failed, planned, undone, kept } = view.counts;
  return (
    <section class="panel">
      <ul class="bulk-counts">
        <Count n={done} icon="check">{view.act === 'export' ? words.took(view.subject, done) : words.did(view.subject, done)}</Count>
        <Count n={undone} icon="check">{words.undone(undone)}</Count>
        <Count n={kept} icon="info">{words.kept(kept)}</Count>
        <Count n={left} icon="info">{words.left(left)}</Count>
        <Count n={failed} icon="error">{words.failed(failed)}</Count>
        <Count n={planned} icon="time">{words.waiting(planned)}</Count>
      </ul>
      {view.packageUntil ? <p class="quiet">{words.packageUntil(danishTime(view.packageUntil))}</p> : view.act === 'export' && view.state === 'done' ? <p>{words.packageGone}</p> : null}
      {view.undoable ? <p class="quiet">{words.undoUntil(danishTime(view.undoUntil!))}</p> : null}
      <div class="bulk-buttons">
        {view.packageUntil ? <Act action={`/samlet/${view.id}/pakke`} label={words.fetch} icon="download" look="primary" /> : null}
        {view.state === 'stopped' ? <Act action={`/samlet/${view.id}/udfoerelse`} label={words.go} look="primary" /> : null}
        <a class="button button-secondary" href={view.origin}>{words.back}</a>
        {view.undoable ? <Confirm open={words.undo} question={words.undoQuestion(done)} action={`/samlet/${view.id}/fortrydelse`} label={words.undo} /> : null}
      </div>
    </section>
  );
};

type Props = { view: BulkView; choices: Choices | null; shown: Shown | null; undoDays: number; most: number };

/** One act on many, wherever it stands. */
export const Bulk = ({ view, choices, shown, undoDays, most }: Props) => (
  <div>
    {view.problem ? <Alert tone="warning">{sentenceOf({ reason: view.problem })}</Alert> : null}
    {view.shortened && (choices !== null || view.state === 'preview') ? <Alert tone="info">{words.shortened(most)}</Alert> : null}
    {choices ? <Choose view={view} choices={choices} /> : isAtWork(view.state) ? <Working view={view} state={view.state} /> : view.state === 'preview' ? <Preview view={view} undoDays={undoDays} /> : <Ended view={view} />}
    {shown && !choices ? <BulkItems view={view} shown={shown} /> : null}
  </div>
);
