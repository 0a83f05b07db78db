import type { Route } from '../route.ts';
import { showEdit, showMove, showVersion, takeApproval, takeAttachmentApart, takeDocumentAttachments, takeDocumentNote, takeEdit, takeMove, takeVersion } from './documents.tsx';
import { takeBegin, takeDocuments, takeEnd, takeUploadPiece } from './upload.tsx';

const get = (path: string, handler: Route['handler']): Route => ({ method: 'GET', path, rule: 'read_cases', handler });
const post = (path: string, handler: Route['handler'], body: 'form' | 'upload' = 'form'): Route => ({ method: 'POST', path, rule: 'read_cases', body, handler });

export const filingRoutes: Route[] = [
  post('/sager/:id/dokumenter', takeDocuments, 'upload'),
  post('/sager/:id/overfoersler', takeBegin),
  post('/overfoersler/:id/afslutning', takeEnd),
  post('/overfoersler/:id/:from', takeUploadPiece, 'upload'),
  get('/dokumenter/:id/rettelse', showEdit),
  post('/dokumenter/:id/rettelse', takeEdit),
  post('/dokumenter/:id/bilag', takeDocumentAttachments, 'upload'),
  post('/dokumenter/:id/eget-dokument', takeAttachmentApart),
  post('/dokumenter/:id/versioner', takeVersion, 'upload'),
  get('/dokumenter/:id/versioner/:number', showVersion),
  post('/dokumenter/:id/godkendelse', takeApproval),
  get('/dokumenter/:id/flytning', showMove),
  post('/dokumenter/:id/flytning', takeMove),
  post('/dokumenter/:id/noter', takeDocumentNote),
];
