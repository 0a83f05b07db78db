import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, logIn, type Role } from '../../src/access/index.ts';
import { addReceipt, archiveLetter, caseFor } from '../../src/archive/index.ts';
import { createApp } from '../../src/app.ts';
import { makeConfig } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import { openDeps } from '../../src/deps.ts';
import { keepIndexes } from '../../src/search/index.ts';
import { importPeople } from '../../src/people/index.ts';
import { directDocumentWorker } from '../../src/pdf/index.ts';

export const origin = 'http://localhost:8080';
const password = 'lang nok kode';

/** The portal over a real database in a temporary folder. Its clock stands until a test moves it. */
export function openPortal(config: Record<string, unknown> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-web-'));
  const clock = manualClock('2026-11-24T10:00:00Z');
  const deps = openDeps(makeConfig({ logLevel: 'silent', ...config }, folder), 'test', { clock, documents: directDocumentWorker() });
  const app = createApp(deps);
  const tokens = new Map<string, string>();

  return {
    deps, app, clock, password,
    close() {
      deps.close();
      rmSync(folder, { recursive: true, force: true });
    },
    /** What the delivery process does meanwhile: the search index hears of everything there is. */
    async index() {
      const keeper = keepIndexes(deps, (record) => deps.search.open(record), { remove: deps.search.remove });
      while (await keeper.step());
      await keeper.close();
    },
    /** A user who is logged in from now on under `username`. Answers the id. */
    async user(username: string, name: string, ...held: Role[]): Promise<string> {
      const made = await addUser(deps, null, { username, name, password, roles: held });
      tokens.set(username, (await logIn(deps, { username, password, address: username })).token);
      return made.id;
    },
    /** The session of a user as a header, for a request made by hand. */
    cookieOf: (as: string) => ({ headers: cookie(tokens, as) }),
    get(path: string, as?: string, headers: Record<string, string> = {}) {
      return app.request(`${origin}${path}`, { headers: { ...cookie(tokens, as), ...headers } });
    },
    /** Posts a form as a browser does. */
    post(path: string, fields: Record<string, string> | [string, string][] = {}, as?: string, headers: Record<string, string> = {}) {
      return app.request(`${origin}${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin', Origin: origin, ...cookie(tokens, as), ...headers },
      });
    },
    /** A letter on the case of `cpr`. Answers the ids. */
    async letter(input: { cpr: string; name: string; title: string; filename?: string; className?: string }) {
      importPeople(deps, null, { people: [{ cpr: input.cpr, name: input.name, kind: 'student', className: input.className ?? '1.a' }], guardianships: [], companies: [] });
      const pdf = new Uint8Array(readFileSync(join(import.meta.dir, '../../samples/optagelsesbreve.pdf')));
      const [sent, original] = [await deps.files.put(pdf), await deps.files.put(pdf)];
      const at = clock.now();
      const documentId = deps.ids.uuid();
      const caseId = deps.db.write((tx) => {
        const id = caseFor(tx, deps, { recipient: { kind: 'cpr', number: input.cpr }, name: input.name, at, actorId: null });
        deps.files.record(tx, sent);
        deps.files.record(tx, original);
        archiveLetter(tx, {
          documentId, caseId: id, dispatchId: deps.ids.uuid(), letterId: deps.ids.uuid(), title: input.title, documentTypeId: null, status: 'delivered',
          sent, original, filename: input.filename ?? 'brev.pdf', pages: 2, text: '', actorId: null, at,
        });
        addReceipt(tx, deps, { documentId, kind: 'technical', status: 'RECEIVED', raw: '{"status":"RECEIVED","note":"<b>"}', at });
        return id;
      });
      return { caseId, documentId, size: pdf.length, pdf };
    },
    events(event: string): number {
      return (deps.db.statement('SELECT count(*) AS n FROM audit_entries WHERE event = ?').get(event) as { n: number }).n;
    },
  };
}

const cookie = (tokens: Map<string, string>, as: string | undefined): Record<string, string> => (as ? { Cookie: `__Host-elevarkiv=${tokens.get(as)}` } : {});
export type Portal = ReturnType<typeof openPortal>;
