import type { Route } from '../../route.ts';
import { showLetterCopies, takeCopyRemoval, takeLetterCopy } from './letter.tsx';
import { showCopies, takeCopies } from './list.tsx';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path, rule: 'dispatch', handler });
const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path, rule: 'dispatch', handler });

export const copyRoutes: Route[] = [
  get('/afsendelser/:id/kopier', showCopies),
  post('/afsendelser/:id/kopier', takeCopies),
  get('/breve/:id/kopi', showLetterCopies),
  post('/breve/:id/kopi', takeLetterCopy),
  post('/breve/:id/kopi-fjernelse', takeCopyRemoval),
];
