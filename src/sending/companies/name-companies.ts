import { lookUpCompany, type CompanyRegister } from '../../companies/index.ts';
import type { SendingDeps } from '../ports.ts';

/** So many companies of one dispatch are asked for; a secretary sends to some, not to all of Denmark. */
const most = 300;

/**
 * Asks the register for the companies of a dispatch, so that those nobody has named get their name and the units are there
 * when somebody chooses. What it does not answer stays as it is, and is asked for again on the company's page.
 */
export async function nameCompanies(deps: SendingDeps, register: CompanyRegister | null, dispatchId: string): Promise<void> {
  if (!register) return;
  const companies = deps.db.statement("SELECT DISTINCT recipient_number AS cvr FROM letters WHERE dispatch_id = ? AND recipient_kind = 'cvr' AND recipient_number IS NOT NULL LIMIT ?").all(dispatchId, most) as { cvr: string }[];
  for (const { cvr } of companies) {
    const { company, problem } = await lookUpCompany(deps, register, cvr);
    // Other work waits for this one: a register that does not answer is not asked for the rest.
    if (problem) return;
    if (company?.name) deps.db.write((tx) => tx.statement("UPDATE letters SET recipient_name = ? WHERE dispatch_id = ? AND recipient_kind = 'cvr' AND recipient_number = ? AND recipient_name IS NULL").run(company.name, dispatchId, cvr));
  }
}
