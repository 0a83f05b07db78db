import { createHash } from 'node:crypto';
import type { IndexEntry, SearchFilters } from './types.ts';

/** A fact as one word of an index, which no text can hold by chance: plain letters and digits, and in a column of its own. */
export const token = (fact: string): string => `x${createHash('sha256').update(fact).digest('hex').slice(0, 15)}`;

/** A field's value as it is compared: 3,5 is 3.5 and 31.1.2026 the day it is. */
function fieldFact(id: string, value: string): string {
  const plain = value.trim().toLocaleLowerCase('da').replace(/\s+/g, ' ');
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(plain) ?? [];
  return `field:${id}=${day ? `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}` : plain.replace(/^(-?\d+),(\d+)$/, '$1.$2')}`;
}

/** Facts of an entry that access and filters are held against. A confidential case's marks are left out: only its own name leads to it. */
export function factsOf(entry: IndexEntry): string[] {
  const facts = [`case:${entry.caseId}`, `what:${entry.kind}`, `kind:${entry.caseKind}`];
  if (entry.caseTypeId) facts.push(`case-type:${entry.caseTypeId}`);
  if (entry.documentTypeId) facts.push(`type:${entry.documentTypeId}`);
  if (entry.direction) facts.push(`direction:${entry.direction}`);
  if (entry.className) facts.push(`in:${entry.className}`);
  for (const keyword of entry.keywords) facts.push(`keyword:${keyword.toLocaleLowerCase('da')}`);
  for (const { id, value } of entry.fields) facts.push(fieldFact(id, value));
  for (const mark of entry.marks) facts.push(...(mark.startsWith('branch:') ? [`below:${mark}`] : []), ...(entry.confidential ? [] : [`mark:${mark}`]));
  return [...(entry.confidential ? ['confidential'] : []), ...facts];
}

/** What narrows the result down and is a fact of the entry; status, officer and period are not. */
export function filterFacts(filters: SearchFilters): string[] {
  const facts = [
    filters.what && `what:${filters.what}`, filters.caseKind && `kind:${filters.caseKind}`, filters.caseTypeId && `case-type:${filters.caseTypeId}`, filters.documentTypeId && `type:${filters.documentTypeId}`,
    filters.direction && `direction:${filters.direction}`, filters.className && `in:${filters.className}`, filters.caseId && `case:${filters.caseId}`,
    filters.field && fieldFact(filters.field.split('=', 1)[0]!, filters.field.slice(filters.field.indexOf('=') + 1)), filters.keyword && `keyword:${filters.keyword.toLocaleLowerCase('da')}`, filters.filingNodeId && `below:branch:${filters.filingNodeId}`,
  ];
  return facts.filter((fact): fact is string => Boolean(fact));
}
