import type { Deps } from '../deps.ts';
import { readPeopleImport, runMailboxCheck, runPeopleImport } from '../people/index.ts';
import { readRecipientList, runRecipientList } from '../sending/index.ts';
import type { Handler } from './handlers.ts';

const importOf = (job: { payload: Record<string, unknown> }) => String(job.payload['importId']);

/** After the last try the page says that it could not be read, instead of waiting for ever. */
const giveReadingUp = (deps: Deps, id: string) => deps.db.write((tx) => tx.statement("UPDATE people_imports SET state = 'unreadable', problem = ? WHERE id = ? AND state = 'reading'")
  .run(JSON.stringify({ key: 'internal_reading', values: {} }), id));

/** The queue's work on the register of people. */
export const peopleHandlers: Record<string, Handler> = {
  'read-people-import': { run: (deps, _connect, job) => readPeopleImport(deps, importOf(job)), giveUp: (deps, job) => void giveReadingUp(deps, importOf(job)) },
  'apply-people-import': { run: (deps, _connect, job) => runPeopleImport(deps, importOf(job)) },
  'check-mailboxes': {
    async run(deps, connect, job) {
      // Without a connection nobody is asked, and the page says so and offers to try again.
      const lookUp = await connect().then((connection) => connection.lookUp, () => async () => new Map());
      await runMailboxCheck(deps, lookUp, String(job.payload['checkId']), { anew: job.payload['anew'] === true });
    },
    giveUp: (deps, job) => deps.db.write((tx) => void tx.statement("UPDATE mailbox_checks SET state = 'done', unanswered = progress_total - progress_done WHERE id = ? AND state = 'running'").run(String(job.payload['checkId']))),
  },
  'read-recipient-list': {
    async run(deps, connect, job) {
      const lookUp = await connect().then((connection) => connection.lookUp, () => async () => new Map());
      await readRecipientList(deps, lookUp, String(job.payload['dispatchId']));
    },
    giveUp: (deps, job) => deps.db.write((tx) => void tx.statement("UPDATE recipient_lists SET state = 'unreadable', problem = ? WHERE dispatch_id = ? AND state = 'reading'").run(JSON.stringify({ key: 'internal_reading', values: {} }), String(job.payload['dispatchId']))),
  },
  'apply-recipient-list': {
    run: async (deps, _connect, job) => runRecipientList(deps, String(job.payload['dispatchId']), String(job.payload['userId'])),
    giveUp: (deps, job) => deps.db.write((tx) => void tx.statement("UPDATE recipient_lists SET state = 'preview' WHERE dispatch_id = ? AND state = 'applying'").run(String(job.payload['dispatchId']))),
  },
  'undo-people-import': { run: (deps, _connect, job) => runPeopleImport(deps, importOf(job)) },
};
