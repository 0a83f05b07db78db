import { danishDay, danishTime } from '../../../src/core/dates.ts';
import type { Problem } from '../../../src/core/errors.ts';
import type { AttentionInput, CompanyLetter } from '../../../src/sending/index.ts';
import { Act } from '../../components/act.tsx';
import { Alert } from '../../components/alert.tsx';
import { Facts } from '../../components/facts.tsx';
import { Checkbox, Field } from '../../components/field.tsx';
import { attentionWords, company as words } from '../../texts/company.ts';
import { sentenceOf } from '../../texts.ts';
import { Units } from './units.tsx';

export type TypedAttention = AttentionInput & { chosen: string; everywhere: boolean };
type Props = { letter: CompanyLetter; typed: TypedAttention | undefined; problem: Problem | undefined; /** The register has been asked and is slow. */ waiting: boolean };

/** What the form begins with: what is chosen; else the P-number that stands in the letter, and beside it what was used last. */
function startOf(letter: CompanyLetter): TypedAttention {
  const { attention, last, inLetter, lookUp } = letter;
  const from = attention ?? last?.contact ?? null;
  const unit = attention?.productionUnit ?? (inLetter.length === 1 ? { number: inLetter[0]!, name: null } : null) ?? (attention ? null : last?.contact.productionUnit) ?? null;
  const known = unit !== null && lookUp.company?.units.some((each) => each.active && each.number === unit.number) === true;
  return {
    chosen: unit === null ? '' : known ? unit.number : 'andet', unit: known || !unit ? '' : unit.number, unitName: known || !unit ? '' : unit.name ?? '', officer: from?.email?.name ?? '', email: from?.email?.address ?? '',
    telephone: from?.telephone?.number ?? '', person: from?.person ?? '', everywhere: false,
  };
}

const About = ({ letter, waiting }: { letter: CompanyLetter; waiting: boolean }) => {
  const { company, fetchedAt, problem } = letter.lookUp;
  return (
    <section class="panel" aria-labelledby="virksomheden">
      <h2 id="virksomheden">{words.about}</h2>
      {waiting ? <Alert tone="info">{words.waiting}</Alert> : problem ? <Alert tone="warning" heading={fetchedAt ? words.notUpdated : words.notLookedUp}>{sentenceOf({ reason: problem })}</Alert> : fetchedAt && !company ? <Alert tone="warning">{words.unknown}</Alert> : null}
      {company ? <Facts rows={[[words.facts.name, company.name], [words.facts.address, company.address], [words.facts.state, company.active ? words.active : words.ceased]]} /> : null}
      {company?.advertisingProtected ? <p class="quiet">{words.advertising}</p> : null}
      <div class="look-up">
        {fetchedAt ? <span class="quiet">{words.lookedUp(danishTime(fetchedAt))}</span> : null}
        <Act action={`/breve/${letter.letterId}/virksomhed/opslag`} label={fetchedAt ? words.again : words.lookUp} icon="refresh" look="link" />
      </div>
    </section>
  );
};

const Last = ({ letter }: { letter: CompanyLetter }) => {
  const { last, attention } = letter;
  if (!last || (attention && attentionWords(attention) === attentionWords(last.contact))) return null;
  return (
    <section class="panel" aria-labelledby="sidst">
      <h2 id="sidst">{words.lastHeading}</h2>
      <p>{attentionWords(last.contact)} <span class="quiet">{words.lastAt(danishDay(last.usedAt))}</span></p>
      <Act action={`/breve/${letter.letterId}/som-sidst`} label={words.useLast} />
    </section>
  );
};

/** To whom at a company one letter is. Nothing is saved before the person does. */
export const CompanyPage = ({ letter, typed, problem, waiting }: Props) => {
  const now = typed ?? startOf(letter);
  const errorAt = (field: string) => (problem?.values['field'] === field ? sentenceOf(problem) : undefined);
  return (
    <div class="company">
      <div>
        <About letter={letter} waiting={waiting} />
        <Last letter={letter} />
      </div>
      <form id="virksomhed" class="decision choices" method="post" action={`/breve/${letter.letterId}/virksomhed`} novalidate>
        <Units company={letter.lookUp.company} inLetter={letter.inLetter} chosen={now.chosen} other={{ number: now.unit, name: now.unitName }} error={errorAt('unit')} />
        <fieldset>
          <legend>{words.contactLegend}</legend>
          <p class="form-hint">{words.contactHint}</p>
          <div class="company-contact">
            <Field id="sagsbehandler" name="sagsbehandler" label={words.officer} value={now.officer} maxlength={256} autocomplete="off" error={errorAt('officer')} />
            <Field id="e-mail" name="e-mail" type="email" label={words.email} value={now.email} maxlength={256} autocomplete="off" error={errorAt('email')} />
            <Field id="telefon" name="telefon" type="tel" label={words.telephone} value={now.telephone} maxlength={30} autocomplete="off" error={errorAt('telephone')} />
            <Field id="kontakt" name="kontakt" label={words.person} value={now.person} maxlength={256} autocomplete="off" error={errorAt('person')} />
          </div>
        </fieldset>
        {letter.others > 0 ? <Checkbox id="alle" name="alle" label={words.everywhere(letter.others)} checked={now.everywhere} /> : null}
        <p><a href={`/afsendelser/${letter.dispatchId}/modtagere`}>{words.back}</a></p>
      </form>
    </div>
  );
};

export const CompanyActions = () => <div class="form-acts"><button class="button button-primary" type="submit" form="virksomhed">{words.save}</button></div>;
