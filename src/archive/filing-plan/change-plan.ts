import { may, type Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import type { Clock } from '../../core/clock.ts';
import { conflict, forbidden, invalid, notFound } from '../../core/errors.ts';
import type { Ids } from '../../core/ids.ts';
import type { Database, Tx } from '../../db/index.ts';
import { writeAncestors } from './nodes.ts';

type Deps = { db: Database; clock: Clock; ids: Ids };
export type NodeInput = { code: string; title: string; description: string; parentId: string | null };

const deepest = 6;

function read(input: NodeInput): { code: string; title: string; description: string | null } {
  const code = input.code.trim();
  const title = input.title.trim().replace(/\s+/g, ' ');
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,29}$/u.test(code)) throw invalid('filing_plan.bad_code');
  if (!title || title.length > 200) throw invalid('filing_plan.no_title');
  return { code, title, description: input.description.trim().slice(0, 1000) || null };
}

function checkPlace(tx: Tx, id: string | null, parentId: string | null): void {
  if (parentId === null) return;
  const chain: string[] = [];
  for (let at: string | null = parentId; at !== null; at = (tx.statement('SELECT parent_id AS id FROM filing_plan_nodes WHERE id = ?').get(at) as { id: string | null } | undefined)?.id ?? null) {
    chain.push(at);
    if (chain.length > deepest) throw invalid('filing_plan.too_deep', { most: deepest });
  }
  if (!tx.statement('SELECT 1 FROM filing_plan_nodes WHERE id = ?').get(parentId)) throw notFound();
  if (id !== null && chain.includes(id)) throw conflict('filing_plan.below_itself');
}

/** Errors: filing_plan.bad_code, filing_plan.no_title, filing_plan.code_taken (`code`), filing_plan.too_deep (`most`), forbidden. */
export function addFilingPlanNode(deps: Deps, actor: Actor | null, input: NodeInput): string {
  if (actor && !may(actor, 'administer')) throw forbidden();
  return deps.db.write((tx) => insertNode(tx, deps, actor, input));
}

export function insertNode(tx: Tx, deps: Pick<Deps, 'clock' | 'ids'>, actor: Actor | null, input: NodeInput): string {
  const node = read(input);
  if (tx.statement('SELECT 1 FROM filing_plan_nodes WHERE code = ?').get(node.code)) throw conflict('filing_plan.code_taken', { code: node.code });
  checkPlace(tx, null, input.parentId);
  const id = deps.ids.uuid();
  tx.statement('INSERT INTO filing_plan_nodes (id, parent_id, code, title, description) VALUES (?, ?, ?, ?, ?)').run(id, input.parentId, node.code, node.title, node.description);
  writeAncestors(tx, [id]);
  record(tx, { at: deps.clock.now(), actorId: actor?.id ?? null, event: 'filing_plan.node_added', subject: { kind: 'setting', id }, payload: { ...node, parentId: input.parentId } });
  return id;
}

/** Another name or place; its cases go with it. Errors as addFilingPlanNode's, and filing_plan.below_itself. */
export function changeFilingPlanNode(deps: Deps, actor: Actor, id: string, input: NodeInput): void {
  if (!may(actor, 'administer')) throw forbidden();
  const node = read(input);
  deps.db.write((tx) => {
    const before = tx.statement('SELECT code, title, description, parent_id AS parentId FROM filing_plan_nodes WHERE id = ?').get(id);
    if (!before) throw notFound();
    if (tx.statement('SELECT 1 FROM filing_plan_nodes WHERE code = ? AND id <> ?').get(node.code, id)) throw conflict('filing_plan.code_taken', { code: node.code });
    checkPlace(tx, id, input.parentId);
    tx.statement('UPDATE filing_plan_nodes SET code = ?, title = ?, description = ?, parent_id = ? WHERE id = ?').run(node.code, node.title, node.description, input.parentId, id);
    writeAncestors(tx, [id]);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'filing_plan.node_changed', subject: { kind: 'setting', id }, payload: { before, after: { ...node, parentId: input.parentId } } });
  });
}

/** A node that is switched off keeps its cases and can no longer be chosen. */
export function setFilingPlanNodeActive(deps: Deps, actor: Actor, id: string, active: boolean): void {
  if (!may(actor, 'administer')) throw forbidden();
  deps.db.write((tx) => {
    if (tx.statement('UPDATE filing_plan_nodes SET active = ? WHERE id = ?').run(active ? 1 : 0, id).changes === 0) throw notFound();
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'filing_plan.node_changed', subject: { kind: 'setting', id }, payload: { active } });
  });
}

/** Only a node nothing hangs on: conflict filing_plan.in_use otherwise. */
export function removeFilingPlanNode(deps: Deps, actor: Actor, id: string): void {
  if (!may(actor, 'administer')) throw forbidden();
  deps.db.write((tx) => {
    const node = tx.statement('SELECT code, title FROM filing_plan_nodes WHERE id = ?').get(id);
    if (!node) throw notFound();
    if (tx.statement('SELECT 1 FROM cases WHERE filing_node_id = ? UNION ALL SELECT 1 FROM filing_plan_nodes WHERE parent_id = ?').get(id, id)) throw conflict('filing_plan.in_use');
    tx.statement('DELETE FROM filing_plan_ancestors WHERE node_id = ?').run(id);
    tx.statement('DELETE FROM access_grants WHERE mark = ?').run(`branch:${id}`);
    tx.statement('DELETE FROM filing_plan_nodes WHERE id = ?').run(id);
    record(tx, { at: deps.clock.now(), actorId: actor.id, event: 'filing_plan.node_removed', subject: { kind: 'setting', id }, payload: { node } });
  });
}
