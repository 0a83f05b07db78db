import { danishDay } from '../../../src/core/dates.ts';
import type { Company, CompanyUnit } from '../../../src/companies/types.ts';
import { company as words } from '../../texts/company.ts';

type Props = { company: Company | null; inLetter: string[]; chosen: string; /** What was typed beside the list. */ other: { number: string; name: string }; error: string | undefined };

const Radio = ({ value, label, chosen, more }: { value: string; label: string; chosen: string; more?: string | undefined }) => (
  <div class="form-group-radio unit" data-find={`${value} ${label} ${more ?? ''}`.toLowerCase()}>
    <input class="form-radio" type="radio" id={`enhed-${value || 'ingen'}`} name="enhed" value={value} checked={chosen === value} />
    <label class="form-label" for={`enhed-${value || 'ingen'}`}>{label}{more ? <span class="unit-more">{more}</span> : null}</label>
  </div>
);

const about = (unit: CompanyUnit, inLetter: string[]) => [unit.number, unit.address, inLetter.includes(unit.number) ? words.inLetter : null].filter(Boolean).join(' · ');

const Ceased = ({ units }: { units: CompanyUnit[] }) => (units.length === 0 ? null : (
  <details class="units-ceased">
    <summary>{words.ceasedHeading(units.length)}</summary>
    <ul>{units.map((unit) => <li>{unit.name ?? unit.number} <span class="quiet">{[unit.number, unit.address, unit.ceasedOn ? words.ceasedOn(danishDay(unit.ceasedOn)) : words.ceasedMark].filter(Boolean).join(' · ')}</span></li>)}</ul>
  </details>
));

/** The company's units to choose from: active ones first, those that are no more told apart, and one that is typed. */
export const Units = ({ company, inLetter, chosen, other, error }: Props) => {
  const active = company?.units.filter((unit) => unit.active) ?? [];
  return (
    <fieldset class="units">
      <legend>{words.unitLegend}</legend>
      <p class="form-hint">{words.unitHint}</p>
      {active.length > 8 ? <p class="unit-find" hidden><label class="form-label" for="find-enhed">{words.find}</label><input class="form-input field-medium" id="find-enhed" type="search" autocomplete="off" /></p> : null}
      <div class={active.length > 8 ? 'unit-list unit-list-long' : 'unit-list'} {...(active.length > 8 ? { tabindex: 0, role: 'group', 'aria-label': words.units(active.length) } : {})}>
        <Radio value="" label={words.noUnit} chosen={chosen} />
        {active.map((unit) => <Radio value={unit.number} label={unit.name ?? unit.number} more={about(unit, inLetter)} chosen={chosen} />)}
        <Radio value="andet" label={words.otherUnit} chosen={chosen} />
      </div>
      <div class={`unit-other${error ? ' form-error' : ''}`}>
        <div class="form-group">
          <label class="form-label" for="p-nummer">{words.otherNumber}</label>
          {error ? <span class="form-error-message" id="p-nummer-error">{error}</span> : null}
          <input class="form-input field-short" id="p-nummer" name="p-nummer" value={other.number} inputmode="numeric" maxlength={14} autocomplete="off" aria-invalid={error ? 'true' : undefined} aria-describedby={error ? 'p-nummer-error' : undefined} />
        </div>
        <div class="form-group">
          <label class="form-label" for="p-navn">{words.otherName}</label>
          <input class="form-input field-medium" id="p-navn" name="p-navn" value={other.name} maxlength={256} autocomplete="off" />
        </div>
      </div>
      {company?.more ? <p class="quiet">{words.more}</p> : null}
      <Ceased units={company?.units.filter((unit) => !unit.active) ?? []} />
    </fieldset>
  );
};
