import { readConfig } from '../../src/config.ts';
import { openDeps, type Deps } from '../../src/deps.ts';
import { connectionKeeper, runJobs } from '../../src/jobs/index.ts';

/*
 * The delivery process as it is, but for one thing: the third time it comes to the named point it dies
 * by SIGKILL, as in a power cut. The points lie around its ports, so production code knows nothing of them.
 */
const [settings, point] = process.argv.slice(2) as [string, string];
let left = 3;
const at = (name: string) => {
  if (name === point && --left === 0) process.kill(process.pid, 'SIGKILL');
};

/** The same object, with the named methods brought to a point before or after they are done. */
function watched<T extends object>(object: T, points: Partial<Record<keyof T, { before?: string; after?: string }>>): T {
  return new Proxy(object, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      const { before, after } = points[name as keyof T] ?? {};
      return (...values: unknown[]) => {
        if (before) at(before);
        const result = (value as (...all: unknown[]) => unknown).apply(target, values);
        if (!after) return result;
        if (result instanceof Promise) return result.then((done: unknown) => { at(after); return done; });
        at(after);
        return result;
      };
    },
  });
}

const deps = openDeps(readConfig(settings), 'dying');
const real = connectionKeeper(deps);
const dying: Deps = {
  ...deps,
  files: watched({ ...deps.files, together: () => watched(deps.files.together(), { put: { after: 'mail: file without row' } }) }, { putMany: { before: 'prepare: before the files', after: 'prepare: files without rows' }, copyMany: { after: 'prepare: attachments copied, no rows' }, read: { before: 'mail: marked, not read' } }),
  signing: (settings) => {
    const service = deps.signing(settings);
    return service && watched(service, { create: { after: 'sign: asked, nothing written' }, signedDocument: { after: 'sign: fetched, nothing stored' } });
  },
  db: watched(deps.db, { write: { after: 'after a transaction' } }),
};
await runJobs(dying, new AbortController().signal, async () => {
  const { office, mail, ...others } = await real();
  return {
    ...others,
    mail: watched(mail, {
      fetchMemo: { before: 'mail: listed, not fetched', after: 'mail: fetched, not stored' },
      acknowledge: { before: 'mail: stored, no receipt', after: 'mail: receipt given, not marked' },
      deleteMemo: { before: 'mail: receipt marked, not deleted', after: 'mail: deleted, not marked' },
    }),
    office: watched(office, {
      deliver: { before: 'send: attempt written, nothing left', after: 'send: answered, nothing written' },
      packLetters: { after: 'container: packed, nothing left' },
      deliverContainer: { before: 'container: attempts written, nothing left', after: 'container: answered, nothing written' },
      fetchReceipt: { after: 'receipts: fetched, not stored' },
      deleteReceipt: { before: 'receipts: stored, not deleted', after: 'receipts: deleted' },
    }),
  };
});
