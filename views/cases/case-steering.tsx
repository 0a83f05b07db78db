import type { CaseDetail } from '../../src/archive/types.ts';
import type { FieldValue } from '../../src/archive/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Facts } from '../components/facts.tsx';
import { Checkbox, Field } from '../components/field.tsx';
import { texts } from '../texts.ts';
import { fieldShown } from './field-words.ts';

const words = texts.cases;
const inCase = texts.case;

export type CaseExtras = { number: string | null; typeName: string; plan: string | null; confidential: boolean; closedAt: string | null; fields: FieldValue[]; keywords: string[]; mayChange: boolean; mayGrant: boolean };

/** Everything the case says of itself, and the acts that change it for whoever may. */
export const CaseFacts = ({ found, extras }: { found: CaseDetail; extras: CaseExtras }) => (
  <section class="panel" aria-labelledby="facts">
    <h2 id="facts">{inCase.details}</h2>
    <Facts rows={[
      [words.caseNumber, extras.number],
      [words.type, extras.typeName],
      [words.plan, extras.plan],
      [inCase.status, texts.states.case[found.status]],
      [inCase.documents, texts.frame.count(found.documents)],
      ...extras.fields.map((field): [string, string] => [field.name, fieldShown(field)]),
      [words.keywords, extras.keywords.join(', ')],
      [inCase.created, danishTime(found.createdAt)],
      [inCase.updated, danishTime(found.updatedAt)],
    ]} />
    {extras.mayChange ? (
      <div class="button-group">
        <a class="button button-secondary" href={`/sager/${found.id}/rettelse`}>{words.edit}</a>
        {found.status === 'open'
          ? <Act action={`/sager/${found.id}/lukning`} label={words.close} />
          : <Act action={`/sager/${found.id}/genaabning`} label={words.reopen} />}
        {found.status === 'closed' ? <Act action={`/sager/${found.id}/kassationsvalg`} label={words.forDisposal} /> : null}
        {extras.mayGrant ? <Act action={`/sager/${found.id}/fortrolighed`} label={extras.confidential ? words.makeOpen : words.makeConfidential} fields={{ fortrolig: extras.confidential ? '' : '1' }} /> : null}
      </div>
    ) : null}
  </section>
);

/** A further number of the same person, and putting two cases together. */
export const CaseNumbers = ({ caseId, mergeable }: { caseId: string; mergeable: boolean }) => (
  <section class="panel" aria-labelledby="numre">
    <h2 id="numre">{words.numbers}</h2>
    <p class="quiet">{words.numbersLead}</p>
    <form class="grant" method="post" action={`/sager/${caseId}/numre`}>
      <Field id="nyt-nummer" name="nummer" label={words.newNumber} maxlength={20} autocomplete="off" required />
      <Checkbox id="gaelder" name="gaelder" label={words.current} checked />
      <button class="button button-secondary" type="submit">{words.addNumber}</button>
    </form>
    {mergeable ? <p><a href={`/sager/${caseId}/sammenlaegning`}>{words.merge}</a></p> : null}
  </section>
);
