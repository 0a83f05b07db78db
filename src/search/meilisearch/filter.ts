import type { SearchScope } from '../../access/index.ts';
import { filterFacts, token } from '../facts.ts';
import type { SearchFilters } from '../types.ts';
import { dayNumber } from './documents.ts';

/**
 * A value in the server's filter language. All values here are tokens, which need no such care: what somebody has typed never
 * reaches the language at all, and if it one day did, it would still be a value and nothing else.
 */
export const quoted = (value: string): string => `"${value.replace(/[\\"]/g, '\\$&')}"`;

const oneOf = (facts: string[]) => `facts IN [${facts.map((fact) => quoted(token(fact))).join(', ')}]`;

/** What the searcher may see, the same rule as access/visible-cases.ts. There is no search without it. */
export function scopeFilter(scope: SearchScope): string[] {
  const named = scope.cases.map((id) => `case:${id}`);
  const open = `NOT ${oneOf(['confidential'])}`;
  const seen = scope.everything ? (named.length === 0 ? open : `(${open} OR ${oneOf(named)})`) : oneOf([...named, ...scope.marks.map((mark) => `mark:${mark}`)]);
  return [seen, ...(scope.hiddenTypes.length === 0 ? [] : [`NOT ${oneOf(scope.hiddenTypes.map((id) => `type:${id}`))}`])];
}

/** What narrows the search down; every condition must hold. */
export function criteriaFilter(filters: SearchFilters): string[] {
  const beside = [filters.caseStatus && `status:${filters.caseStatus}`, filters.officerId && `officer:${filters.officerId}`];
  const facts = [...filterFacts(filters), ...beside.filter((fact): fact is string => Boolean(fact))];
  const days = [filters.from && `day >= ${dayNumber(filters.from)}`, filters.to && `day <= ${dayNumber(filters.to)}`];
  return [...facts.map((fact) => oneOf([fact])), ...days.filter((each): each is string => Boolean(each))];
}
