import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '../../access/index.ts';
import { invalid } from '../../core/errors.ts';
import { readSheet } from '../../sheets/index.ts';
import type { CaseDeps } from '../cases/make-case.ts';
import { importFilingPlan, type PlanProblem, type PlanRow } from './import-plan.ts';

const schoolPlan = join(import.meta.dir, '../../../appliance/arkivplan.csv');

/** Lays the plan of a CSV or Excel file, or answers what is the matter with which row. invalid filing_plan.nothing: it has no columns for number and title. */
export async function readFilingPlan(deps: CaseDeps, actor: Actor | null, bytes: Uint8Array): Promise<PlanProblem[]> {
  const sheet = await readSheet(bytes);
  const column = (...names: string[]) => sheet.headers.findIndex((header) => names.includes(header.trim().toLowerCase()));
  const [code, title, description, parent] = [column('nummer', 'kode', 'code'), column('titel', 'title', 'navn'), column('beskrivelse', 'description'), column('overemne', 'parent')];
  if (code < 0 || title < 0) throw invalid('filing_plan.nothing');
  const rows = sheet.rows.map(({ row, cells }): PlanRow => ({ row, code: cells[code] ?? '', title: cells[title] ?? '', description: cells[description] ?? '', parent: cells[parent] ?? '' }));
  return importFilingPlan(deps, actor, rows).problems;
}

/** Lays the small plan for a school that comes with the box: our own, to begin with. */
export const laySchoolPlan = (deps: CaseDeps, actor: Actor | null): Promise<PlanProblem[]> => readFilingPlan(deps, actor, new Uint8Array(readFileSync(schoolPlan)));
