import type { StoredRule } from '../../src/retention/types.ts';
import type { Postponement } from '../../src/retention/index.ts';
import type { Hold, Rule } from '../../src/retention/types.ts';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Facts } from '../components/facts.tsx';
import { Field } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { retention, ruleWords } from '../texts/retention.ts';

const words = retention.document;

/** What came back from a form, to stand in it again. */
export type Typed = { act: 'hold' | 'lift' | 'postpone' | 'undo'; until: string; reason: string };
const kept = (typed: Typed | undefined, act: Typed['act'], name: 'until' | 'reason') => (typed?.act === act ? typed[name] : undefined);

/** Holds on a case or document, those in force first, and the form for another. `at`: the address of what is held. */
export const Holds = ({ at, holds, mayHold, typed }: { at: string; holds: Hold[]; mayHold: boolean; typed?: Typed | undefined }) => (
  <>
    {holds.length > 0 ? (
      <ul class="plain-list">
        {holds.map((hold) => (
          <li>
            {hold.liftedAt ? null : <><Badge tone="amber" icon="lock" word={words.held} /> </>}
            »{hold.reason}«
            <span class="list-sub">{words.heldBy(hold.placedBy, danishTime(hold.placedAt))}{hold.liftedAt ? `. ${words.liftedBy(hold.liftedBy ?? '', danishTime(hold.liftedAt))}` : ''}</span>
            {mayHold && !hold.liftedAt ? <Act action={`${at}/spaerring/${hold.id}/ophaevelse`} label={words.lift} about={hold.reason} look="link" /> : null}
          </li>
        ))}
      </ul>
    ) : null}
    {mayHold ? (
      <details class="raw ask" open={typed?.act === 'hold'}>
        <summary>{words.hold}</summary>
        <form method="post" action={`${at}/spaerring`}>
          <Field id="spaer-hvorfor" name="hvorfor" label={words.why} hint={words.whyHint} value={kept(typed, 'hold', 'reason')} maxlength={500} autocomplete="off" required />
          <button class="button button-secondary" type="submit">{words.holdAct}</button>
        </form>
      </details>
    ) : null}
  </>
);

export type RetentionProps = {
  documentId: string; due: string | null; rule: Rule | StoredRule; templateYears: number | null; postponed: Postponement | null; caseHeld: boolean; batch: { id: string; number: number } | null;
  holds: Hold[]; mayHold: boolean; mayPostpone: boolean; tomorrow: string; typed?: Typed | undefined;
};

/** How long a document is kept, why, and what stands in the way of its disposal. */
export const DocumentRetention = ({ documentId, due, rule, templateYears, postponed, caseHeld, batch, holds, mayHold, mayPostpone, tomorrow, typed }: RetentionProps) => (
  <section class="panel" aria-labelledby="opbevaring">
    <h2 id="opbevaring">{words.heading}</h2>
    <Facts rows={[
      [words.until, due ? danishDay(due) : words.noDay],
      [words.rule, ruleWords(rule, templateYears)],
      [words.reason, rule.reason],
      [words.postponed, postponed && `${words.postponedWords(danishDay(postponed.until), postponed.by)}: »${postponed.reason}«`],
    ]} />
    {batch ? <p>{mayPostpone ? <a href={`/kassation/bunker/${batch.id}`}>{words.batch(batch.number)}</a> : words.batch(batch.number)}</p> : null}
    {caseHeld ? <p>{words.caseHeld}</p> : null}
    {mayPostpone && postponed && !batch ? <Act action={`/dokumenter/${documentId}/udsaettelse/fortrydelse`} label={words.undoPostponement} look="link" /> : null}
    {mayPostpone && due && !batch ? (
      <details class="raw ask" open={typed?.act === 'postpone'}>
        <summary>{words.postpone}</summary>
        <form method="post" action={`/dokumenter/${documentId}/udsaettelse`}>
          <Field id="udsaet-til" name="til" type="date" label={words.postponeUntil} value={kept(typed, 'postpone', 'until')} min={tomorrow} size="medium" required />
          <Field id="udsaet-hvorfor" name="hvorfor" label={words.why} hint={words.whyHint} value={kept(typed, 'postpone', 'reason')} maxlength={500} autocomplete="off" required />
          <button class="button button-secondary" type="submit">{words.postponeAct}</button>
        </form>
      </details>
    ) : null}
    <Holds at={`/dokumenter/${documentId}`} holds={holds} mayHold={mayHold} typed={typed} />
  </section>
);

export const CaseHolds = ({ caseId, holds, mayHold, typed }: { caseId: string; holds: Hold[]; mayHold: boolean; typed?: Typed | undefined }) => (holds.length === 0 && !mayHold ? null : (
  <section class="panel" aria-labelledby="opbevaring">
    <h2 id="opbevaring">{words.heading}</h2>
    <p class="quiet">{words.caseText}</p>
    <Holds at={`/sager/${caseId}`} holds={holds} mayHold={mayHold} typed={typed} />
  </section>
));
