import type { Reader, Tx } from '../db/index.ts';
import type { CompanyContact } from './types.ts';

/** To whom the last letter to this company went, and when; undefined where there has been none. */
export function lastContact(reader: Reader, cvr: string): { contact: CompanyContact; usedAt: string } | undefined {
  const row = reader.statement('SELECT attention, used_at AS usedAt FROM company_contacts WHERE cvr = ?').get(cvr) as { attention: string; usedAt: string } | undefined;
  return row && { contact: JSON.parse(row.attention) as CompanyContact, usedAt: row.usedAt };
}

/** Remembers it for the next letter to the same company. */
export function rememberContact(tx: Tx, cvr: string, contact: CompanyContact, by: { actorId: string; at: Date }): void {
  tx.statement('INSERT OR REPLACE INTO company_contacts (cvr, attention, used_by, used_at) VALUES (?, ?, ?, ?)').run(cvr, JSON.stringify(contact), by.actorId, by.at.toISOString());
}
