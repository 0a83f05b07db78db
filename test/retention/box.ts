import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addUser, findUser, type Actor, type Role } from '../../src/access/index.ts';
import { manualClock } from '../../src/core/clock.ts';
import { randomIds as ids } from '../../src/core/ids.ts';
import { openDatabase } from '../../src/db/index.ts';
import { openFileStore } from '../../src/files/index.ts';

/** A database with two document types and, as wanted, cases and documents of theirs. */
export async function openArchive(at = '2026-11-24T10:00:00Z') {
  const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-retention-'));
  const db = openDatabase(join(folder, 'db.sqlite'));
  const clock = manualClock(at);
  const files = openFileStore(join(folder, 'files'), { clock, ids });
  const deps = { db, clock, ids, files };
  db.write((tx) => ['warning', 'invoice'].forEach((id, position) => tx.statement('INSERT INTO document_types (id, name, position) VALUES (?, ?, ?)').run(id, id, position)));
  let next = 0;
  return {
    folder, deps,
    setClock: (to: Date) => clock.advance(to.getTime() - clock.now().getTime()),
    close: () => { db.close(); rmSync(folder, { recursive: true, force: true }); },
    async user(name: string, ...roles: Role[]): Promise<Actor> {
      const { id } = await addUser(deps, null, { username: name, name, password: 'lang nok kode', roles });
      return { ...findUser(db, id)!, groups: [], actsFor: [] };
    },
    person: (cpr: string, leftOn: string | null = null) => db.write((tx) => tx.statement("INSERT INTO people (id, cpr, name, kind, left_on) VALUES (?, ?, 'P', 'student', ?)").run(ids.uuid(), cpr, leftOn)),
    case(wish: { cpr?: string; closedAt?: string; confidential?: boolean } = {}): string {
      const id = ids.uuid();
      db.write((tx) => {
        tx.statement("INSERT INTO cases (id, kind, type_id, title, status, closed_at, confidential, created_at, updated_at) VALUES (?, 'student', 'student', 'Sag', ?, ?, ?, '', '')").run(id, wish.closedAt ? 'closed' : 'open', wish.closedAt ?? null, wish.confidential ? 1 : 0);
        if (wish.cpr) tx.statement("INSERT INTO case_identifiers (kind, number, case_id, position) VALUES ('cpr', ?, ?, 0)").run(wish.cpr, id);
      });
      return id;
    },
    document(caseId: string, wish: { type?: string | null; direction?: 'sent' | 'received' | 'internal'; sentAt?: string | null; receivedAt?: string | null; createdAt?: string; years?: number | null; status?: string } = {}): string {
      const id = ids.uuid();
      db.write((tx) => tx.statement('INSERT INTO documents (id, case_id, title, document_type_id, direction, status, sent_at, received_at, created_at, retention_years) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(id, caseId, `Dokument ${++next}`, wish.type === undefined ? 'warning' : wish.type, wish.direction ?? 'internal', wish.status ?? 'filed', wish.sentAt ?? null, wish.receivedAt ?? null, wish.createdAt ?? '2020-03-01T10:00:00Z', wish.years ?? null));
      return id;
    },
    /** The day that stands on the document. */
    day: (id: string) => (db.statement('SELECT disposal_date AS day FROM documents WHERE id = ?').get(id) as { day: string | null }).day,
    run: (sql: string, ...values: (string | number | null)[]) => db.write((tx) => tx.statement(sql).run(...values)),
    events: (event: string) => (db.statement('SELECT count(*) AS n FROM audit_entries WHERE event = ?').get(event) as { n: number }).n,
  };
}
export type Archive = Awaited<ReturnType<typeof openArchive>>;
