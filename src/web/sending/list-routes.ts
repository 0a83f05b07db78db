import type { Route } from '../route.ts';
import { showGather, takeGather, takeGatherWithout } from './gather.tsx';
import { showList, takeList, takeListColumns, takeListDiscard, takeListSearch, takeListUndo, takeListUse } from './list.tsx';

const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path: `/afsendelser/:id/modtagerliste${path}`, rule: 'dispatch', handler });

export const listRoutes: Route[] = [
  { method: 'GET', path: '/breve/samling', rule: 'dispatch', handler: showGather },
  { method: 'POST', path: '/breve/samling', rule: 'dispatch', body: 'upload', handler: takeGather },
  { method: 'POST', path: '/afsendelser/:id/samling', rule: 'dispatch', handler: takeGatherWithout },
  { method: 'GET', path: '/afsendelser/:id/modtagerliste', rule: 'dispatch', handler: showList },
  { method: 'POST', path: '/afsendelser/:id/modtagerliste', rule: 'dispatch', body: 'upload', handler: takeList },
  post('/kolonner', takeListColumns),
  post('/brug', takeListUse),
  post('/fortrydelse', takeListUndo),
  post('/kassering', takeListDiscard),
  post('/soegning', takeListSearch),
];
