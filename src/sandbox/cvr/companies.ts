import { readFileSync } from 'node:fs';
import { z } from 'zod';

const address = z.strictObject({ road: z.string(), house: z.string(), floor: z.string().default(''), door: z.string().default(''), postalCode: z.string(), town: z.string() });
const unit = z.strictObject({ number: z.string().regex(/^\d{10}$/), name: z.string(), address, /** Day it ceased, or absent. */ ceasedOn: z.string().optional() });
const company = z.strictObject({ cvr: z.string().regex(/^\d{8}$/), name: z.string(), address, ceasedOn: z.string().optional(), advertisingProtected: z.boolean().default(false), units: z.array(unit) });

export type CompanyEntry = z.input<typeof company>;
export type SandboxCompany = z.output<typeof company>;
export type SandboxUnit = SandboxCompany['units'][number];

/** The companies the register knows, from a JSON list of CompanyEntry. Throws on a malformed file. */
export const loadCompanies = (path: string): SandboxCompany[] => z.array(company).parse(JSON.parse(readFileSync(path, 'utf8')));
