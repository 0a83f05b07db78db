import { addUser, findUserByName, logIn } from '../../src/access/index.ts';
import { record } from '../../src/audit/index.ts';
import type { Tx } from '../../src/db/index.ts';
import type { Deps } from '../../src/deps.ts';
import { makeVocabulary, openWriter } from './danish-text.ts';
import { fillAround } from './archive-fill-around.ts';

export const cases = 20_000;
/** A company's case with thousands of documents. */
export const largest = 9;
const types = 12;
const perDispatch = 500;
const years = 10;
const password = 'a long password of the bench';

/** People of the archive: secretary sees all, officer 25 cases, class one kind of case and one year group (a tenth of it). */
export const people = ['secretary', 'officer', 'class'] as const;
export type Person = (typeof people)[number];

export const userId = (deps: Deps, who: Person) => findUserByName(deps.db, who)!.id;
export const sessionOf = async (deps: Deps, who: Person) => (await logIn(deps, { username: who, password, address: who })).token;

/** Always the same ids, as scattered over the tables as real ones are. */
const scattered = (kind: string, n: number): string => {
  const hash = new Bun.CryptoHasher('md5').update(`${kind}${n}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20)}`;
};
export const idOf = { case: (n: number) => scattered('case', n), document: (n: number) => scattered('document', n), letter: (n: number) => scattered('letter', n), dispatch: (n: number) => scattered('dispatch', n) };
export const cprOf = (n: number) => `${String(1 + (n % 28)).padStart(2, '0')}${String(1 + (n % 12)).padStart(2, '0')}${String(7 + (n % 9)).padStart(2, '0')}${String(1000 + Math.floor(n / 3)).slice(-4)}`;

/**
 * An archive as a school's after ten years: `letters` letters sent in dispatches of 500 and filed on 20,000 cases, one in ten a
 * company's, the rest students' of 160 classes, under a filing plan of 110 entries, with log entries, receipts and everything around
 * them (archive-fill-around.ts). 50 users. Invented Danish by Zipf. Answers the bytes of text of the documents.
 */
export async function fillArchive(deps: Deps, letters: number): Promise<number> {
  const { db } = deps;
  // Nothing is lost that could not be made again: this connection need not wait for the disk.
  for (const pragma of ['cache_size = -600000', 'synchronous = OFF', 'wal_autocheckpoint = 100000']) silent(db.statement(`PRAGMA ${pragma}`));
  const write = openWriter(makeVocabulary());
  for (const [username, role] of [['secretary', 'secretary'], ['officer', 'case_officer'], ['class', 'case_officer']] as const) await addUser(deps, null, { username, name: username, password, roles: [role] });
  const [secretary, officer, ofClass] = people.map((who) => userId(deps, who)) as [string, string, string];
  // Nothing is told to an index while the archive is filled: it is built from the whole afterwards.
  db.write((tx) => { tx.statement('DELETE FROM search_changes').run(); tx.statement('DELETE FROM search_indexes').run(); });
  db.write((tx) => fillCases(tx, { write, secretary, officer, ofClass }));
  let bytes = 0;
  for (let start = 0; start < letters; start += perDispatch) {
    db.write((tx) => { bytes += fillDispatch(tx, { write, letters, start, count: Math.min(perDispatch, letters - start), by: start % 2500 === 0 ? officer : secretary }); });
    if (start % 100_000 === 0) console.error(`${start} letters filed`);
  }
  fillAround(deps, { write, letters, secretary, officer });
  return bytes;
}

/** Some pragmas answer with a row, some do not. */
const silent = (statement: ReturnType<Deps['db']['statement']>) => (statement.reader ? void statement.all() : void statement.run());

type Write = ReturnType<typeof openWriter>;
export const dayOf = (n: number, of: number) => new Date(Date.UTC(2016, 0, 1) + (n / of) * years * 365 * 86_400_000).toISOString();

function fillCases(tx: Tx, { write, secretary, officer, ofClass }: { write: Write; secretary: string; officer: string; ofClass: string }) {
  const run = (sql: string, ...values: (string | number | null)[]) => void tx.statement(sql).run(...values);
  for (let n = 0; n < 47; n++) {
    run("INSERT INTO users (id, username, name, password_hash, created_at) VALUES (?, ?, ?, '', '2016-01-01T00:00:00Z')", `u${n}`, `u${n}`, `Bruger ${n}`);
    run("INSERT INTO user_roles (user_id, role) VALUES (?, 'case_officer')", `u${n}`);
  }
  for (let n = 0; n < types; n++) run('INSERT INTO document_types (id, name, position) VALUES (?, ?, ?)', `type-${n}`, `Type ${n}`, n);
  for (let n = 0; n < 110; n++) {
    const parent = n < 10 ? null : Math.floor((n - 10) / 10);
    run('INSERT INTO filing_plan_nodes (id, parent_id, code, title, position) VALUES (?, ?, ?, ?, ?)', `plan-${n}`, parent === null ? null : `plan-${parent}`, parent === null ? `${n + 1}` : `${parent + 1}.${n % 10}`, write(700_000_000 + n, 3), n);
    run('INSERT INTO filing_plan_ancestors VALUES (?, ?)', `plan-${n}`, `plan-${n}`);
    if (parent !== null) run('INSERT INTO filing_plan_ancestors VALUES (?, ?)', `plan-${n}`, `plan-${parent}`);
  }
  for (let n = 0; n < cases; n++) {
    const company = n % 10 === 9;
    const at = dayOf(n, cases);
    if (!company) run("INSERT INTO people (id, cpr, name, kind, class_name) VALUES (?, ?, ?, 'student', ?)", scattered('person', n), cprOf(n), write(800_000_000 + n, 3), `${1 + (n % 10)}.${1 + (Math.floor(n / 10) % 16)}`);
    run("INSERT INTO cases (id, kind, type_id, title, status, created_at, updated_at, filing_node_id, confidential, number) VALUES (?, ?, ?, ?, ?, ?, '2026-01-01T00:00:00Z', ?, ?, ?)",
      idOf.case(n), company ? 'company' : 'student', company ? 'company' : 'student', write(900_000_000 + n, 3), n % 4 === 0 ? 'closed' : 'open', at, `plan-${10 + (n % 100)}`, n % 200 === 7 ? 1 : 0, `${at.slice(0, 4)}-${String(n).padStart(6, '0')}`);
    run('INSERT INTO case_identifiers (kind, number, case_id, position) VALUES (?, ?, ?, 0)', company ? 'cvr' : 'cpr', company ? String(10_000_000 + n) : cprOf(n), idOf.case(n));
    run("INSERT INTO case_access (case_id, user_id, kind, given_at, level) VALUES (?, ?, 'officer', '2016-01-01T00:00:00Z', 'write')", idOf.case(n), n % 800 === 0 ? officer : n % 50 === 1 ? secretary : `u${n % 47}`);
  }
  run("INSERT INTO access_grants VALUES ('user', ?, 'kind:company', 'read', NULL, '2016-01-01T00:00:00Z')", ofClass);
  for (let n = 1; n <= 3; n++) run("INSERT INTO access_grants VALUES ('user', ?, ?, 'read', NULL, '2016-01-01T00:00:00Z')", ofClass, `class:${n}.1`);
}

/** One dispatch as it stands when it has left: letters, documents with files and text, receipts, log. Answers the bytes of text. */
function fillDispatch(tx: Tx, { write, letters, start, count, by }: { write: Write; letters: number; start: number; count: number; by: string }): number {
  const run = (sql: string, ...values: (string | number | null)[]) => void tx.statement(sql).run(...values);
  const [at, number] = [dayOf(start, letters), start / perDispatch];
  const dispatch = idOf.dispatch(number);
  const type = `type-${number % types}`;
  const blob = (id: string) => run("INSERT INTO blobs (id, sha256, size, created_at) VALUES (?, '', 1, ?)", id, at);
  blob(dispatch);
  run(`INSERT INTO dispatches (id, state, title, document_type_id, source_blob_id, source_filename, source_size, pages, department, created_by, created_at, updated_at, submitted_by, submitted_at, settled_at)
    VALUES (?, ?, ?, ?, ?, 'breve.pdf', 1, ?, ?, ?, ?, ?, ?, ?, ?)`, dispatch, number % 100 === 99 ? 'submitted' : 'settled', write(600_000_000 + number, 4), type, dispatch, count, `Afdeling ${number % 6}`, by, at, at, by, at, at);
  let bytes = 0;
  for (let n = start; n < start + count; n++) {
    // One letter in two hundred goes to the one authority that everything is reported to: a case of thousands.
    const of = n % 200 === 50 ? largest : (n * 7919) % cases;
    const [document, letter, on] = [idOf.document(n), idOf.letter(n), idOf.case(of)];
    const [kind, to] = of % 10 === 9 ? ['cvr', String(10_000_000 + of)] : ['cpr', cprOf(of)];
    const text = write(n + 1);
    const title = write(500_000_000 + n, 4);
    bytes += Buffer.byteLength(text) + Buffer.byteLength(title);
    const failed = n % 997 === 5;
    run("INSERT INTO documents (id, case_id, title, document_type_id, direction, status, dispatch_id, letter_id, sent_at, created_at, created_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", document, on, title, type, n % 9 === 0 ? 'received' : 'sent', failed ? 'failed' : 'delivered', dispatch, letter, at, at, by);
    run('INSERT INTO document_texts (document_id, text) VALUES (?, ?)', document, text);
    for (const role of ['sent', 'original']) {
      const file = scattered(role, n);
      blob(file);
      run("INSERT INTO document_files (document_id, role, position, blob_id, filename, mime, sha256, size, pages) VALUES (?, ?, 0, ?, 'brev.pdf', 'application/pdf', '', 1, 1)", document, role, file);
    }
    run(`INSERT INTO letters (id, dispatch_id, ordinal, pages, recipient_kind, recipient_number, recipient_name, certainty, evidence, found, alternatives, state, reason, message_uuid, document_id, handed_over_at, delivered_at, updated_at)
      VALUES (?, ?, ?, '[1]', ?, ?, ?, 'sure', '[]', '[]', '[]', ?, ?, ?, ?, ?, ?, ?)`, letter, dispatch, n - start + 1, kind!, to!, title, failed ? 'failed' : 'delivered', failed ? '{"key":"no_mailbox.not_found","values":{}}' : null, scattered('message', n), document, at, at, at);
    run("INSERT INTO document_receipts (id, document_id, kind, status, raw, sha256, received_at) VALUES (?, ?, 'technical', 'RECEIVED', '{}', '', ?)", scattered('receipt', n), document, at);
    const log = (event: 'document.archived' | 'document.viewed' | 'letter.delivered') => record(tx, event === 'letter.delivered'
      ? { at: new Date(at), actorId: null, event, subject: { kind: 'letter', id: letter }, parent: { kind: 'dispatch', id: dispatch } }
      : { at: new Date(at), actorId: by, event, subject: { kind: 'document', id: document }, parent: { kind: 'case', id: on }, payload: { role: 'sent', position: 0 } });
    (['document.archived', 'letter.delivered', 'document.viewed'] as const).forEach(log);
  }
  return bytes;
}
