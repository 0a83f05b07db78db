import type { Route } from '../route.ts';
import { showList, takeList, takeListColumns, takeListDiscard, takeListSearch, takeListUndo, takeListUse } from './list.tsx';

const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path: `/afsendelser/:id/modtagerliste${path}`, rule: 'dispatch', handler });

export const listRoutes: Route[] = [
  { method: 'GET', path: '/afsendelser/:id/modtagerliste', rule: 'dispatch', handler: showList },
  { method: 'POST', path: '/afsendelser/:id/modtagerliste', rule: 'dispatch', body: 'upload', handler: takeList },
  post('/kolonner', takeListColumns),
  post('/brug', takeListUse),
  post('/fortrydelse', takeListUndo),
  post('/kassering', takeListDiscard),
  post('/soegning', takeListSearch),
];
