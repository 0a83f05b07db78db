import type { Route } from '../../route.ts';
import { attachmentActs, takeAttachmentSearch } from './acts.ts';
import { showMergeFile, takeConfirmation, takeMergeUndo, takePart } from './merge-file.tsx';
import { showAttachments } from './page.tsx';
import { showAttachment, showAttachmentPicture } from './show.tsx';
import { takeCommon, takeMerge, takeOwn } from './upload.ts';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path, rule: 'dispatch', handler });
const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path, rule: 'dispatch', handler });
const upload = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path, rule: 'dispatch', body: 'upload', handler });

/** What goes with letters: common attachments, those of one letter, and merge files matched to the recipients. */
export const attachmentRoutes: Route[] = [
  get('/afsendelser/:id/bilag', showAttachments),
  upload('/afsendelser/:id/bilag', takeCommon),
  upload('/afsendelser/:id/bilag/flettefil', takeMerge),
  post('/afsendelser/:id/bilag/soegning', takeAttachmentSearch),
  upload('/breve/:id/bilag', takeOwn),
  get('/bilag/:id', showAttachment),
  get('/bilagsfiler/:id', showMergeFile),
  get('/bilagsfiler/:id/sider/:page/billede', (c) => showAttachmentPicture(c)),
  post('/bilagsfiler/:id/dele', takePart),
  post('/bilagsfiler/:id/tilknytning', takeConfirmation),
  post('/bilagsfiler/:id/fortrydelse', takeMergeUndo),
  ...attachmentActs,
];
