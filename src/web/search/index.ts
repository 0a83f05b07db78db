import type { Route } from '../route.ts';
import { showSearch, takeName, takeSearch } from './search.tsx';

export const searchRoutes: Route[] = [
  { method: 'POST', path: '/soegninger', rule: 'read_cases', handler: takeSearch },
  { method: 'GET', path: '/soegninger/:id', rule: 'read_cases', handler: showSearch },
  { method: 'POST', path: '/soegninger/:id/navn', rule: 'read_cases', handler: takeName },
];
