import type { Ids } from '../core/ids.ts';
import type { Tx } from '../db/index.ts';
import type { CompanyInput } from './types.ts';

/** Takes in a company that the CVR register told of, with its units. What the school has imported itself stays as it is. */
export function rememberCompany(tx: Tx, ids: Ids, company: CompanyInput): void {
  tx.statement('INSERT INTO companies (id, cvr, name, address) VALUES (?, ?, ?, ?) ON CONFLICT (cvr) DO NOTHING').run(ids.uuid(), company.cvr, company.name, company.address ?? null);
  const unit = tx.statement('INSERT INTO production_units (number, company_id, name, address) SELECT ?, id, ?, ? FROM companies WHERE cvr = ? ON CONFLICT (number) DO NOTHING');
  for (const each of company.units) unit.run(each.number, each.name, each.address ?? null, company.cvr);
}
