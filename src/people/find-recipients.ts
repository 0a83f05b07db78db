import type { Reader } from '../db/index.ts';

/** Somebody a letter can be sent to, found by name. `ref` names the record without its number: `person:<id>`, `company:<id>`. */
export type RecipientHit = { ref: string; kind: 'cpr' | 'cvr'; number: string; name: string; className: string | null; role: 'student' | 'guardian' | 'staff' | 'other' | 'company' };

const most = 20;
const like = (text: string) => `%${text.trim().toLocaleLowerCase('da').replace(/[\\%_]/g, (sign) => `\\${sign}`).replace(/\s+/g, '%')}%`;

/**
 * People and companies of the register whose name (or class) holds what was typed, words in order; students first, at
 * most 20 of each. The caller must be allowed to send: the register itself is not theirs to read.
 */
export function findRecipients(reader: Reader, text: string): RecipientHit[] {
  if (text.trim().length < 2) return [];
  const pattern = like(text);
  const people = reader.statement(`SELECT 'person:' || id AS ref, 'cpr' AS kind, cpr AS number, name, class_name AS className, kind AS role FROM people
    WHERE (left_on IS NULL OR left_on > date('now')) AND (fold(name) LIKE @pattern ESCAPE '\\' OR fold(name || ' ' || coalesce(class_name, '')) LIKE @pattern ESCAPE '\\')
    ORDER BY kind <> 'student', fold(name), fold(coalesce(class_name, '')), id LIMIT ${most}`).all({ pattern }) as RecipientHit[];
  const companies = reader.statement(`SELECT 'company:' || id AS ref, 'cvr' AS kind, cvr AS number, name, NULL AS className, 'company' AS role FROM companies
    WHERE fold(name) LIKE ? ESCAPE '\\' ORDER BY fold(name), id LIMIT ${most}`).all(pattern) as RecipientHit[];
  return [...people, ...companies];
}

/** The number behind a hit's `ref`; undefined where the record is not there (any more). */
export function recipientOfRef(reader: Reader, ref: string): { kind: 'cpr' | 'cvr'; number: string } | undefined {
  const [what, id] = ref.split(':');
  if (what === 'person') return reader.statement("SELECT 'cpr' AS kind, cpr AS number FROM people WHERE id = ?").get(id) as ReturnType<typeof recipientOfRef>;
  if (what === 'company') return reader.statement("SELECT 'cvr' AS kind, cvr AS number FROM companies WHERE id = ?").get(id) as ReturnType<typeof recipientOfRef>;
  return undefined;
}
