import { createHash } from 'node:crypto';
import type { SearchScope } from '../../access/index.ts';
import type { IndexEntry, SearchFilters } from '../types.ts';

/** A fact as one word of the index, which no text can hold by chance: letters only, long, and in a column of its own. */
export const token = (fact: string): string => `x${createHash('sha256').update(fact).digest('hex').slice(0, 15)}`;

const confidential = token('confidential');

/** Facts of an entry that access and filters are held against. A confidential case's marks are left out: only its own name leads to it. */
export function tokensOf(entry: IndexEntry): string {
  const facts = [`case:${entry.caseId}`, `what:${entry.kind}`, `kind:${entry.caseKind}`];
  if (entry.documentTypeId) facts.push(`type:${entry.documentTypeId}`);
  if (entry.direction) facts.push(`direction:${entry.direction}`);
  if (entry.className) facts.push(`in:${entry.className}`);
  for (const keyword of entry.keywords) facts.push(`keyword:${keyword.toLocaleLowerCase('da')}`);
  for (const mark of entry.marks) facts.push(...(mark.startsWith('branch:') ? [`below:${mark}`] : []), ...(entry.confidential ? [] : [`mark:${mark}`]));
  return [...(entry.confidential ? [confidential] : []), ...facts.map(token)].join(' ');
}

/** What narrows the result down and stands in the index as tokens; the rest is asked of the entries' own columns. */
export function filterTokens(filters: SearchFilters): string[] {
  const facts = [
    filters.what && `what:${filters.what}`, filters.caseKind && `kind:${filters.caseKind}`, filters.documentTypeId && `type:${filters.documentTypeId}`,
    filters.direction && `direction:${filters.direction}`, filters.className && `in:${filters.className}`, filters.caseId && `case:${filters.caseId}`,
    filters.keyword && `keyword:${filters.keyword.toLocaleLowerCase('da')}`, filters.filingNodeId && `below:branch:${filters.filingNodeId}`,
  ];
  return facts.filter((fact): fact is string => Boolean(fact)).map(token);
}

const anyOf = (facts: string[]) => `tokens : (${facts.map(token).join(' OR ')})`;

/** Every entry there is. */
export const anyEntry = anyOf(['what:case', 'what:document']);

/**
 * A query of the index with what the searcher may see, the same rule as access/visible-cases.ts: everything but confidential
 * cases, or entries with one of the marks; and always the cases they are named on. Restricted types without a right are out.
 */
export function scoped(query: string, scope: SearchScope): string {
  const named = scope.cases.map((id) => `case:${id}`);
  let allowed: string;
  if (scope.everything) {
    allowed = named.length === 0 ? `(${query}) NOT (tokens : ${confidential})` : `(${query}) NOT ((tokens : ${confidential}) NOT (${anyOf(named)}))`;
  } else {
    allowed = `(${query}) AND (${anyOf([...named, ...scope.marks.map((mark) => `mark:${mark}`)])})`;
  }
  return scope.hiddenTypes.length === 0 ? allowed : `(${allowed}) NOT (${anyOf(scope.hiddenTypes.map((id) => `type:${id}`))})`;
}

/** Whether there is anything the scope could let through. */
export const letsNothing = (scope: SearchScope): boolean => scope.nothing || (!scope.everything && scope.cases.length === 0 && scope.marks.length === 0);
