import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { visibleDocuments, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { held, restless } from './due.ts';

/** A document as it stands this moment: its day by the rule in force, computed anew. */
export type Standing = { id: string; due: string | null; ruleId: string; ok: 'ready' | 'held' | 'later' | 'restless' | 'unseen' };

/**
 * How each of the documents stands for this actor (null: for the program itself, which sees all): held, its day not passed by `today`, a letter on its way, not seen by
 * them, or ready. Documents that are not there are not answered.
 */
export function standings(reader: Reader, actor: Actor | null, ids: string[], today: string): Standing[] {
  return reader.orm.all<Standing>(sql`SELECT d.id, v.due, v.rule_id AS ruleId, CASE
      WHEN NOT ${actor ? visibleDocuments(actor, sql`d.case_id`, sql`d.document_type_id`) : sql`1`} THEN 'unseen'
      WHEN ${held} THEN 'held'
      WHEN v.due IS NULL OR v.due >= ${today} THEN 'later'
      WHEN d.status IN ${restless} THEN 'restless'
      ELSE 'ready' END AS ok
    FROM json_each(${JSON.stringify(ids)}) j CROSS JOIN documents d JOIN disposal_now v ON v.document_id = d.id WHERE d.id = j.value`);
}

/** SHA-256 over everything the documents are: day, rule, case, type, title, version, every file and earlier version by its own SHA-256. */
export function contentHash(reader: Reader, standing: Standing[]): string {
  const hash = createHash('sha256');
  const about = reader.statement('SELECT case_id, document_type_id, title, version FROM documents WHERE id = ?');
  const files = reader.statement(`SELECT role, position, sha256 FROM document_files WHERE document_id = @id
    UNION ALL SELECT 'version', version, sha256 FROM document_versions WHERE document_id = @id ORDER BY 1, 2`);
  for (const { id, due, ruleId } of [...standing].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    hash.update(JSON.stringify([id, due, ruleId, about.get(id), files.all({ id })]));
  }
  return hash.digest('hex');
}
