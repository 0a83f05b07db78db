import { answerFault, requestFault } from './openapi.ts';
import { answerSearch, Refusal } from './search.ts';
import { Store } from './store.ts';
import { Tasks } from './tasks.ts';

export type Faults = {
  /** Every call is answered so: 503 too_many_search_requests, or a page that is no API. */
  answer: 'busy' | 'page' | null;
  /** Before each answer. */
  slowMs: number;
  /** Before each task is done. */
  taskMs: number;
  /** The next tasks fail with this code, or are cancelled. */
  failTasks: string | null;
  cancelTasks: boolean;
};

export type StandIn = ReturnType<typeof startStandIn>;

/**
 * A Meilisearch server in memory, as far as it is used: its own reading of the manual, no line of the client's. Every request
 * and every answer is held against the published description; what does not agree is refused and stands in `violations`.
 * What it cannot show: ranking beyond attributes and sorting, speed, memory, and how the genuine one takes words apart.
 */
export function startStandIn({ key = 'a-key', port = 0, store = new Store(), version = '1.53.0' }: { key?: string; port?: number; store?: Store; version?: string } = {}) {
  const faults: Faults = { answer: null, slowMs: 0, taskMs: 3, failTasks: null, cancelTasks: false };
  const violations: string[] = [];
  const calls: { method: string; path: string; body: unknown }[] = [];
  const tasks = new Tasks(faults);

  function handle(method: string, url: URL, body: unknown): { status: number; body: unknown } {
    const [, root, name, part, more] = url.pathname.split('/').map(decodeURIComponent) as [string, string, string | undefined, string | undefined, string | undefined];
    const queued = (type: string, uid: string | null, work: () => void) => ({ status: 202, body: tasks.add(type, uid, work) });
    if (root === 'health') return { status: 200, body: { status: 'available' } };
    if (root === 'version') return { status: 200, body: { commitSha: 'none', commitDate: 'none', pkgVersion: version } };
    if (root === 'tasks') {
      const task = tasks.get(Number(name));
      if (!task) throw new Refusal('task_not_found', `Task ${name} not found.`, 404);
      return { status: 200, body: task };
    }
    if (root !== 'indexes') throw new Refusal('not_found', 'Not here.', 404);
    if (method === 'POST' && !name) {
      const { uid, primaryKey = null } = body as { uid: string; primaryKey?: string | null };
      return queued('indexCreation', uid, () => store.make(uid, primaryKey));
    }
    const uid = name!;
    if (part === 'documents' && method === 'POST') {
      if (more === 'delete-batch') return queued('documentDeletion', uid, () => store.remove(uid, body as unknown[]));
      return queued('documentAdditionOrUpdate', uid, () => store.put(uid, url.searchParams.get('primaryKey'), body as Record<string, unknown>[]));
    }
    if (part === 'settings' && method === 'PATCH') return queued('settingsUpdate', uid, () => store.change(uid, body as Record<string, unknown>));
    const index = store.indexes.get(uid);
    if (!index) throw new Refusal('index_not_found', `Index \`${uid}\` not found.`, 404);
    if (!part && method === 'GET') return { status: 200, body: { uid, createdAt: index.madeAt, updatedAt: index.changedAt, primaryKey: index.primaryKey } };
    if (!part && method === 'DELETE') return queued('indexDeletion', uid, () => store.drop(uid));
    if (part === 'settings') return { status: 200, body: index.settings };
    if (part === 'search') return { status: 200, body: answerSearch(index, body as Parameters<typeof answerSearch>[1]) };
    if (part === 'stats') return { status: 200, body: { numberOfDocuments: index.documents.size, indexSize: 0, usedIndexSize: 0, rawDocumentDbSize: 0, avgDocumentSize: 0, isIndexing: tasks.busy(), fieldDistribution: {} } };
    throw new Refusal('not_found', 'Not here.', 404);
  }

  const refused = (code: string, message: string, status: number) => ({ status, body: { message, code, type: status === 403 || status === 401 ? 'auth' : status >= 500 ? 'system' : 'invalid_request', link: `https://docs.meilisearch.com/errors#${code}` } });

  async function answer(request: Request): Promise<{ status: number; body: unknown }> {
    const url = new URL(request.url);
    const text = await request.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    calls.push({ method: request.method, path: url.pathname, body });
    if (faults.answer === 'busy') return refused('too_many_search_requests', 'Too many search requests running at the same time.', 503);
    const fault = requestFault(request.method, url, body);
    if (fault) {
      violations.push(`request: ${fault}`);
      return refused('bad_request', fault, 400);
    }
    const given = request.headers.get('authorization');
    if (url.pathname !== '/health' && given === null) return refused('missing_authorization_header', 'The Authorization header is missing.', 401);
    if (url.pathname !== '/health' && given !== `Bearer ${key}`) return refused('invalid_api_key', 'The provided API key is invalid.', 403);
    try {
      return handle(request.method, url, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(error.code, error.message, error.status);
    }
  }

  const server = Bun.serve({
    port, hostname: '127.0.0.1',
    async fetch(request) {
      if (faults.slowMs > 0) await Bun.sleep(faults.slowMs);
      if (faults.answer === 'page') return new Response('<html>It works</html>', { headers: { 'content-type': 'text/html' } });
      const { status, body } = await answer(request);
      const wrong = answerFault(request.method, new URL(request.url), status, body);
      if (wrong) violations.push(`answer to ${request.method} ${new URL(request.url).pathname}: ${wrong}`);
      return Response.json(body, { status });
    },
  });
  const stop = () => { server.stop(true); };
  return { url: `http://127.0.0.1:${server.port}`, port: server.port!, key, faults, violations, calls, store, tasks, stop, [Symbol.dispose]: stop };
}
