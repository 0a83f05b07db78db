import type { Route } from '../route.ts';
import { templateRoutes } from './templates/index.ts';
import { attachmentRoutes } from './attachments/index.ts';
import { letterRoutes } from './letters.ts';
import { showBoundaries, takeBoundaryAct, takeUndo } from './boundaries.tsx';
import { showCancel, takeCancel } from './cancel.tsx';
import { companyRoutes } from './company.tsx';
import { copyRoutes } from './copies/index.ts';
import { showDispatch, showStatus, takeDiscard, takePassword } from './dispatch.tsx';
import { takeList, takeReport } from './exports.ts';
import { takeLetterSearch } from './find-letters.ts';
import { listRoutes } from './list-routes.ts';
import { showHistory } from './history.tsx';
import { confirmSeveral, showNeedsPerson, showSeveralDone, takeBack, takeResolution, takeSeveral } from './needs-person.tsx';
import { showOptions, takeOptions } from './options.tsx';
import { showPicture, showSample } from './pictures.ts';
import { showRecipients } from './recipients.tsx';
import { showReport, takeApprovalRequest, takeDuplicates, takeSubmission, takeWithdrawal } from './report.tsx';
import { showSourceFile } from './source-file.ts';
import { showTray, takeSample } from './tray.tsx';
import { showRecall, takeRecall, takeSendNow, takeUndoSubmission } from './undo.tsx';
import { showSingleLetter, takeSingleLetter, takeWanted } from './single-letter.tsx';
import { takeUpload } from './upload.tsx';
import { takeRecipient, takeShare, takeSplitAgain } from './whole.tsx';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path, rule: 'dispatch', handler });
const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path, rule: 'dispatch', handler });

export const sendingRoutes: Route[] = [
  get('/afsendelser', showTray),
  { method: 'POST', path: '/afsendelser', rule: 'dispatch', body: 'upload', handler: takeUpload },
  post('/eksempler/:number', takeSample),
  get('/afsendelser/:id', showDispatch),
  get('/afsendelser/:id/status', showStatus),
  get('/afsendelser/:id/fil', showSourceFile),
  post('/afsendelser/:id/oplaasning', takePassword),
  post('/afsendelser/:id/nulstilling', takeDiscard),
  get('/afsendelser/:id/tilbagekaldelse', showCancel),
  post('/afsendelser/:id/tilbagekaldelse', takeCancel),
  post('/afsendelser/:id/fortrydning', takeUndoSubmission),
  { method: 'POST', path: '/afsendelser/:id/afsendelse-nu', rule: 'send', handler: takeSendNow },
  get('/breve/:id/tilbagekaldelse', showRecall),
  post('/breve/:id/tilbagekaldelse', takeRecall),
  get('/afsendelser/:id/historik', showHistory),
  post('/afsendelser/:id/liste', takeList),
  post('/afsendelser/:id/rapport', takeReport),
  get('/afsendelser/:id/modtagere', showRecipients),
  post('/afsendelser/:id/modtagere', takeRecipient),
  get('/enkeltbrev', showSingleLetter),
  { method: 'POST', path: '/enkeltbrev', rule: 'dispatch', body: 'upload', handler: takeSingleLetter },
  post('/afsendelser/:id/oensker', takeWanted),
  post('/afsendelser/:id/helhed', takeShare),
  post('/afsendelser/:id/opdeling', takeSplitAgain),
  get('/afsendelser/:id/sider', showBoundaries),
  post('/afsendelser/:id/sider', takeBoundaryAct),
  post('/afsendelser/:id/fortrydelse', takeUndo),
  post('/afsendelser/:id/soegning', takeLetterSearch),
  get('/afsendelser/:id/sider/:page/billede', showPicture),
  get('/afsendelser/:id/valg', showOptions),
  post('/afsendelser/:id/valg', takeOptions),
  get('/afsendelser/:id/kontrol', showReport),
  post('/afsendelser/:id/indsendelse', takeSubmission),
  post('/afsendelser/:id/dubletter', takeDuplicates),
  post('/afsendelser/:id/godkendelse', takeApprovalRequest),
  post('/afsendelser/:id/kladde', takeWithdrawal),
  get('/breve/:id/proeve/:page', showSample),
  get('/breve-der-kraever-dig', showNeedsPerson),
  post('/breve-der-kraever-dig/flere', confirmSeveral),
  post('/breve-der-kraever-dig/afgoerelse', takeSeveral),
  get('/breve-der-kraever-dig/gjort', showSeveralDone),
  post('/breve/:id/afgoerelse', takeResolution),
  post('/breve/:id/tilbagetagelse', takeBack),
  ...attachmentRoutes,
  ...templateRoutes,
  ...letterRoutes,
  ...listRoutes,
  ...companyRoutes,
  ...copyRoutes,
];
