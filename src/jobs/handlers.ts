import { giveReadingUp, readDocument, readFiledAttachment } from '../archive/index.ts';
import { Problem } from '../core/errors.ts';
import type { Deps } from '../deps.ts';
import { plainLetter } from '../pdf/index.ts';
import type { Job } from '../queue/index.ts';
import { giveReadableUp, makeReadable } from '../receiving/index.ts';
import { recount } from '../retention/index.ts';
import { beginDispatch, fileLetterAside, giveBatchUp, giveHandOverUp, givePreparingUp, handOverBatch, lookUpMailboxes, makeBatch, nameCompanies, prepareDispatch, readDispatch } from '../sending/index.ts';
import { paperSheets } from '../../views/texts/paper-sheets.ts';
import { attachmentHandlers } from './attachment-handlers.ts';
import { peopleHandlers } from './people-handlers.ts';
import { cvrRegister } from './cvr-register.ts';
import type { Connection } from './post-office.ts';

export const mostTries = 4;

export type Handler = {
  run(deps: Deps, connect: () => Promise<Connection>, job: Job): Promise<void>;
  /** After the last try. */
  giveUp?(deps: Deps, job: Job): void;
};

const dispatchOf = (job: Job) => String(job.payload.dispatchId);

/** Every kind of work of the queue, except the delivery of letters, which has a loop of its own. */
export const handlers: Record<string, Handler> = {
  'read-dispatch': {
    run: (deps, _connect, job) => readDispatch(deps, dispatchOf(job)),
    giveUp: (deps, job) => {
      deps.db.write((tx) => tx.statement("UPDATE dispatches SET state = 'unreadable_file', problem = ? WHERE id = ? AND state = 'reading'")
        .run(JSON.stringify({ key: 'pdf.worker_away', values: {} }), dispatchOf(job)));
    },
  },
  'look-up-mailboxes': {
    async run(deps, connect, job) {
      // Without a connection nobody is asked, and the recipients say so; the page offers to try again.
      const lookUp = await connect().then((connection) => connection.lookUp, () => async () => new Map());
      await lookUpMailboxes(deps, lookUp, dispatchOf(job), { anew: job.payload.anew === true });
      await nameCompanies(deps, cvrRegister(deps.db, 5000), dispatchOf(job));
    },
  },
  'begin-dispatch': {
    run: async (deps, _connect, job) => beginDispatch(deps, dispatchOf(job)),
  },
  'make-paper': {
    run: (deps, _connect, job) => makeBatch(deps, String(job.payload.batchId), paperSheets, { alone: job.attempts > 1 }),
    giveUp: (deps, job) => giveBatchUp(deps, String(job.payload.batchId)),
  },
  'hand-over-paper': {
    run: (deps, _connect, job) => handOverBatch(deps, String(job.payload.batchId), paperSheets),
    giveUp: (deps, job) => giveHandOverUp(deps, String(job.payload.batchId)),
  },
  'file-letter': {
    run: (deps, _connect, job) => fileLetterAside(deps, String(job.payload.letterId)),
  },
  'read-document': {
    run: (deps, _connect, job) => readDocument(deps, String(job.payload.documentId)),
    giveUp: (deps, job) => giveReadingUp(deps, String(job.payload.documentId)),
  },
  'read-filed-attachment': {
    run: (deps, _connect, job) => readFiledAttachment(deps, String(job.payload.documentId), String(job.payload.blobId)),
  },
  'make-message-readable': {
    run: (deps, _connect, job) => makeReadable(deps, deps.documents, plainLetter, String(job.payload.messageId)),
    giveUp: (deps, job) => giveReadableUp(deps, String(job.payload.messageId)),
  },
  'prepare-dispatch': {
    async run(deps, _connect, job) {
      await prepareDispatch(deps, dispatchOf(job), { alone: job.attempts > 1 });
    },
    giveUp: (deps, job) => givePreparingUp(deps, dispatchOf(job)),
  },
  'recount-disposal': {
    run: (deps, _connect, job) => recount(deps, String(job.payload['typeId'])),
  },
  'remove-files': {
    run: (deps, _connect, job) => deps.files.removeShredded(deps.db, (job.payload['ids'] as unknown[]).map(String)),
  },
  ...attachmentHandlers,
  ...peopleHandlers,
};

/** What the log may say of an error: its kind, never the document's words. */
export const errorWord = (error: unknown) => (error instanceof Problem ? error.reason : (error as Error).name || 'error');
