import { may, type Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { conflict, forbidden, invalid, notFound } from '../core/errors.ts';
import type { Reader, Tx } from '../db/index.ts';
import { canReceive } from './lookups.ts';
import type { ReceivingDeps } from './ports.ts';
import type { RuleConditions, Target, TargetKind } from './types.ts';

type Deps = Pick<ReceivingDeps, 'db' | 'clock' | 'ids'>;
export const targetKinds: TargetKind[] = ['contact_point', 'production_unit', 'email', 'gln', 'education'];

export type TargetRow = { kind: TargetKind; key: string; label: string; userName: string | null; groupName: string | null; /** It leads to nobody who may receive post. */ broken: boolean };
export type RuleRow = { id: string; name: string; active: boolean; tested: boolean; conditions: RuleConditions; target: Target; userName: string | null; groupName: string | null };

const shapes: Record<TargetKind, RegExp> = { contact_point: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/, production_unit: /^\d{10}$/, email: /^[^\s@]+@[^\s@]+$/, gln: /^\d{13}$/, education: /^[^\s]{1,50}$/ };

const steering = (actor: Actor): void => {
  if (!may(actor, 'steer_post')) throw notFound();
};

export function listTargets(reader: Reader, actor: Actor): TargetRow[] {
  steering(actor);
  const rows = reader.statement(`SELECT t.kind, t.key, t.label, u.name AS userName, g.name AS groupName, (t.user_id IS NOT NULL AND NOT ${canReceive('t.user_id')}) AS broken
    FROM distribution_targets t LEFT JOIN users u ON u.id = t.user_id LEFT JOIN user_groups g ON g.id = t.group_id ORDER BY t.kind, t.label, t.key`).all() as (Omit<TargetRow, 'broken'> & { broken: number })[];
  return rows.map((row) => ({ ...row, broken: row.broken === 1 }));
}

function checkTarget(reader: Reader, target: Target, reason: 'rule.no_target' | 'message.no_target'): void {
  const found = target.userId ? reader.statement(`SELECT 1 WHERE ${canReceive('?')}`).get(target.userId) : target.groupId && reader.statement('SELECT 1 FROM user_groups WHERE id = ?').get(target.groupId);
  if (!found) throw invalid(reason);
}

/** Says who gets what is sent to a contact point, P-number, e-mail address, GLN or education code. Errors: target.no_key, target.bad_key (`kind`), message.no_target. */
export function setTarget(deps: Deps, actor: Actor, input: { kind: string; key: string; label: string; target: Target }): void {
  steering(actor);
  const kind = targetKinds.find((each) => each === input.kind);
  const typed = input.key.trim().toLowerCase();
  const key = kind === 'production_unit' || kind === 'gln' ? typed.replace(/[\s-]/g, '') : typed;
  if (!kind || key === '') throw invalid('target.no_key');
  if (!shapes[kind].test(key)) throw invalid('target.bad_key', { kind });
  deps.db.write((tx) => {
    checkTarget(tx, input.target, 'message.no_target');
    tx.statement('INSERT OR REPLACE INTO distribution_targets (kind, key, label, user_id, group_id) VALUES (?, ?, ?, ?, ?)').run(kind, key, input.label.trim().slice(0, 100) || key, input.target.userId, input.target.groupId);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'post_target.set', subject: { kind: 'setting', id: 'distribution' }, payload: { kind, key, ...input.target } });
  });
}

export function removeTarget(deps: Deps, actor: Actor, kind: string, key: string): void {
  steering(actor);
  deps.db.write((tx) => {
    if (tx.statement('DELETE FROM distribution_targets WHERE kind = ? AND key = ?').run(kind, key).changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'post_target.removed', subject: { kind: 'setting', id: 'distribution' }, payload: { kind, key } });
  });
}

type RuleRecord = { id: string; name: string; active: number; revision: number; tested_revision: number | null; conditions: string; user_id: string | null; group_id: string | null; userName: string | null; groupName: string | null };
const ruleSql = 'SELECT r.*, u.name AS userName, g.name AS groupName FROM distribution_rules r LEFT JOIN users u ON u.id = r.user_id LEFT JOIN user_groups g ON g.id = r.group_id';
const shown = (row: RuleRecord): RuleRow => ({
  id: row.id, name: row.name, active: row.active === 1, tested: row.tested_revision === row.revision, conditions: JSON.parse(row.conditions) as RuleConditions,
  target: { userId: row.user_id, groupId: row.group_id }, userName: row.userName, groupName: row.groupName,
});

/** Rules in the order they are tried. */
export function listRules(reader: Reader, actor: Actor): RuleRow[] {
  steering(actor);
  return (reader.statement(`${ruleSql} ORDER BY r.position, r.id`).all() as RuleRecord[]).map(shown);
}

export function getRule(reader: Reader, actor: Actor, id: string): RuleRow {
  steering(actor);
  const row = reader.statement(`${ruleSql} WHERE r.id = ?`).get(id) as RuleRecord | undefined;
  if (!row) throw notFound();
  return shown(row);
}

export type RuleInput = { name: string; conditions: RuleConditions; target: Target };

/** Makes a rule, or changes one: it is switched off until it has been tested as it is now. Answers its id. Errors: rule.no_name, rule.no_condition, rule.no_target. */
export function saveRule(deps: Deps, actor: Actor, ruleId: string | null, input: RuleInput): string {
  steering(actor);
  const name = input.name.trim().replace(/\s+/g, ' ');
  if (!name || name.length > 100) throw invalid('rule.no_name');
  const conditions = Object.fromEntries(Object.entries(input.conditions).map(([key, value]) => [key, value.trim().slice(0, 200)])) as RuleConditions;
  if (Object.values(conditions).every((each) => each === '')) throw invalid('rule.no_condition');
  return deps.db.write((tx) => {
    checkTarget(tx, input.target, 'rule.no_target');
    const at = deps.clock.now();
    const id = ruleId ?? deps.ids.uuid();
    if (ruleId === null) {
      tx.statement('INSERT INTO distribution_rules (id, position, name, conditions, user_id, group_id, created_by, created_at, updated_at) VALUES (?, (SELECT coalesce(max(position) + 1, 0) FROM distribution_rules), ?, ?, ?, ?, ?, ?, ?)')
        .run(id, name, JSON.stringify(conditions), input.target.userId, input.target.groupId, actor.id, at.toISOString(), at.toISOString());
    } else if (tx.statement('UPDATE distribution_rules SET name = ?, conditions = ?, user_id = ?, group_id = ?, active = 0, revision = revision + 1, updated_at = ? WHERE id = ?')
      .run(name, JSON.stringify(conditions), input.target.userId, input.target.groupId, at.toISOString(), ruleId).changes === 0) throw notFound();
    record(tx, { at, actorId: actor.id, event: ruleId === null ? 'post_rule.made' : 'post_rule.changed', subject: { kind: 'post_rule', id }, payload: { name, conditions, ...input.target } });
    return id;
  });
}

/** Conflict rule.not_tested where it has not been tested as it is now. */
export function switchRule(deps: Deps, actor: Actor, id: string, on: boolean): void {
  const rule = getRule(deps.db, actor, id);
  if (on && !rule.tested) throw conflict('rule.not_tested');
  change(deps, actor, id, 'post_rule.switched', (tx) => { tx.statement('UPDATE distribution_rules SET active = ? WHERE id = ?').run(on ? 1 : 0, id); }, { on });
}

export function removeRule(deps: Deps, actor: Actor, id: string): void {
  getRule(deps.db, actor, id);
  change(deps, actor, id, 'post_rule.removed', (tx) => { tx.statement('DELETE FROM distribution_rules WHERE id = ?').run(id); });
}

/** One place earlier among the rules. */
export function moveRuleUp(deps: Deps, actor: Actor, id: string): void {
  const all = listRules(deps.db, actor);
  const at = all.findIndex((rule) => rule.id === id);
  if (at < 1) return;
  const order = [...all.slice(0, at - 1), all[at]!, all[at - 1]!, ...all.slice(at + 1)];
  change(deps, actor, id, 'post_rule.changed', (tx) => order.forEach((rule, n) => tx.statement('UPDATE distribution_rules SET position = ? WHERE id = ?').run(n, rule.id)), { moved: true });
}

export function noteTested(deps: Deps, actor: Actor, id: string): void {
  change(deps, actor, id, 'post_rule.tested', (tx) => { tx.statement('UPDATE distribution_rules SET tested_revision = revision WHERE id = ?').run(id); });
}

function change(deps: Deps, actor: Actor, id: string, event: 'post_rule.switched' | 'post_rule.removed' | 'post_rule.changed' | 'post_rule.tested', work: (tx: Tx) => void, payload: Record<string, unknown> = {}): void {
  if (!may(actor, 'steer_post')) throw forbidden();
  deps.db.write((tx) => {
    work(tx);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event, subject: { kind: 'post_rule', id }, payload });
  });
}
