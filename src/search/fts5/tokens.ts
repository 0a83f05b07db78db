import type { SearchScope } from '../../access/index.ts';
import { factsOf, filterFacts, token } from '../facts.ts';
import type { IndexEntry, SearchFilters } from '../types.ts';

export const tokensOf = (entry: IndexEntry): string => factsOf(entry).map(token).join(' ');

/** What narrows the result down and stands in the index as tokens; the rest is asked of the entries' own columns. */
export const filterTokens = (filters: SearchFilters): string[] => filterFacts(filters).map(token);

const anyOf = (facts: string[]) => `(${facts.map(token).join(' OR ')})`;

/** Every entry there is. */
export const anyEntry = anyOf(['what:case', 'what:document']);

/**
 * A query of the index with what the searcher may see, the same rule as access/visible-cases.ts: everything but confidential
 * cases, or entries with one of the marks; and always the cases they are named on. Restricted types without a right are out.
 * `column`: where the tokens stand, of a table that has more columns than one.
 */
export function scoped(query: string, scope: SearchScope, column = ''): string {
  const tokens = (facts: string[]) => `${column}${anyOf(facts)}`;
  const named = scope.cases.map((id) => `case:${id}`);
  let allowed: string;
  if (scope.everything) {
    allowed = named.length === 0 ? `(${query}) NOT (${tokens(['confidential'])})` : `(${query}) NOT ((${tokens(['confidential'])}) NOT (${tokens(named)}))`;
  } else {
    allowed = `(${query}) AND (${tokens([...named, ...scope.marks.map((mark) => `mark:${mark}`)])})`;
  }
  return scope.hiddenTypes.length === 0 ? allowed : `(${allowed}) NOT (${tokens(scope.hiddenTypes.map((id) => `type:${id}`))})`;
}

/** Stands in no entry. */
const never = anyOf(['nothing']);

/**
 * All of `parts`, the rarest first, and what the searcher may see, held to the first of them: FTS5 moves every list of an AND on with every
 * other, and a frequent word with its compounds is then asked about each entry of a rare one that somebody who sees a tenth may not see.
 * The NOT keeps the two apart; an AND inside an AND is made one by FTS5.
 */
export function scopedFirst(parts: string[], scope: SearchScope): string {
  const all = (parts: string[]) => parts.map((part) => `(${part})`).join(' AND ');
  const [first = '', ...others] = parts;
  return scope.everything || others.length === 0 ? scoped(all(parts), scope) : `((${scoped(first, scope)}) NOT ${never}) AND ${all(others)}`;
}

/** Whether there is anything the scope could let through. */
export const letsNothing = (scope: SearchScope): boolean => scope.nothing || (!scope.everything && scope.cases.length === 0 && scope.marks.length === 0);
