import type { Recount, Suggestion } from '../../src/retention/index.ts';
import type { Preview } from '../../src/retention/index.ts';
import type { Rule, TypedRule } from '../../src/retention/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Checkbox, Field, Select } from '../components/field.tsx';
import { Progress } from '../components/progress.tsx';
import { Table } from '../components/table.tsx';
import { retention, ruleWords, suggestionWords } from '../texts/retention.ts';

const words = retention.rule;
const options = (table: Record<string, string>) => Object.entries(table).map(([value, label]) => ({ value, label }));

type Props = { id: string; active: Rule; proposed: (Rule & { id: string }) | null; preview: Preview | null; typed: TypedRule; recount: Recount | undefined; suggestions: Suggestion[] };

/** What the proposed rule would do, and the two ways on. */
const Look = ({ id, proposed, preview }: { id: string; proposed: Rule & { id: string }; preview: Preview }) => (
  <section class="panel" aria-labelledby="preview">
    <h2 id="preview">{words.previewHeading}</h2>
    <p><strong>{ruleWords(proposed)}</strong>{proposed.reason ? ` (${proposed.reason})` : ''}</p>
    <ul>
      <li>{words.all(preview.documents)}</li>
      <li>{words.changed(preview.changed)}</li>
      <li>{words.overdue(preview.overdue)}</li>
      {preview.undated > 0 ? <li>{words.undated(preview.undated)}</li> : null}
    </ul>
    <p class="quiet">{words.notYet}</p>
    <div class="button-group">
      <Act action={`/administration/dokumenttyper/${id}/opbevaring/ikrafttraedelse`} label={words.apply} look="primary" fields={{ regel: proposed.id }} />
      <Act action={`/administration/dokumenttyper/${id}/opbevaring/annullering`} label={words.drop} />
    </div>
  </section>
);

export const RetentionRule = ({ id, active, proposed, preview, typed, recount, suggestions }: Props) => (
  <>
    <div id="omregning" {...(recount ? { 'hx-get': `/administration/dokumenttyper/${id}/opbevaring`, 'hx-trigger': 'every 2s', 'hx-target': 'this', 'hx-select': '#omregning', 'hx-swap': 'outerMorph' } : {})}>
      {recount ? <Progress label={words.column} done={recount.done} total={recount.total} text={words.running(recount.done, recount.total)} live /> : null}
    </div>
    <Alert tone="info" heading={words.now}>{ruleWords(active)}{active.reason ? ` (${active.reason})` : ''}</Alert>
    {proposed && preview ? <Look id={id} proposed={proposed} preview={preview} /> : null}
    <form class="panel" method="post" action={`/administration/dokumenttyper/${id}/opbevaring`} aria-labelledby="rule">
      <h2 id="rule">{words.heading}</h2>
      <Select id="udfald" name="udfald" label={words.outcome} value={typed.outcome} options={options(words.outcomes)} />
      <Field id="aar" name="aar" label={words.years} hint={words.yearsHint} value={typed.years} size="short" inputmode="numeric" autocomplete="off" />
      <Select id="fra" name="fra" label={words.from} value={typed.countedFrom} options={options(words.fromChoices)} />
      <Checkbox id="aarsudgang" name="aarsudgang" label={words.yearEnd} hint={words.yearEndHint} checked={typed.yearEnd} />
      <Checkbox id="glem-sagen" name="glem-sagen" label={words.forgetCase} hint={words.forgetCaseHint} checked={typed.forgetCase === true} />
      <Field id="hjemmel" name="hjemmel" label={words.reason} hint={words.reasonHint} value={typed.reason} maxlength={300} autocomplete="off" />
      <button class={`button ${proposed ? 'button-secondary' : 'button-primary'}`} type="submit">{words.preview}</button>
    </form>
    <section aria-labelledby="suggestions">
      <h2 id="suggestions">{words.suggestions}</h2>
      <p>{words.suggestionsLead}</p>
      <Table caption={words.suggestions} columns={[{ label: words.suggestionColumns.material }, { label: words.suggestionColumns.rule }, { label: words.suggestionColumns.reason }, { label: words.suggestionColumns.acts, hidden: true }]}>
        {suggestions.map((each) => {
          const { name, reason, warn } = suggestionWords[each.material]!;
          return (
            <tr>
              <td class="primary">{name}</td>
              <td>{ruleWords({ ...each, reason })}</td>
              <td>{reason}{warn ? <span class="list-sub">{warn}</span> : null}</td>
              <td class="numeric"><Act action={`/administration/dokumenttyper/${id}/opbevaring`} label={words.use} about={name} look="link" fields={{ udfald: each.outcome, aar: String(each.years), fra: each.countedFrom, hjemmel: reason, ...(each.yearEnd ? { aarsudgang: 'on' } : {}) }} /></td>
            </tr>
          );
        })}
      </Table>
    </section>
    <p><a href="/administration/dokumenttyper">{words.back}</a></p>
  </>
);
