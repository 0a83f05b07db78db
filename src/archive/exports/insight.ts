import { strToU8 } from 'fflate';
import { may, visibleCases, visibleDocuments, type Actor } from '../../access/index.ts';
import { record, type AuditEvent } from '../../audit/index.ts';
import { sql } from 'drizzle-orm';
import { danishTime } from '../../core/dates.ts';
import { forbidden, notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { formatCpr, type RecipientNumber } from '../../numbers/index.ts';
import { numbersOf } from '../../people/index.ts';
import { tablePdf } from '../../typeset/index.ts';
import { caseData, documentsOf, fileEntries } from './case-package.ts';
import type { ExportDeps, PackageEntry, PostOfSubject } from './ports.ts';
import { inside, zipStream } from './zip-stream.ts';

/** The words of the package; the interface gives them. */
export type InsightWords = {
  title: string; staff: string; program: string; about(number: string, at: string): string[]; event(event: AuditEvent): string; purpose(event: AuditEvent): string;
  columns: { at: string; by: string; what: string; purpose: string }; page(page: number, pages: number): string; folders: { log: string; data: string; documents: string; post: string; review: string; reviewCases: string };
};

/** One use of the subject's data: when, what was done and what for. Who it was is not told (Datatilsynet 2024-32-0283, facts/domain.md 5.4). */
type Use = { at: string; by: string; what: string; purpose: string };

/**
 * A data subject's access request (GDPR art. 15) as one ZIP: every case of the number, and of those the
 * person had before, that the actor sees with its documents
 * byte for byte, received post that lies on no case, what the register says of the person, and the log of the use with dates and
 * purposes, staff names masked, as PDF and as data. Post that tells of somebody else too, and the cases of others that the subject is only
 * a party to, lie in folders of their own with what is known of them, to be read first (GDPR art. 15(4)). Logged.
 * Errors: forbidden for whoever does not see the archive at large, not_found where nothing is known of the number (or nothing the actor may see).
 */
export async function exportInsight(deps: ExportDeps, actor: Actor, subject: RecipientNumber, words: InsightWords, postOf: PostOfSubject): Promise<{ filename: string; content: ReadableStream<Uint8Array>; cases: number; post: number }> {
  const { db } = deps;
  // Not for whoever sees one case of a person: it tells what the register knows, and every use.
  if (!may(actor, 'read_all_cases')) throw forbidden();
  const known = allNumbers(db, subject);
  const numbers = JSON.stringify(known);
  const theirs = (table: 'case_identifiers' | 'case_parties') => sql`(SELECT case_id FROM ${sql.raw(table)} WHERE kind = ${subject.kind} AND number IN (SELECT value FROM json_each(${numbers})))`;
  // A case on a number of the subject's is their own, and so is a free case with no other party.
  const found = db.orm.all<{ id: string; own: number }>(sql`SELECT c.id, (c.id IN ${theirs('case_identifiers')} OR NOT (EXISTS (SELECT 1 FROM case_identifiers WHERE case_id = c.id)
      OR EXISTS (SELECT 1 FROM case_parties WHERE case_id = c.id AND (kind IS NOT ${subject.kind} OR number NOT IN (SELECT value FROM json_each(${numbers})))))) AS own
    FROM cases c WHERE c.merged_into IS NULL AND ${visibleCases(actor, sql`c.id`)} AND (c.id IN ${theirs('case_identifiers')} OR c.id IN ${theirs('case_parties')}) ORDER BY c.created_at`);
  const caseIds = found.map(({ id }) => id);
  const register = subject.kind === 'cpr' ? registerData(db, numbers) : null;
  const post = await postOf({ kind: subject.kind, numbers: known });
  if (caseIds.length === 0 && register === null && post.length === 0) throw notFound();
  const uses = usesOf(db, actor, { caseIds, personId: register?.id ?? null, postIds: post.map(({ id }) => id) }, words);
  const at = danishTime(deps.clock.now());
  const number = subject.kind === 'cpr' ? formatCpr(subject.number) : subject.number;
  const logPdf = await tablePdf({
    title: words.title, lead: words.about(number, at), columns: [{ label: words.columns.at, width: 39 }, { label: words.columns.by, width: 38 }, { label: words.columns.what, width: 62 }, { label: words.columns.purpose, width: 41 }],
    rows: uses.map((use) => [danishTime(use.at), use.by, use.what, use.purpose]), page: words.page,
  });
  const packed = found.map(({ id, own }) => ({ id, own: own === 1, data: masked(caseData(db, actor, id), words) }));
  const data = { subject: { kind: subject.kind, number }, exportedAt: deps.clock.now().toISOString(), register: register && { ...register, id: undefined }, cases: packed.filter(({ own }) => own).map((each) => each.data),
    post: post.map(({ title, from, receivedAt, others, files }) => ({ title, from, receivedAt, tellsOfOthers: others, files: files.map(({ filename, size, sha256 }) => ({ filename, size, sha256 })) })), log: uses };
  const entries: PackageEntry[] = [
    { name: `${words.folders.log}.pdf`, bytes: logPdf }, { name: `${words.folders.data}.json`, bytes: strToU8(JSON.stringify(data, null, 2)) },
    ...packed.flatMap(({ id, own, data: about }, n): PackageEntry[] => {
      const folder = `${own ? words.folders.documents : words.folders.reviewCases}/${n + 1}-${inside(about.title)}`;
      return [...(own ? [] : [{ name: `${folder}/sag.json`, bytes: strToU8(JSON.stringify(about, null, 2)) }]), ...fileEntries(db, documentsOf(db, actor, id), folder)];
    }),
    ...post.flatMap((each, n) => each.files.map(({ filename, ...blob }, at): PackageEntry => ({ name: `${each.others ? words.folders.review : words.folders.post}/${n + 1}-${inside(each.title)}/${at + 1}-${inside(filename)}`, ...blob }))),
  ];
  const content = zipStream(deps.files, entries);
  db.write((tx) => {
    const now = deps.clock.now();
    for (const id of caseIds) record(tx, { at: now, actorId: actor.id, event: 'insight.exported', subject: { kind: 'case', id } });
    if (caseIds.length === 0 && register) record(tx, { at: now, actorId: actor.id, event: 'insight.exported', subject: { kind: 'person', id: register.id } });
    for (const { id } of post) record(tx, { at: now, actorId: actor.id, event: 'insight.exported', subject: { kind: 'message', id } });
  });
  return { filename: 'indsigt.zip', content, cases: caseIds.length, post: post.length };
}

/** Colleagues are not the subject's own data: their names are left out. */
function masked(data: ReturnType<typeof caseData>, words: InsightWords) {
  const notes = (all: { text: string; createdAt: string }[]) => all.map(({ text, createdAt }) => ({ text, createdAt, by: words.staff }));
  return { ...data, officer: data.officer && words.staff, notes: notes(data.notes), documents: data.documents.map((document) => ({ ...document, notes: notes(document.notes) })), history: undefined };
}

type RegisterData = { id: string; name: string; kind: string; className: string | null; address: string | null; protected: boolean; contacts: { name: string; relation: string; custody: boolean }[] };

/** The number with those the same person has or had, by the register and by their cases. */
function allNumbers(reader: Reader, { kind, number }: RecipientNumber): string[] {
  const known = kind === 'cpr' ? numbersOf(reader, number) : [number];
  const rows = reader.statement(`SELECT DISTINCT o.number FROM case_identifiers i JOIN case_identifiers o ON o.case_id = i.case_id AND o.kind = i.kind
    WHERE i.kind = ? AND i.number IN (SELECT value FROM json_each(?))`).all(kind, JSON.stringify(known)) as { number: string }[];
  return [...new Set([...known, ...rows.map((row) => row.number)])];
}

function registerData(reader: Reader, numbers: string): RegisterData | null {
  const row = reader.statement('SELECT id, name, kind, class_name AS className, address, protected FROM people WHERE cpr IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC LIMIT 1').get(numbers) as (Omit<RegisterData, 'contacts' | 'protected'> & { protected: number }) | undefined;
  if (!row) return null;
  const contacts = reader.statement('SELECT p.name, g.relation, g.custody FROM guardianships g JOIN people p ON p.id = g.guardian_id WHERE g.student_id = ?').all(row.id) as { name: string; relation: string; custody: number }[];
  // A package goes on to others, a parent or a lawyer: a protected address is told to nobody in it.
  return { ...row, address: row.protected === 1 ? null : row.address, protected: row.protected === 1, contacts: contacts.map((each) => ({ ...each, custody: each.custody === 1 })) };
}

function usesOf(reader: Reader, actor: Actor, { caseIds, personId, postIds }: { caseIds: string[]; personId: string | null; postIds: string[] }, words: InsightWords): Use[] {
  const cases = JSON.stringify(caseIds);
  // A restricted document's own entries follow the document: they are told to whoever sees it.
  const rows = reader.orm.all<{ at: string; actorId: string | null; event: AuditEvent }>(sql`SELECT e.at, e.actor_id AS actorId, e.event FROM audit_entries e
    WHERE (e.subject_kind = 'case' AND e.subject_id IN (SELECT value FROM json_each(${cases})))
      OR (e.subject_kind = 'document' AND e.subject_id IN (SELECT d.id FROM documents d WHERE d.case_id IN (SELECT value FROM json_each(${cases})) AND ${visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`)}))
      OR (e.subject_kind = 'message' AND e.subject_id IN (SELECT value FROM json_each(${JSON.stringify(postIds)})))
      OR (e.subject_kind = 'person' AND e.subject_id = ${personId ?? ''})
    ORDER BY e.seq`);
  return rows.map(({ at, actorId, event }) => ({ at, by: actorId ? words.staff : words.program, what: words.event(event), purpose: words.purpose(event) }));
}
