import { giveAttachmentUp, readAttachment } from '../sending/index.ts';
import type { Handler } from './handlers.ts';

/** The queue's work on what goes with letters. */
export const attachmentHandlers: Record<string, Handler> = {
  'read-attachment': { run: (deps, _connect, job) => readAttachment(deps, String(job.payload['fileId'])), giveUp: (deps, job) => giveAttachmentUp(deps, String(job.payload['fileId'])) },
};
