import type { FacetName, Facets, SearchFilters } from '../../src/search/types.ts';
import { texts } from '../texts.ts';
import { CriteriaFields, fieldOf, valueWords, type Criteria, type Names } from './criteria-list.tsx';

const words = texts.search;
const shown: FacetName[] = ['what', 'documentTypeId', 'caseKind', 'direction', 'className', 'year'];
const mostValues = 8;

/** A year of a period that was asked for: no day outside the period comes with it. Days are ISO text, in order as they stand. */
const withinYear = (year: string, { from = '', to = '9999-12-31' }: SearchFilters) => ({ from: [from, `${year}-01-01`].sort()[1], to: [to, `${year}-12-31`].sort()[0] });

const Choice = ({ facet, value, count, criteria, names, more }: { facet: FacetName; value: string; count: number; criteria: Criteria; names: Names; more: boolean }) => (
  <li>
    <form method="post" action="/soegninger">
      {facet === 'year' ? (
        <CriteriaFields criteria={{ ...criteria, filters: { ...criteria.filters, ...withinYear(value, criteria.filters) } }} />
      ) : (
        <>
          <CriteriaFields criteria={criteria} without={facet as keyof SearchFilters} />
          <input type="hidden" name={fieldOf[facet]} value={value} />
        </>
      )}
      <button type="submit" class="facet"><span>{facet === 'year' ? value : valueWords(facet, value, names)}</span><span class="tree-count">{words.countOver(count, more)}</span></button>
    </form>
  </li>
);

/** What the search could be narrowed down to, with how many each would leave. A facet with one value narrows nothing. */
export const FacetList = ({ facets, criteria, names, more }: { facets: Facets; criteria: Criteria; names: Names; more: boolean }) => {
  const useful = shown.filter((facet) => (facets[facet]?.length ?? 0) > 1);
  if (useful.length === 0) return null;
  return (
    <section class="facets" aria-label={words.narrow}>
      <h2>{words.narrow}</h2>
      {useful.map((facet) => (
        <>
          <h3>{words.facets[facet]}</h3>
          <ul>{facets[facet]!.slice(0, mostValues).map(({ value, count }) => <Choice facet={facet} value={value} count={count} criteria={criteria} names={names} more={more} />)}</ul>
        </>
      ))}
    </section>
  );
};
