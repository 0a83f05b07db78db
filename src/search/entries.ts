import type { CaseKind, CaseStatus } from '../archive/index.ts';
import { localDay } from '../core/dates.ts';
import type { Reader } from '../db/index.ts';
import type { Direction, EntryRef, IndexEntry } from './types.ts';

type CaseFacts = {
  caseId: string; caseKind: CaseKind; caseTypeId: string | null; caseStatus: CaseStatus; confidential: number; caseTitle: string; caseDay: string; officerId: string | null;
  className: string | null; numbers: string; marks: string; caseNumber: string | null; keywords: string;
};
type DocumentFacts = CaseFacts & { id: string; title: string; documentTypeId: string | null; typeName: string | null; direction: Direction; createdAt: string; text: string | null; files: string };

const ofCase = `c.id AS caseId, c.kind AS caseKind, nullif(c.type_id, c.kind) AS caseTypeId, c.status AS caseStatus, c.confidential, c.title AS caseTitle, c.created_at AS caseDay,
  (SELECT a.user_id FROM case_access a WHERE a.case_id = c.id AND a.kind = 'officer') AS officerId,
  (SELECT p.class_name FROM case_identifiers i JOIN people p ON p.cpr = i.number WHERE i.case_id = c.id AND i.kind = 'cpr' ORDER BY i.position LIMIT 1) AS className,
  (SELECT json_group_array(i.number) FROM case_identifiers i WHERE i.case_id = c.id) AS numbers,
  (SELECT json_group_array(m.mark) FROM case_marks m WHERE m.case_id = c.id) AS marks, c.number AS caseNumber,
  (SELECT json_group_array(k.keyword) FROM keywords k WHERE k.subject_kind = 'case' AND k.subject_id = c.id) AS keywords`;

/** Notes and what was filled in, of a case or document. */
const writtenSql = `SELECT text FROM notes WHERE subject_kind = ? AND subject_id = ? AND removed_at IS NULL
  UNION ALL SELECT value FROM metadata_values WHERE subject_kind = ? AND subject_id = ?
  UNION ALL SELECT keyword FROM keywords WHERE subject_kind = ? AND subject_id = ?`;
const writtenOn = (reader: Reader, ref: EntryRef): string[] => (reader.statement(writtenSql).all(ref.kind, ref.id, ref.kind, ref.id, ref.kind, ref.id) as { text: string }[]).map(({ text }) => text);

/** What stands in its fields, as it can be asked for: each of a list of keywords, a person also without the masked number. */
function fieldsOf(reader: Reader, ref: EntryRef): IndexEntry['fields'] {
  const rows = reader.statement('SELECT v.field_id AS id, v.value, f.kind FROM metadata_values v JOIN metadata_fields f ON f.id = v.field_id WHERE v.subject_kind = ? AND v.subject_id = ?').all(ref.kind, ref.id) as { id: string; value: string; kind: string }[];
  return rows.flatMap(({ id, value, kind }) => (kind === 'keywords' ? value.split(', ') : kind === 'person' ? [value, value.replace(/ \([^()]*\)$/, '')] : [value]).map((each) => ({ id, value: each })));
}

const documentSql = `SELECT d.id, d.title, d.document_type_id AS documentTypeId, t.name AS typeName, d.direction, d.created_at AS createdAt, x.text AS text,
    (SELECT json_group_array(f.filename) FROM document_files f WHERE f.document_id = d.id AND f.role IN ('attachment', 'source')) AS files, ${ofCase}
  FROM documents d JOIN cases c ON c.id = d.case_id LEFT JOIN document_types t ON t.id = d.document_type_id LEFT JOIN document_texts x ON x.document_id = d.id WHERE d.id = ?`;
const caseSql = `SELECT c.merged_into AS mergedInto, ${ofCase} FROM cases c WHERE c.id = ?`;

const shared = (row: CaseFacts) => ({
  caseId: row.caseId, caseKind: row.caseKind, caseTypeId: row.caseTypeId, caseStatus: row.caseStatus, confidential: row.confidential === 1, officerId: row.officerId, className: row.className,
  numbers: JSON.parse(row.numbers) as string[], marks: JSON.parse(row.marks) as string[], keywords: JSON.parse(row.keywords) as string[],
});

/** Cases and documents as they are now, for an index; those that are no more are in `gone`. */
export function readEntries(reader: Reader, refs: EntryRef[]): { entries: IndexEntry[]; gone: EntryRef[] } {
  const entries: IndexEntry[] = [];
  const gone: EntryRef[] = [];
  for (const ref of refs) {
    const entry = ref.kind === 'case' ? caseEntry(reader, ref.id) : documentEntry(reader, ref.id);
    if (entry) entries.push(entry);
    else gone.push(ref);
  }
  return { entries, gone };
}

function caseEntry(reader: Reader, id: string): IndexEntry | null {
  const row = reader.statement(caseSql).get(id) as (CaseFacts & { mergedInto: string | null }) | undefined;
  if (!row || row.caseStatus === 'disposed' || row.mergedInto !== null) return null;
  return { ...shared(row), kind: 'case', id, fields: fieldsOf(reader, { kind: 'case', id }), title: row.caseTitle, body: [row.caseNumber ?? '', ...writtenOn(reader, { kind: 'case', id })].join('\n'), documentTypeId: null, direction: null, day: localDay(new Date(row.caseDay)) };
}

function documentEntry(reader: Reader, id: string): IndexEntry | null {
  const row = reader.statement(documentSql).get(id) as DocumentFacts | undefined;
  if (!row || row.caseStatus === 'disposed') return null;
  // Whose case it lies on and what kind of letter it is are found like words of the letter itself.
  const own = (reader.statement("SELECT keyword FROM keywords WHERE subject_kind = 'document' AND subject_id = ?").all(id) as { keyword: string }[]).map(({ keyword }) => keyword);
  const body = [row.caseTitle, row.typeName ?? '', ...(JSON.parse(row.files) as string[]), ...writtenOn(reader, { kind: 'document', id }), row.text ?? ''].filter(Boolean).join('\n');
  return { ...shared(row), kind: 'document', id, fields: fieldsOf(reader, { kind: 'document', id }), keywords: [...(JSON.parse(row.keywords) as string[]), ...own], title: row.title, body, documentTypeId: row.documentTypeId, direction: row.direction, day: localDay(new Date(row.createdAt)) };
}
