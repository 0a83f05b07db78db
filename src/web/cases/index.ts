import type { Route } from '../route.ts';
import { showCaseDetails, takeClosing, takeConfidentiality, takeForDisposal, takeNumber, takeParty, takePartyRemoval, takeReopening } from './details.tsx';
import { showEditCase, takeEditCase } from './edit-case.tsx';
import { takeCasePdf, takeCaseZip, takeInsight } from './exports.ts';
import { showMerge, takeMerge } from './merge-case.tsx';
import { showNewCase, takeCaseByNumber, takeNewCase } from './new-case.tsx';
import { showNotes, takeNote, takeNoteBack, takeNoteEdit, takeNoteRemoval } from './notes.tsx';

const get = (path: string, handler: Route['handler'], rule: Route['rule'] = 'read_cases'): Route => ({ method: 'GET', path, rule, handler });
const post = (path: string, handler: Route['handler'], rule: Route['rule'] = 'read_cases'): Route => ({ method: 'POST', path, rule, handler });

export const caseRoutes: Route[] = [
  get('/sager/ny', showNewCase, 'make_cases'),
  post('/sager', takeNewCase, 'make_cases'),
  post('/sager/efter-nummer', takeCaseByNumber, 'change_all_cases'),
  get('/sager/:id/oplysninger', showCaseDetails),
  get('/sager/:id/rettelse', showEditCase),
  post('/sager/:id/rettelse', takeEditCase),
  post('/sager/:id/lukning', takeClosing),
  post('/sager/:id/genaabning', takeReopening),
  post('/sager/:id/kassationsvalg', takeForDisposal),
  post('/sager/:id/fortrolighed', takeConfidentiality, 'grant_cases'),
  post('/sager/:id/parter', takeParty),
  post('/sager/:id/parter/:party/fjernelse', takePartyRemoval),
  post('/sager/:id/numre', takeNumber),
  get('/sager/:id/sammenlaegning', showMerge, 'change_all_cases'),
  post('/sager/:id/sammenlaegning', takeMerge, 'change_all_cases'),
  post('/sager/:id/eksport/zip', takeCaseZip),
  post('/sager/:id/eksport/pdf', takeCasePdf),
  post('/sager/:id/indsigt', takeInsight, 'read_all_cases'),
  get('/sager/:id/noter', showNotes),
  post('/sager/:id/noter', takeNote),
  post('/noter/:id', takeNoteEdit),
  post('/noter/:id/fjernelse', takeNoteRemoval),
  post('/noter/:id/tilbagetagelse', takeNoteBack),
];
