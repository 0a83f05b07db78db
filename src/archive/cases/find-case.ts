import { mayChangeCase, maySeeCase, type Actor } from '../../access/index.ts';
import { conflict, forbidden, notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { CaseKind, CaseStatus } from '../types.ts';

export type CaseRecord = {
  id: string; kind: CaseKind; type_id: string | null; number: string | null; title: string; status: CaseStatus; confidential: number; filing_node_id: string | null;
  merged_into: string | null; created_at: string; updated_at: string; closed_at: string | null;
};

/** A case the actor sees; not_found otherwise. */
export function findCase(reader: Reader, actor: Actor, id: string): CaseRecord {
  if (!maySeeCase(reader, actor, id)) throw notFound();
  return reader.statement('SELECT * FROM cases WHERE id = ?').get(id) as CaseRecord;
}

/**
 * A case the actor may change. Errors: not_found where it is not seen, forbidden case.read_only where it is only read,
 * conflict case.merged where it has been taken up into another, case.disposed where nothing is left of it.
 */
export function findCaseToChange(reader: Reader, actor: Actor, id: string): CaseRecord {
  const found = findCase(reader, actor, id);
  if (!mayChangeCase(reader, actor, id)) throw forbidden('case.read_only');
  if (found.merged_into) throw conflict('case.merged');
  if (found.status === 'disposed') throw conflict('case.disposed');
  return found;
}
