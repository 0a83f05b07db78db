import type { Hit, PageHits } from './hits.ts';

/**
 * CVR numbers that are the sender's: the same one at a fixed place beside nearly all the different
 * recipients of the document. Only where there are at least two others to tell by.
 */
export function sendersAmong(pages: PageHits[]): Set<string> {
  const all = new Set<string>();
  const companies = new Map<string, Hit[]>();
  const beside = new Map<string, Set<string>>();
  for (const page of pages) {
    const numbers = new Set(page.hits.map((hit) => hit.number));
    for (const number of numbers) all.add(number);
    for (const hit of page.hits) {
      if (hit.kind !== 'cvr') continue;
      companies.set(hit.number, [...(companies.get(hit.number) ?? []), hit]);
      const others = beside.get(hit.number) ?? new Set();
      for (const number of numbers) if (number !== hit.number) others.add(number);
      beside.set(hit.number, others);
    }
  }
  const senders = new Set<string>();
  for (const [number, hits] of companies) {
    const others = beside.get(number)!.size;
    const fixed = spread(hits.map((hit) => hit.left)) < 4 && spread(hits.map((hit) => hit.level)) < 50;
    if (others >= 2 && others >= 0.7 * (all.size - 1) && fixed) senders.add(number);
  }
  return senders;
}

const spread = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
