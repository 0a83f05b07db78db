import type { Route } from '../route.ts';
import { showImport, showImports, takeApply, takeColumns, takeDiscardImport, takeImportSearch, takePeopleUpload, takeUndoImport } from './imports.tsx';
import { showCheck, showChecks, takeCheckAgain, takeCheckClass, takeCheckFile, takeCheckList, takeCheckSearch, takeDiscardCheck, takeSeen, takeWatch } from './mailboxes.tsx';
import { showClasses, showPerson, showRegister, takeClassFile, takeCaseOfPerson, takeMark, takePeopleSearch, takeReveal } from './register.tsx';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path: `/elever${path}`, rule: 'people', handler });
const post = (path: string, handler: Route['handler'], rule: Route['rule'] = 'people'): Route => ({ method: 'POST', path: `/elever${path}`, rule, handler });

export const peopleRoutes: Route[] = [
  get('', showRegister),
  post('/soegning', takePeopleSearch),
  get('/personer/:id', showPerson),
  post('/personer/:id/nummer', takeReveal),
  post('/personer/:id/sag', takeCaseOfPerson, 'change_all_cases'),
  post('/personer/:id/maerke', takeMark),
  get('/klasser', showClasses),
  post('/klasser/fil', takeClassFile),
  get('/indlaesning', showImports),
  { method: 'POST', path: '/elever/indlaesning', rule: 'people', body: 'upload', handler: takePeopleUpload },
  get('/indlaesning/:id', showImport),
  post('/indlaesning/:id/kolonner', takeColumns),
  post('/indlaesning/:id/soegning', takeImportSearch),
  post('/indlaesning/:id/udfoerelse', takeApply),
  post('/indlaesning/:id/fortrydelse', takeUndoImport),
  post('/indlaesning/:id/kassering', takeDiscardImport),
  get('/postkasser', showChecks),
  { method: 'POST', path: '/elever/postkasser', rule: 'people', body: 'upload', handler: takeCheckList },
  post('/postkasser/klasse', takeCheckClass),
  get('/postkasser/:id', showCheck),
  post('/postkasser/:id/opslag', takeCheckAgain),
  post('/postkasser/:id/overvaagning', takeWatch),
  post('/postkasser/:id/set', takeSeen),
  post('/postkasser/:id/soegning', takeCheckSearch),
  post('/postkasser/:id/fil', takeCheckFile),
  post('/postkasser/:id/kassering', takeDiscardCheck),
];
