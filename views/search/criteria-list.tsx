import type { SearchFilters } from '../../src/search/types.ts';
import { danishDay } from '../../src/core/dates.ts';
import { Icon } from '../components/icon.tsx';
import { texts } from '../texts.ts';

const words = texts.search;

/** Names of what the criteria point at. */
export type Names = { types: Record<string, string>; caseTypes: Record<string, string>; officers: Record<string, string>; branches: Record<string, string>; fields: Record<string, string>; caseTitle?: string | undefined };
export type Criteria = { words?: string | undefined; filters: SearchFilters };

/** The form's name of each filter. */
export const fieldOf: Record<keyof SearchFilters, string> = {
  what: 'hvad', caseKind: 'sagstype', caseTypeId: 'sagens-type', caseStatus: 'status', documentTypeId: 'type', direction: 'retning', className: 'klasse', caseId: 'sag', officerId: 'sagsbehandler',
  filingNodeId: 'emne', keyword: 'noegleord', field: 'feltkriterium', from: 'fra', to: 'til',
};

/** A criterion on a field (search/types.ts): the field's id, and the value. */
export const fieldParts = (criterion: string): [string, string] => [criterion.slice(0, criterion.indexOf('=')), criterion.slice(criterion.indexOf('=') + 1)];

/** A value as a person reads it. */
export function valueWords(key: keyof SearchFilters, value: string, names: Names): string {
  if (key === 'what') return words.whatKinds[value as 'case'] ?? value;
  if (key === 'caseKind') return texts.case.kinds[value as 'student'] ?? value;
  if (key === 'caseTypeId') return names.caseTypes[value] ?? words.unknown;
  if (key === 'caseStatus') return texts.states.case[value as 'open'] ?? value;
  if (key === 'direction') return words.directions[value as 'sent'] ?? value;
  if (key === 'documentTypeId') return names.types[value] ?? words.unknown;
  if (key === 'officerId') return names.officers[value] ?? words.unknown;
  if (key === 'filingNodeId') return names.branches[value] ?? words.unknown;
  if (key === 'field') {
    const [id, text] = fieldParts(value);
    return names.fields[id] ? `${names.fields[id]} = ${text}` : words.unknown;
  }
  if (key === 'caseId') return names.caseTitle ?? words.unknown;
  return key === 'from' || key === 'to' ? danishDay(value) : value;
}

const labels: Record<keyof SearchFilters, string> = {
  what: words.what, caseKind: words.caseKind, caseTypeId: words.caseKind, caseStatus: words.status, documentTypeId: words.documentType, direction: words.direction, className: words.className,
  caseId: words.inTheCase, officerId: words.officer, filingNodeId: words.filing, keyword: words.keyword, field: words.field, from: words.from, to: words.to,
};

/** Everything of the search as hidden fields, but `without`. */
export const CriteriaFields = ({ criteria, without }: { criteria: Criteria; without?: keyof SearchFilters | undefined }) => (
  <>
    {criteria.words ? <input type="hidden" name="ord" value={criteria.words} /> : null}
    {(Object.entries(criteria.filters) as [keyof SearchFilters, string][]).filter(([key]) => key !== without).map(([key, value]) => <input type="hidden" name={fieldOf[key]} value={value} />)}
  </>
);

/** The criteria in use, each with a button that takes it away. */
export const CriteriaList = ({ criteria, names }: { criteria: Criteria; names: Names }) => {
  const used = Object.entries(criteria.filters) as [keyof SearchFilters, string][];
  if (used.length === 0) return null;
  return (
    <ul class="criteria" aria-label={words.criteria}>
      {used.map(([key, value]) => (
        <li>
          <form method="post" action="/soegninger">
            <CriteriaFields criteria={criteria} without={key} />
            <span>{labels[key]}: <strong>{valueWords(key, value, names)}</strong></span>
            <button type="submit" class="function-link icon-only" title={words.removeOne}><Icon name="close" small /><span class="sr-only">{words.removeOne}: {labels[key]}</span></button>
          </form>
        </li>
      ))}
    </ul>
  );
};
