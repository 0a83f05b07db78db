import { createHash } from 'node:crypto';
import type { IndexEntry, SearchFilters } from './types.ts';

/** A fact as one word of an index, which no text can hold by chance: plain letters and digits, and in a column of its own. */
export const token = (fact: string): string => `x${createHash('sha256').update(fact).digest('hex').slice(0, 15)}`;

/** Facts of an entry that access and filters are held against. A confidential case's marks are left out: only its own name leads to it. */
export function factsOf(entry: IndexEntry): string[] {
  const facts = [`case:${entry.caseId}`, `what:${entry.kind}`, `kind:${entry.caseKind}`];
  if (entry.documentTypeId) facts.push(`type:${entry.documentTypeId}`);
  if (entry.direction) facts.push(`direction:${entry.direction}`);
  if (entry.className) facts.push(`in:${entry.className}`);
  for (const keyword of entry.keywords) facts.push(`keyword:${keyword.toLocaleLowerCase('da')}`);
  for (const mark of entry.marks) facts.push(...(mark.startsWith('branch:') ? [`below:${mark}`] : []), ...(entry.confidential ? [] : [`mark:${mark}`]));
  return [...(entry.confidential ? ['confidential'] : []), ...facts];
}

/** What narrows the result down and is a fact of the entry; status, officer and period are not. */
export function filterFacts(filters: SearchFilters): string[] {
  const facts = [
    filters.what && `what:${filters.what}`, filters.caseKind && `kind:${filters.caseKind}`, filters.documentTypeId && `type:${filters.documentTypeId}`,
    filters.direction && `direction:${filters.direction}`, filters.className && `in:${filters.className}`, filters.caseId && `case:${filters.caseId}`,
    filters.keyword && `keyword:${filters.keyword.toLocaleLowerCase('da')}`, filters.filingNodeId && `below:branch:${filters.filingNodeId}`,
  ];
  return facts.filter((fact): fact is string => Boolean(fact));
}
