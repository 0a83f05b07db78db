import type { CaseKind, CaseStatus } from '../../archive/index.ts';
import type { SearchFilters } from '../../search/index.ts';
import { texts } from '../../../views/texts.ts';
import type { Form } from '../form.ts';

/** What a search is made of, as it is kept. */
export type Criteria = { words?: string | undefined; filters: SearchFilters };

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** The fields of the search form; what is no choice of theirs is left out. */
export function readCriteria(form: Form): Criteria {
  const pick = <T extends string>(name: string, choices: object): T | undefined => (Object.hasOwn(choices, form.text(name)) ? (form.text(name) as T) : undefined);
  const text = (name: string, most: number) => form.text(name).slice(0, most) || undefined;
  const day = (name: string) => (isDay(form.text(name)) ? form.text(name) : undefined);
  const filters: SearchFilters = {};
  const set = <K extends keyof SearchFilters>(key: K, value: SearchFilters[K] | undefined) => { if (value !== undefined) filters[key] = value; };
  set('what', pick('hvad', texts.search.whatKinds));
  set('caseKind', pick<CaseKind>('sagstype', texts.case.kinds));
  // The school's own types stand in the same list as the kinds.
  set('caseTypeId', text('sagens-type', 60) ?? (filters.caseKind ? undefined : text('sagstype', 60)));
  set('caseStatus', pick<CaseStatus>('status', texts.states.case));
  set('direction', pick('retning', texts.search.directions));
  set('documentTypeId', text('type', 60));
  set('className', text('klasse', 40));
  set('officerId', text('sagsbehandler', 60));
  set('caseId', text('sag', 60));
  set('filingNodeId', text('emne', 60));
  set('keyword', text('noegleord', 60));
  const [field, value] = [text('felt', 60), form.text('feltvaerdi').trim().slice(0, 200)];
  set('field', field && value ? `${field}=${value}` : text('feltkriterium', 261));
  set('from', day('fra'));
  set('to', day('til'));
  // One character more than is searched for, so that the answer can say that there was more.
  const words = form.text('ord').slice(0, 501);
  return { ...(words ? { words } : {}), filters };
}

/** What was typed to find the one case to search in. */
export const typedCaseOf = (form: Form): string => form.text('person').slice(0, 200);

export const isEmptyCriteria = (criteria: Criteria): boolean => !criteria.words && Object.keys(criteria.filters).length === 0;
