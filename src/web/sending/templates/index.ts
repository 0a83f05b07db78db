import type { Route } from '../../route.ts';
import { showSave, takeChoice, takeLeaving, takeSave } from './of-dispatch.tsx';
import { showTemplate, showTemplates, takeAttachmentRemoval, takeDeletion, takeRestoration, takeTemplate } from './pages.tsx';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path, rule: 'dispatch', handler });
const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path, rule: 'dispatch', handler });

/** Letter templates: the list of them, and what a dispatch has to do with them. */
export const templateRoutes: Route[] = [
  get('/brevskabeloner', showTemplates),
  get('/brevskabeloner/:id', showTemplate),
  post('/brevskabeloner/:id', takeTemplate),
  post('/brevskabeloner/:id/sletning', takeDeletion),
  post('/brevskabeloner/:id/genoprettelse', takeRestoration),
  post('/brevskabeloner/:id/bilag/:attachment/fjernelse', takeAttachmentRemoval),
  get('/afsendelser/:id/brevskabelon', showSave),
  post('/afsendelser/:id/brevskabelon', takeSave),
  post('/afsendelser/:id/brevskabelon/valg', takeChoice),
  post('/afsendelser/:id/brevskabelon/fravalg', takeLeaving),
];
