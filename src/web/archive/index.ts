import type { Route, Rule } from '../route.ts';
import { removeAccess, takeAccess } from './access.tsx';
import { showArchive } from './archive.tsx';
import { revealNumber, showCase } from './case.tsx';
import { showCaseHistory } from './case-history.tsx';
import { showConversations } from './conversations.tsx';
import { showDocument, showDocumentHistory, showFileHistory, takeAsk } from './document.tsx';
import { takeExport, takeFileExport } from './export.ts';
import { showFile } from './file.ts';
import { showPicture, showThumbnail } from './picture.ts';
import { showPreview } from './preview.tsx';

const route = (method: 'GET' | 'POST', path: string, handler: Route['handler'], rule: Rule = 'read_cases'): Route => ({ method, path, rule, handler });

export const archiveRoutes: Route[] = [
  route('GET', '/arkiv', showArchive),
  route('GET', '/sager/:id', showCase),
  route('GET', '/sager/:id/samtaler', showConversations),
  route('GET', '/sager/:id/historik', showCaseHistory),
  route('POST', '/sager/:id/nummervisning', revealNumber),
  route('POST', '/sager/:id/adgange', takeAccess, 'grant_cases'),
  route('POST', '/sager/:id/adgange/:user/:kind/fjernelse', removeAccess, 'grant_cases'),
  route('GET', '/dokumenter/:id', showDocument),
  route('POST', '/dokumenter/:id/opmaerksomhed', takeAsk),
  route('GET', '/dokumenter/:id/historik', showDocumentHistory),
  route('GET', '/dokumenter/:id/forhaandsvisning', showPreview),
  route('GET', '/dokumenter/:id/miniature', showThumbnail),
  route('GET', '/dokumenter/:id/filer/:role/:position', showFile),
  route('GET', '/dokumenter/:id/filer/:role/:position/sider/:page', showPicture),
  route('GET', '/dokumenter/:id/filer/:role/:position/historik', showFileHistory),
  route('POST', '/dokumenter/:id/filer/:role/:position/eksport', takeFileExport),
  route('POST', '/dokumenter/:id/eksport', takeExport),
];
