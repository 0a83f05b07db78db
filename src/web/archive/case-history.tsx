import { caseHistory, getCase } from '../../archive/index.ts';
import { History } from '../../../views/components/history.tsx';
import type { Ctx } from '../route.ts';
import { casePage } from './case-page.tsx';
import { namedIn } from './named.ts';
import { beforeOf } from './before.ts';

export function showCaseHistory(c: Ctx) {
  const { db } = c.get('deps');
  const found = getCase(db, c.get('actor'), c.req.param('id') ?? '');
  const entries = caseHistory(db, c.get('actor'), found.id, { before: beforeOf(c) });
  return casePage(c, found, 'history', <History entries={entries} named={namedIn(c, entries, found.id)} older={`/sager/${found.id}/historik`} />);
}
