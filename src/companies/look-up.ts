import type { Clock } from '../core/clock.ts';
import { Problem } from '../core/errors.ts';
import type { Ids } from '../core/ids.ts';
import type { Database, Reader } from '../db/index.ts';
import { getStatus, setStatus } from '../queue/index.ts';
import { rememberCompany } from '../people/index.ts';
import type { Company, CompanyLookUp, CompanyRegister } from './types.ts';

/** An answer is good for a day (facts/domain.md 2.2). */
const maxAgeMs = 24 * 3_600_000;

/** A register that has just failed is left alone for so long by everything but a person who asks. */
const restMs = 60_000;

function recentTrouble(reader: Reader, clock: Clock): string | null {
  const status = getStatus(reader, 'cvr');
  return status && status.value['ok'] === false && clock.now().getTime() - Date.parse(status.at) < restMs ? String(status.value['reason']) : null;
}

type Row = { answer: string | null; fetchedAt: string };

const kept = (reader: Reader, cvr: string) => reader.statement('SELECT answer, fetched_at AS fetchedAt FROM company_lookups WHERE cvr = ?').get(cvr) as Row | undefined;

/** What the register last said, however old; nobody is asked. */
export function knownCompany(reader: Reader, cvr: string): CompanyLookUp {
  const row = kept(reader, cvr);
  return { company: row?.answer ? (JSON.parse(row.answer) as Company) : null, fetchedAt: row?.fetchedAt ?? null, problem: null };
}

/**
 * A company by its number (eight digits): what was answered within a day, else the register is asked. Where it cannot be,
 * the older answer stands with why; having just failed, it is not asked again for a minute, unless `anew`. `register` null = none is set up. Never throws for the register's faults.
 */
export async function lookUpCompany(deps: { db: Database; clock: Clock; ids: Ids }, register: CompanyRegister | null, cvr: string, options: { anew?: boolean } = {}): Promise<CompanyLookUp> {
  const before = knownCompany(deps.db, cvr);
  const fresh = before.fetchedAt !== null && deps.clock.now().getTime() - Date.parse(before.fetchedAt) < maxAgeMs;
  if (fresh && !options.anew) return before;
  if (!register) return { ...before, problem: 'cvr.not_configured' };
  const trouble = options.anew ? null : recentTrouble(deps.db, deps.clock);
  if (trouble) return { ...before, problem: trouble };
  let company: Company | null;
  try {
    company = await register.company(cvr);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unavailable') throw error;
    const { reason } = error;
    deps.db.write((tx) => setStatus(tx, 'cvr', { ok: false, reason }, deps.clock.now()));
    return { ...before, problem: reason };
  }
  const fetchedAt = deps.clock.now().toISOString();
  deps.db.write((tx) => {
    setStatus(tx, 'cvr', { ok: true }, deps.clock.now());
    tx.statement('INSERT OR REPLACE INTO company_lookups (cvr, answer, fetched_at) VALUES (?, ?, ?)').run(cvr, company ? JSON.stringify(company) : null, fetchedAt);
    if (company?.name) rememberCompany(tx, deps.ids, { cvr, name: company.name, address: company.address, units: company.units.map((unit) => ({ ...unit, name: unit.name ?? company.name! })) });
  });
  return { company, fetchedAt, problem: null };
}
