import { danishDay } from '../../src/core/dates.ts';
import type { Marked, PersonMark, PersonView } from '../../src/people/index.ts';
import { Alert } from '../components/alert.tsx';
import { Field } from '../components/field.tsx';
import { Badge } from '../components/state-badge.tsx';
import { people } from '../texts/people.ts';

const words = people.mark;

/** `Død 12. maj 2026`. */
export const markWord = ({ mark, on }: Marked) => (on ? words.since(words[mark], danishDay(on)) : words[mark]);

export const MarkBadge = ({ marked }: { marked: Marked | null }) => (marked ? <Badge tone={marked.mark === 'dead' ? 'red' : 'amber'} icon={marked.mark === 'dead' ? 'person-remove' : 'language'} word={markWord(marked)} /> : null);

/** What was typed on the form, where it comes back with an error. */
export type TypedMark = { mark: string; on: string; error: string };

/** Whether somebody has died or left the country: as it is noted, what their closed mailbox hints at, and the form that a person notes it by. */
export const MarkPanel = ({ person, typed }: { person: PersonView; typed?: TypedMark | undefined }) => {
  const { marked } = person;
  const asks = !marked && person.mailbox === 'closed';
  const chosen = typed?.mark ?? marked?.mark ?? 'none';
  const form = (
    <form method="post" action={`/elever/personer/${person.id}/maerke`} class="mark-form">
      <fieldset>
        <legend class="form-label">{words.legend}</legend>
        {(['dead', 'abroad', 'none'] as (PersonMark | 'none')[]).map((each) => (
          <div class="form-group-radio">
            <input class="form-radio" type="radio" id={`maerke-${each}`} name="maerke" value={each} checked={chosen === each} />
            <label class="form-label" for={`maerke-${each}`}>{words.choices[each]}</label>
          </div>
        ))}
      </fieldset>
      <Field id="dag" name="dag" label={words.day} hint={words.dayHint} value={typed?.on ?? marked?.on?.split('-').reverse().join('-') ?? ''} error={typed?.error} size="short" maxlength={20} autocomplete="off" />
      <button class="button button-secondary" type="submit">{words.save}</button>
    </form>
  );
  return (
    <section class="panel" aria-labelledby="mark">
      <h2 id="mark">{words.heading}</h2>
      {asks ? <Alert tone="warning" heading={words.proposalHeading}>{words.proposal}</Alert> : null}
      {marked ? <p><MarkBadge marked={marked} /></p> : null}
      {marked ? <p>{words.means[marked.mark]}</p> : null}
      {asks || typed ? form : <details><summary>{marked ? words.change : words.set}</summary>{form}</details>}
    </section>
  );
};
