import { sql } from 'drizzle-orm';
import { visibleCases, visibleDocuments, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';

/** What these ids are called and what they are; of what the actor may not see, nothing. */
export function titlesOf(reader: Reader, actor: Actor, ids: string[]): { id: string; kind: 'case' | 'document'; title: string }[] {
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return reader.orm.all(sql`SELECT d.id, 'document' AS kind, d.title FROM documents d JOIN cases c ON c.id = d.case_id WHERE d.id IN ${wanted} AND ${visibleDocuments(actor, sql`c.id`, sql`d.document_type_id`)}
    UNION ALL SELECT c.id, 'case', c.title FROM cases c WHERE c.id IN ${wanted} AND ${visibleCases(actor, sql`c.id`)}`);
}
