import { sql, type SQL } from 'drizzle-orm';
import { hasProtectedAddress } from '../people/index.ts';
import { branchKey, casesFor, countCases, type CaseCounts } from './case-tree.ts';
import { visibleCases, visibleDocuments, visibleType, type Actor } from '../access/index.ts';
import { notFound } from '../core/errors.ts';
import type { Reader } from '../db/index.ts';
import { maskCpr } from '../numbers/index.ts';
import type { Addressee, CaseCriteria, CaseDetail, CaseKind, CaseList, CaseStatus, CaseSummary, DocumentRow } from './types.ts';

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

function conditions(actor: Actor, criteria: CaseCriteria, words: string[]): SQL {
  const all = [visible(actor), sql`c.merged_into IS NULL`];
  if (criteria.branch === 'cpr' || criteria.branch === 'cvr') all.push(sql`EXISTS (SELECT 1 FROM case_identifiers b WHERE b.case_id = c.id AND b.position = 0 AND b.kind = ${criteria.branch})`);
  if (criteria.className) all.push(sql`c.id IN (SELECT case_id FROM case_marks WHERE mark = ${`class:${criteria.className}`})`);
  if (criteria.nodeId) all.push(sql`c.id IN (SELECT case_id FROM case_marks WHERE mark = ${`branch:${criteria.nodeId}`})`);
  if (criteria.year) all.push(sql`substr(c.created_at, 1, 4) = ${criteria.year}`);
  if (criteria.status) all.push(sql`c.status = ${criteria.status}`);
  for (const word of words) all.push(wordCondition(word));
  return sql.join(all, sql` AND `);
}

/** What was typed, word by word. A number written with a space is still one number. */
const wordsIn = (criteria: CaseCriteria): string[] => (criteria.words ?? '').slice(0, 200).replace(/(\d{6})[ ](\d{4})\b/g, '$1$2').split(/\s+/).filter(Boolean).slice(0, 10);

/** Only words look into the tables beside: a branch of twenty thousand cases is paged in the order of its index. */
const tablesFor = (actor: Actor, words: string[]): SQL => (words.length > 0 ? caseTables : casesFor(actor));

/** Cases the actor sees that meet the criteria, by title; page 1 is the first. `counts`: where the page has counted the branches already. */
export function listCases(reader: Reader, actor: Actor, criteria: CaseCriteria, page: number, counts?: CaseCounts): CaseList {
  const words = wordsIn(criteria);
  const where = conditions(actor, criteria, words);
  const searched = tablesFor(actor, words);
  const branch = branchKey(criteria);
  const total = branch === null ? reader.orm.get<{ total: number }>(sql`SELECT count(*) AS total FROM ${searched} WHERE ${where}`).total : ((counts ?? countCases(reader, actor)).get(branch) ?? 0);
  const rows = reader.orm.all<CaseRow>(sql`SELECT ${caseColumns(actor)} FROM (SELECT c.id FROM ${searched} WHERE ${where}
    ORDER BY c.sort_title, c.id LIMIT ${pageSize} OFFSET ${(Math.max(1, page) - 1) * pageSize}) x CROSS JOIN cases c ON c.id = x.id
    LEFT JOIN case_identifiers i ON i.case_id = c.id AND i.position = 0 LEFT JOIN people p ON i.kind = 'cpr' AND p.cpr = i.number ORDER BY c.sort_title, c.id`);
  return { rows: rows.map(summary), total, page, pageSize };
}

/** The ids of those cases, in the same order, at most `most`. */
export function findCaseIds(reader: Reader, actor: Actor, criteria: CaseCriteria, most: number): string[] {
  const words = wordsIn(criteria);
  return reader.orm.all<{ id: string }>(sql`SELECT c.id FROM ${tablesFor(actor, words)} WHERE ${conditions(actor, criteria, words)} ORDER BY c.sort_title, c.id LIMIT ${most}`).map(({ id }) => id);
}

/** One case; not_found where there is none that the actor may see. */
export function getCase(reader: Reader, actor: Actor, caseId: string): CaseDetail {
  const row = reader.orm.get<CaseRow>(sql`SELECT ${caseColumns(actor)} FROM ${caseTables} WHERE c.id = ${caseId} AND ${visibleCases(actor, sql`c.id`, sql`= ${caseId}`)}`);
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
  (SELECT count(*) FROM document_files f WHERE f.document_id = d.id AND f.role = 'attachment') AS attachments, d.addressee,
  EXISTS (SELECT 1 FROM document_files f WHERE f.document_id = d.id AND f.mime = 'application/pdf' AND f.role <> 'signed') AS pictured`;
export const documentTables = sql`documents d JOIN cases c ON c.id = d.case_id LEFT JOIN document_types t ON t.id = d.document_type_id`;

/** A row as it is read: the addressee still as text. */
export type ReadDocument = Omit<DocumentRow, 'addressee' | 'pictured'> & { addressee: string | null; pictured: number };
export const withAddressee = <T extends ReadDocument>({ pictured, addressee, ...row }: T) => ({ ...row, pictured: pictured === 1, addressee: addressee ? (JSON.parse(addressee) as Addressee) : null });

const documentsPerPage = 100;

/** One page (from 1) of the documents of a case, newest first. The caller has found the case through the actor. */
export function pageOfDocuments(reader: Reader, actor: Actor, found: CaseDetail, page: number): { rows: DocumentRow[]; total: number; page: number; pageSize: number } {
  const rows = reader.orm.all<ReadDocument>(sql`SELECT ${documentColumns} FROM (SELECT o.id FROM documents o WHERE o.case_id = ${found.id} AND ${visibleType(actor, sql`o.document_type_id`)}
    ORDER BY o.created_at DESC, o.id LIMIT ${documentsPerPage} OFFSET ${(Math.max(1, page) - 1) * documentsPerPage}) x CROSS JOIN documents d ON d.id = x.id
    LEFT JOIN document_types t ON t.id = d.document_type_id WHERE ${visibleCases(actor, sql`d.case_id`, sql`= ${found.id}`)} ORDER BY d.created_at DESC, d.id`);
  return { rows: rows.map(withAddressee), total: found.documents, page, pageSize: documentsPerPage };
}

/** Documents of a case, newest first; not_found as `getCase`. */
export function listDocuments(reader: Reader, actor: Actor, caseId: string): DocumentRow[] {
  getCase(reader, actor, caseId);
  return reader.orm.all<ReadDocument>(sql`SELECT ${documentColumns} FROM ${documentTables}
    WHERE d.case_id = ${caseId} AND ${visibleDocuments(actor, sql`c.id`, sql`d.document_type_id`)} ORDER BY d.created_at DESC, d.id`).map(withAddressee);
}
