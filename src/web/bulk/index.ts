import type { Route } from '../route.ts';
import { takeBulk } from './begin.tsx';
import { showBulk, showBulks, takeChoice, takeDiscard, takePackage, takeRun, takeStop, takeUndo } from './bulk.tsx';

const route = (method: 'GET' | 'POST', path: string, handler: Route['handler']): Route => ({ method, path, rule: 'read_cases', handler });

export const bulkRoutes: Route[] = [
  route('POST', '/samlet', takeBulk),
  route('GET', '/samlet', showBulks),
  route('GET', '/samlet/:id', showBulk),
  route('POST', '/samlet/:id/valg', takeChoice),
  route('POST', '/samlet/:id/udfoerelse', takeRun),
  route('POST', '/samlet/:id/standsning', takeStop),
  route('POST', '/samlet/:id/fortrydelse', takeUndo),
  route('POST', '/samlet/:id/kassering', takeDiscard),
  route('POST', '/samlet/:id/pakke', takePackage),
];
