import { sql, type SQL } from 'drizzle-orm';
import { hasProtectedAddress } from '../people/index.ts';
import { listFilingPlan } from './filing-plan/nodes.ts';
import { visibleCases, visibleDocuments, visibleType, type Actor } from '../access/index.ts';
import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { maskCpr } from '../numbers/index.ts';
import type { Addressee, CaseCriteria, CaseDetail, CaseKind, CaseList, CaseStatus, CaseSummary, CaseTree, DocumentRow } from './types.ts';

const pageSize = 50;
const visible = (actor: Actor) => visibleCases(actor, sql`c.id`);

type CaseRow = {
  id: string; kind: CaseKind; title: string; status: CaseStatus; createdAt: string; updatedAt: string;
  identifierKind: 'cpr' | 'cvr' | null; number: string | null; className: string | null; documents: number;
};

export const showNumber = (kind: 'cpr' | 'cvr', number: string) => (kind === 'cpr' ? maskCpr(number) : number);

/** A case nobody could name is titled by its number, masked. */
function summary(row: CaseRow): CaseSummary {
  const identifier = row.number && row.identifierKind ? showNumber(row.identifierKind, row.number) : null;
  return {
    id: row.id, kind: row.kind, title: row.title || identifier || '', identifier, className: row.className,
    status: row.status, documents: row.documents, updatedAt: row.updatedAt,
  };
}

const caseColumns = (actor: Actor) => sql`c.id, c.kind, c.title, c.status, c.created_at AS createdAt, c.updated_at AS updatedAt,
  i.kind AS identifierKind, i.number, p.class_name AS className,
  (SELECT count(*) FROM documents d WHERE d.case_id = c.id AND ${visibleType(actor, sql`d.document_type_id`)}) AS documents`;
const caseTables = sql`cases c
  LEFT JOIN case_identifiers i ON i.case_id = c.id AND i.position = 0
  LEFT JOIN people p ON i.kind = 'cpr' AND p.cpr = i.number`;

const likePattern = (word: string) => `%${word.toLocaleLowerCase('da').replace(/[\\%_]/g, '\\$&')}%`;

/** One word of a search: a whole CPR or CVR number is looked up exactly, anything else is part of a name or class. */
function wordCondition(word: string): SQL {
  const digits = word.replace(/[-\s]/g, '');
  if (/^(\d{10}|\d{8})$/.test(digits)) {
    return sql`EXISTS (SELECT 1 FROM case_identifiers w WHERE w.case_id = c.id AND w.number = ${digits})`;
  }
  const pattern = likePattern(word);
  return sql`(fold(c.title) LIKE ${pattern} ESCAPE '\\' OR fold(p.class_name) LIKE ${pattern} ESCAPE '\\')`;
}

function conditions(actor: Actor, criteria: CaseCriteria): SQL {
  const all = [visible(actor), sql`c.merged_into IS NULL`];
  if (criteria.branch === 'cpr' || criteria.branch === 'cvr') all.push(sql`i.kind = ${criteria.branch}`);
  if (criteria.className) all.push(sql`c.id IN (SELECT case_id FROM case_marks WHERE mark = ${`class:${criteria.className}`})`);
  if (criteria.nodeId) all.push(sql`c.id IN (SELECT case_id FROM case_marks WHERE mark = ${`branch:${criteria.nodeId}`})`);
  if (criteria.year) all.push(sql`substr(c.created_at, 1, 4) = ${criteria.year}`);
  if (criteria.status) all.push(sql`c.status = ${criteria.status}`);
  // A number written with a space is still one number.
  const words = (criteria.words ?? '').slice(0, 200).replace(/(\d{6})[ ](\d{4})\b/g, '$1$2').split(/\s+/).filter(Boolean).slice(0, 10);
  for (const word of words) all.push(wordCondition(word));
  return sql.join(all, sql` AND `);
}

/** Cases the actor sees that meet the criteria, by title; page 1 is the first. */
export function listCases(reader: Reader, actor: Actor, criteria: CaseCriteria, page: number): CaseList {
  const where = conditions(actor, criteria);
  const { total } = reader.orm.get<{ total: number }>(sql`SELECT count(*) AS total FROM ${caseTables} WHERE ${where}`);
  const rows = reader.orm.all<CaseRow>(sql`SELECT ${caseColumns(actor)} FROM ${caseTables} WHERE ${where}
    ORDER BY c.sort_title, c.id LIMIT ${pageSize} OFFSET ${(Math.max(1, page) - 1) * pageSize}`);
  return { rows: rows.map(summary), total, page, pageSize };
}

/** The ids of those cases, in the same order, at most `most`. */
export const findCaseIds = (reader: Reader, actor: Actor, criteria: CaseCriteria, most: number): string[] =>
  reader.orm.all<{ id: string }>(sql`SELECT c.id FROM ${caseTables} WHERE ${conditions(actor, criteria)} ORDER BY c.sort_title, c.id LIMIT ${most}`).map(({ id }) => id);

/** The branches of the tree and how many cases the actor sees in each. */
export function caseTree(reader: Reader, actor: Actor): CaseTree {
  const seen = sql`${visible(actor)} AND c.merged_into IS NULL`;
  // A case's marks say its class and every branch above it; its numbers whether it is a person's.
  const marks = reader.orm.all<{ mark: string; n: number }>(sql`SELECT m.mark, count(*) AS n FROM case_marks m CROSS JOIN cases c ON c.id = m.case_id
    WHERE (m.mark BETWEEN 'branch:' AND 'branch;' OR m.mark BETWEEN 'class:' AND 'class;') AND ${seen} GROUP BY m.mark`);
  const kinds = reader.orm.all<{ kind: string; n: number }>(sql`SELECT i.kind, count(*) AS n FROM cases c JOIN case_identifiers i ON i.case_id = c.id AND i.position = 0 WHERE ${seen} GROUP BY i.kind`);
  const years = reader.orm.all<{ year: string; cases: number }>(sql`SELECT substr(c.created_at, 1, 4) AS year, count(*) AS cases FROM cases c WHERE ${seen} GROUP BY 1 ORDER BY 1 DESC`);
  const of = (kind: string) => kinds.find((each) => each.kind === kind)?.n ?? 0;
  const branches = new Map(marks.filter(({ mark }) => mark.startsWith('branch:')).map(({ mark, n }) => [mark.slice(7), n]));
  return {
    cpr: of('cpr'), cvr: of('cvr'), years,
    classes: marks.filter(({ mark }) => mark.startsWith('class:')).map(({ mark, n }) => ({ name: mark.slice(6), cases: n })),
    plan: branches.size === 0 ? [] : listFilingPlan(reader).filter(({ id }) => branches.has(id)).map(({ id, code, title, depth }) => ({ id, code, title, depth, cases: branches.get(id)! })),
  };
}

/** One case; not_found where there is none that the actor may see. */
export function getCase(reader: Reader, actor: Actor, caseId: string): CaseDetail {
  const row = reader.orm.get<CaseRow>(sql`SELECT ${caseColumns(actor)} FROM ${caseTables} WHERE c.id = ${caseId} AND ${visible(actor)}`);
  if (!row) throw notFound();
  const identifiers = caseNumbers(reader, caseId);
  const extra = reader.statement('SELECT confidential, merged_into AS mergedInto FROM cases WHERE id = ?').get(caseId) as { confidential: number; mergedInto: string | null };
  const officer = reader.statement("SELECT u.name FROM case_access a JOIN users u ON u.id = a.user_id WHERE a.case_id = ? AND a.kind = 'officer'").get(caseId) as { name: string } | undefined;
  return {
    ...summary(row),
    createdAt: row.createdAt,
    identifiers: identifiers.map((each) => ({ kind: each.kind, masked: showNumber(each.kind, each.number) })),
    protectedAddress: identifiers.some((each) => each.kind === 'cpr' && hasProtectedAddress(reader, each.number)),
    officer: officer?.name ?? null,
    confidential: extra.confidential === 1,
    mergedInto: extra.mergedInto ? mergedCase(reader, actor, extra.mergedInto) : null,
  };
}

/** Where a case went, if the actor may see it. */
function mergedCase(reader: Reader, actor: Actor, id: string): CaseDetail['mergedInto'] {
  const row = reader.orm.get<CaseRow>(sql`SELECT ${caseColumns(actor)} FROM ${caseTables} WHERE c.id = ${id} AND ${visible(actor)}`);
  return row ? { id, title: summary(row).title } : null;
}

/** The numbers of a case in full, for code that has found the case through the actor. */
export function caseNumbers(reader: Reader, caseId: string): { kind: 'cpr' | 'cvr'; number: string }[] {
  return reader.statement('SELECT kind, number FROM case_identifiers WHERE case_id = ? ORDER BY position').all(caseId) as { kind: 'cpr' | 'cvr'; number: string }[];
}

export const documentColumns = sql`d.id, d.case_id AS caseId, d.title, t.name AS documentType, d.direction, d.status, d.sent_at AS sentAt,
  d.received_at AS receivedAt, d.disposal_date AS disposalDate, d.created_at AS createdAt,
  (SELECT count(*) FROM document_files f WHERE f.document_id = d.id AND f.role = 'attachment') AS attachments, d.addressee`;
export const documentTables = sql`documents d JOIN cases c ON c.id = d.case_id LEFT JOIN document_types t ON t.id = d.document_type_id`;

/** A row as it is read: the addressee still as text. */
export type ReadDocument = Omit<DocumentRow, 'addressee'> & { addressee: string | null };
export const withAddressee = <T extends ReadDocument>(row: T) => ({ ...row, addressee: row.addressee ? (JSON.parse(row.addressee) as Addressee) : null });

/** Documents of a case, newest first; not_found as `getCase`. */
export function listDocuments(reader: Reader, actor: Actor, caseId: string): DocumentRow[] {
  getCase(reader, actor, caseId);
  return reader.orm.all<ReadDocument>(sql`SELECT ${documentColumns} FROM ${documentTables}
    WHERE d.case_id = ${caseId} AND ${visibleDocuments(actor, sql`c.id`, sql`d.document_type_id`)} ORDER BY d.created_at DESC, d.id`).map(withAddressee);
}
