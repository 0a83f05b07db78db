import { rolesThatMay } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import type { KnownLetter, Lookups } from './rules.ts';
import type { Party, Rule, RuleConditions, Target } from './types.ts';

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
/** SQL: whether the user behind a column can be given post. */
export const canReceive = (column: string) => `EXISTS (SELECT 1 FROM users ru JOIN user_roles rr ON rr.user_id = ru.id WHERE ru.id = ${column} AND ru.locked_at IS NULL AND rr.role IN (${quoted(rolesThatMay('receive'))}))`;

export function activeRules(reader: Reader): Rule[] {
  return readRules(reader, 'active = 1');
}

export function readRules(reader: Reader, where: string, ...values: string[]): Rule[] {
  const rows = reader.statement(`SELECT id, name, conditions, user_id AS userId, group_id AS groupId FROM distribution_rules WHERE ${where} ORDER BY position, id`).all(...values) as { id: string; name: string; conditions: string; userId: string | null; groupId: string | null }[];
  return rows.map(({ id, name, conditions, userId, groupId }) => ({ id, name, conditions: JSON.parse(conditions) as RuleConditions, target: { userId, groupId } }));
}

/** What the box knows now, as the rules ask for it. Somebody who may not receive post (any more) is nobody. */
export function lookupsOf(reader: Reader): Lookups {
  const usable = (target: Target | null | undefined): Target | null => {
    if (target?.userId) return reader.statement(`SELECT 1 WHERE ${canReceive('?')}`).get(target.userId) ? { userId: target.userId, groupId: null } : null;
    if (target?.groupId) return reader.statement('SELECT 1 FROM user_groups WHERE id = ?').get(target.groupId) ? { userId: null, groupId: target.groupId } : null;
    return null;
  };
  const officerOf = (caseId: string): Target | null => {
    const officer = reader.statement("SELECT user_id AS userId FROM case_access WHERE case_id = ? AND kind = 'officer'").get(caseId) as { userId: string } | undefined;
    return usable(officer && { userId: officer.userId, groupId: null });
  };
  const letterBy = (column: 'message_uuid' | 'id', value: string): KnownLetter | null => {
    const row = reader.statement(`SELECT l.id AS letterId, l.document_id AS documentId, d.case_id AS caseId, coalesce(x.submitted_by, x.created_by) AS userId
      FROM letters l JOIN dispatches x ON x.id = l.dispatch_id LEFT JOIN documents d ON d.id = l.document_id WHERE l.${column} = ?`)
      .get(value) as { letterId: string; documentId: string | null; caseId: string | null; userId: string } | undefined;
    if (!row) return null;
    return { letterId: row.letterId, documentId: row.documentId, caseId: row.caseId, sender: usable({ userId: row.userId, groupId: null }) ?? (row.caseId ? officerOf(row.caseId) : null) };
  };
  return {
    letter: (messageUuid) => letterBy('message_uuid', messageUuid),
    ownLetter: (letterId) => letterBy('id', letterId),
    caseById(id) {
      const row = reader.statement('SELECT id FROM cases WHERE id = ?').get(id.toLowerCase()) as { id: string } | undefined;
      return row ? { caseId: row.id, officer: officerOf(row.id) } : null;
    },
    caseOf({ kind, number }) {
      const row = reader.statement('SELECT case_id AS id FROM case_identifiers WHERE kind = ? AND number = ?').get(kind, number) as { id: string } | undefined;
      if (row) return { caseId: row.id, officer: officerOf(row.id) };
      const known = reader.statement(kind === 'cpr' ? "SELECT 1 FROM people WHERE cpr = ? AND kind = 'student'" : 'SELECT 1 FROM companies WHERE cvr = ?').get(number);
      return known ? { caseId: null, officer: null } : null;
    },
    belongsTo: (number, caseId) => belongsTo(reader, number, caseId),
    target(kind, key) {
      const row = reader.statement('SELECT label, user_id AS userId, group_id AS groupId FROM distribution_targets WHERE kind = ? AND key = ?').get(kind, key.toLowerCase()) as (Target & { label: string }) | undefined;
      const target = usable(row);
      return target && row ? { ...target, label: row.label || key } : null;
    },
    person(name) {
      const rows = reader.statement(`SELECT id FROM users u WHERE fold(name) = ? AND ${canReceive('u.id')}`).all(name.trim().toLocaleLowerCase('da')) as { id: string }[];
      return rows.length === 1 ? { userId: rows[0]!.id, groupId: null } : null;
    },
    // A rule that leads to nobody any more does not stand in the way of those after it.
    rules: activeRules(reader).filter((rule) => usable(rule.target) !== null),
  };
}

/** A case's own number, or a custody holder of the student that it is about. */
export function belongsTo(reader: Reader, { kind, number }: Party, caseId: string): boolean {
  if (reader.statement('SELECT 1 FROM case_identifiers WHERE case_id = ? AND kind = ? AND number = ?').get(caseId, kind, number)) return true;
  return kind === 'cpr' && reader.statement(`SELECT 1 FROM case_identifiers i JOIN people s ON i.kind = 'cpr' AND s.cpr = i.number JOIN guardianships g ON g.student_id = s.id AND g.custody = 1
    JOIN people p ON p.id = g.guardian_id WHERE i.case_id = ? AND p.cpr = ?`).get(caseId, number) !== undefined;
}
