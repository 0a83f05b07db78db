import { lookUpCompany } from '../../companies/index.ts';
import { sendsInClear } from '../../connectors/cvr/index.ts';
import { invalid, Problem, unavailable } from '../../core/errors.ts';
import { cvrRegister, cvrSettings } from '../../jobs/index.ts';
import { parseCvr } from '../../numbers/index.ts';
import { readSettings } from '../../settings/index.ts';
import { CvrBelow } from '../../../views/admin/cvr-below.tsx';
import { cvrPage } from '../../../views/texts/company.ts';
import { readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { settingsPart, takeSettingsPart } from './settings-part.tsx';

const address = '/administration/cvr';
type Test = { cvr: string; problem?: Problem; company?: { name: string | null; units: number } };

function show(c: Ctx, refused?: Parameters<typeof settingsPart>[2], test?: Test) {
  const settings = cvrSettings(readSettings(c.get('deps').db));
  const below = <CvrBelow ready={settings !== null} inClear={settings !== null && sendsInClear(settings)} cvr={test?.cvr ?? ''} company={test?.company} />;
  return settingsPart(c, { part: 'cvr', title: cvrPage.title, lead: cvrPage.lead, address, below }, refused, test?.problem);
}

export const showCvr = (c: Ctx) => show(c);
export const takeCvr = (c: Ctx) => takeSettingsPart(c, { part: 'cvr', address }, (refused) => show(c, refused));

/** Looks one company up now and says what came of it. */
export async function takeCvrTest(c: Ctx) {
  const deps = c.get('deps');
  const typed = (await readForm(c)).text('cvr');
  const cvr = parseCvr(typed);
  if (!cvr) return show(c, undefined, { cvr: typed, problem: invalid('number.cvr') });
  const { company, problem } = await lookUpCompany(deps, cvrRegister(deps.db), cvr, { anew: true });
  if (problem) return show(c, undefined, { cvr, problem: unavailable(problem) });
  if (!company) return show(c, undefined, { cvr, problem: invalid('cvr.unknown', { cvr }) });
  return show(c, undefined, { cvr, company: { name: company.name, units: company.units.filter((unit) => unit.active).length } });
}
