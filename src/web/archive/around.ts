import { getCase, type DocumentDetail } from '../../archive/index.ts';
import type { Ctx } from '../route.ts';
import { crumbsOf } from './case-page.tsx';

/** The way to a document through its case; `last`: a page under it. */
export function around(c: Ctx, document: DocumentDetail, last?: string) {
  const found = getCase(c.get('deps').db, c.get('actor'), document.caseId);
  const crumbs = [...crumbsOf(found, document.title)];
  if (!last) return crumbs;
  return [...crumbs.slice(0, -1), { label: document.title, href: `/dokumenter/${document.id}` }, { label: last }];
}
