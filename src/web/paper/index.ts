import type { Route } from '../route.ts';
import { showBatch, showBatchCsv, showBatches, showBatchFile, showBatchList, takeAgain, takeDissolution, takeHandOver, takeLetterOut, takePrinted } from './batches.tsx';
import { showPaths, showPlan, takeFailed, takePlan } from './choose.tsx';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path, rule: 'dispatch', handler });
const post = (path: string, handler: Route['handler'], rule: Route['rule'] = 'send'): Route => ({ method: 'POST', path, rule, handler });

export const paperRoutes: Route[] = [
  get('/papir', showPaths),
  post('/papir', takeFailed),
  get('/afsendelser/:id/papir', showPlan),
  post('/afsendelser/:id/papir', takePlan, 'dispatch'),
  get('/printbunker', showBatches),
  get('/printbunker/:id', showBatch),
  get('/printbunker/:id/fil', showBatchFile),
  get('/printbunker/:id/liste', showBatchList),
  get('/printbunker/:id/liste-csv', showBatchCsv),
  post('/printbunker/:id/printet', takePrinted),
  post('/printbunker/:id/aflevering', takeHandOver),
  post('/printbunker/:id/igen', takeAgain),
  post('/printbunker/:id/oploesning', takeDissolution),
  post('/printbunker/:id/breve/:letter/udtagning', takeLetterOut),
];
