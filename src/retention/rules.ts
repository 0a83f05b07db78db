import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import type { Clock } from '../core/clock.ts';
import { localDay } from '../core/dates.ts';
import { conflict, notFound } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader, Tx } from '../db/index.ts';
import { checkRule, sameRule } from './check-rule.ts';
import { askRecount } from './recount.ts';
import type { Rule, StoredRule, TypedRule } from './types.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
type Row = Omit<StoredRule, 'yearEnd' | 'forgetCase'> & { yearEnd: number; forgetCase: number };

export const ruleColumns = 'r.id, r.outcome, r.years, r.counted_from AS countedFrom, r.year_end AS yearEnd, r.forget_case AS forgetCase, r.reason, r.made_at AS madeAt, r.made_by AS madeBy';
export const ruleOf = (row: Row): StoredRule => ({ ...row, yearEnd: row.yearEnd === 1, forgetCase: row.forgetCase === 1 });
export const noRule: Rule = { outcome: 'none', years: null, countedFrom: 'sent', yearEnd: false, forgetCase: false, reason: '' };

/** The rules in force, by document type. A type that is not there has none. */
export function activeRules(reader: Reader): Map<string, StoredRule> {
  const rows = reader.statement(`SELECT ${ruleColumns}, r.document_type_id AS typeId FROM retention_rules r WHERE r.state = 'active' AND r.document_type_id IS NOT NULL AND r.outcome <> 'none'`).all() as (Row & { typeId: string })[];
  return new Map(rows.map(({ typeId, ...row }) => [typeId, ruleOf(row)]));
}

const find = (reader: Reader, typeId: string, state: 'active' | 'proposed'): StoredRule | null => {
  const row = reader.statement(`SELECT ${ruleColumns} FROM retention_rules r WHERE r.document_type_id = ? AND r.state = ?`).get(typeId, state) as Row | undefined;
  return row ? ruleOf(row) : null;
};

/** The rule a type has (no rule: outcome none) and the one whose consequences are being looked at. not_found for a type that is not there. */
export function rulesOfType(reader: Reader, typeId: string): { name: string; active: Rule; proposed: StoredRule | null } {
  const type = reader.statement('SELECT name FROM document_types WHERE id = ?').get(typeId) as { name: string } | undefined;
  if (!type) throw notFound();
  return { name: type.name, active: find(reader, typeId, 'active') ?? noRule, proposed: find(reader, typeId, 'proposed') };
}

/**
 * Lays a rule down to be looked at: nothing changes yet. Errors: as checkRule; retention.same_rule (conflict) where it is the
 * one the type has; not_found without the right to administer.
 */
export function proposeRule(deps: Deps, actor: Actor, typeId: string, typed: TypedRule): void {
  if (!may(actor, 'administer')) throw notFound();
  const rule = checkRule(typed);
  deps.db.write((tx) => {
    if (sameRule(rule, rulesOfType(tx, typeId).active)) throw conflict('retention.same_rule');
    tx.statement("DELETE FROM retention_rules WHERE document_type_id = ? AND state = 'proposed'").run(typeId);
    tx.statement(`INSERT INTO retention_rules (id, document_type_id, state, outcome, years, counted_from, year_end, forget_case, reason, made_by, made_at) VALUES (?, ?, 'proposed', ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(deps.ids.uuid(), typeId, rule.outcome, rule.years, rule.countedFrom, Number(rule.yearEnd), Number(rule.forgetCase), rule.reason, actor.id, deps.clock.now().toISOString());
  });
}

/** Documents looked at in one breath: a few milliseconds. */
const previewStep = 200;

export type Preview = { documents: number; changed: number; overdue: number; undated: number };

/**
 * What the proposed rule would do to the type's documents: how many there are, get another day, have passed theirs already
 * (held ones too), and get none, because what years are counted from has not happened.
 */
export async function previewRule(deps: Pick<Deps, 'db' | 'clock'>, typeId: string, ruleId: string): Promise<Preview> {
  const found: Preview = { documents: 0, changed: 0, overdue: 0, undated: 0 };
  const today = localDay(deps.clock.now());
  // In pieces with a breath between: whoever asks for another page meanwhile does not wait for all of it.
  for (let after = ''; ; await new Promise((resolve) => setTimeout(resolve, 0))) {
    const row = deps.db.statement(`SELECT max(d.id) AS last, count(*) AS documents, sum(v.due IS NOT d.disposal_date) AS changed, sum(v.due < @today) AS overdue, sum(v.due IS NULL) AS undated
      FROM (SELECT id, disposal_date FROM documents WHERE document_type_id = @typeId AND id > @after ORDER BY id LIMIT ${previewStep}) d
      JOIN disposal_by_rule v ON v.document_id = d.id AND v.rule_id = @ruleId`).get({ typeId, ruleId, today, after }) as Record<keyof Preview, number | null> & { last: string | null };
    if (row.last === null) return found;
    for (const key of ['documents', 'changed', 'overdue', 'undated'] as const) found[key] += row[key] ?? 0;
    after = row.last;
  }
}

/**
 * The rule that was looked at applies from now on; the documents of the type get their days in small steps after that.
 * Conflict retention.not_proposed where another has been proposed, or it was dropped, since it was shown.
 */
export function applyRule(deps: Deps, actor: Actor, typeId: string, ruleId: string): void {
  if (!may(actor, 'administer')) throw notFound();
  deps.db.write((tx) => {
    const { active, proposed } = rulesOfType(tx, typeId);
    if (proposed?.id !== ruleId) throw conflict('retention.not_proposed');
    const at = deps.clock.now();
    tx.statement("UPDATE retention_rules SET state = 'retired' WHERE document_type_id = ? AND state = 'active'").run(typeId);
    tx.statement("UPDATE retention_rules SET state = 'active', made_at = ?, made_by = ? WHERE id = ?").run(at.toISOString(), actor.id, ruleId);
    askRecount(tx, typeId, ruleId, at);
    record(tx, { at, actorId: actor.id, event: 'retention.rule_set', subject: { kind: 'document_type', id: typeId }, payload: { before: plain(active), after: plain(proposed) } });
  });
}

const plain = ({ outcome, years, countedFrom, yearEnd, forgetCase, reason }: Rule): Rule => ({ outcome, years, countedFrom, yearEnd, forgetCase, reason });

export function dropProposedRule(deps: Deps, actor: Actor, typeId: string): void {
  if (!may(actor, 'administer')) throw notFound();
  deps.db.write((tx: Tx) => tx.statement("DELETE FROM retention_rules WHERE document_type_id = ? AND state = 'proposed'").run(typeId));
}
