import { lookUpCompany } from '../../companies/index.ts';
import { Problem, statusOf } from '../../core/errors.ts';
import { cvrRegister } from '../../jobs/index.ts';
import { companyLetter, setAttention, useLastContact } from '../../sending/index.ts';
import { CompanyActions, CompanyPage, type TypedAttention } from '../../../views/sending/company/page.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { company as words } from '../../../views/texts/company.ts';
import { readForm, type Form } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';

/** A page waits so long for the register; what comes later is there the next time. */
const patienceMs = 4000;
type Asked = { waiting: boolean; problem: string | null };

/** Asks the register where the last answer is too old, or `anew`. Goes on by itself when it takes longer than a page may. */
async function askRegister(c: Ctx, cvr: string, anew: boolean): Promise<Asked> {
  const deps = c.get('deps');
  const asked = lookUpCompany(deps, cvrRegister(deps.db), cvr, { anew });
  asked.catch(() => deps.log.error({}, 'company look-up failed'));
  const late = new Promise<Asked>((resolve) => setTimeout(() => resolve({ waiting: true, problem: null }), patienceMs).unref());
  return Promise.race([asked.then(({ problem }) => ({ waiting: false, problem })), late]);
}

async function show(c: Ctx, id: string, { waiting, problem: lookUpProblem }: Asked, typed?: TypedAttention, problem?: Problem): Promise<Response> {
  const letter = companyLetter(c.get('deps').db, c.get('actor'), id);
  const answer = await page(c, {
    styles: ['sending.css', 'sending-company.css'], modules: ['sending-company.js'], title: `${words.title}: ${letter.dispatchTitle}`, heading: StepHeading({ step: words.title, title: letter.dispatchTitle }),
    lead: words.lead(letter.ordinal, letter.name ?? words.unnamed, letter.cvr), actions: CompanyActions(), problem,
  }, <CompanyPage letter={{ ...letter, lookUp: { ...letter.lookUp, problem: lookUpProblem } }} typed={typed} problem={problem} waiting={waiting} />);
  return problem ? new Response(answer.body, { status: statusOf[problem.code], headers: answer.headers }) : answer;
}

async function showCompany(c: Ctx) {
  const id = c.req.param('id')!;
  const { cvr } = companyLetter(c.get('deps').db, c.get('actor'), id);
  return show(c, id, await askRegister(c, cvr, false));
}

async function takeLookUp(c: Ctx) {
  const id = c.req.param('id')!;
  const { cvr } = companyLetter(c.get('deps').db, c.get('actor'), id);
  const asked = await askRegister(c, cvr, true);
  return asked.waiting || asked.problem ? show(c, id, asked) : c.redirect(`/breve/${id}/virksomhed`, 303);
}

function typedOf(form: Form): TypedAttention {
  const chosen = form.text('enhed');
  // A number that is typed is meant, also where the choice was forgotten; else what is chosen in the list.
  const typed = form.text('p-nummer');
  return {
    chosen: chosen === '' && typed !== '' ? 'andet' : chosen, unit: typed, unitName: form.text('p-navn'), officer: form.text('sagsbehandler'), email: form.text('e-mail'),
    telephone: form.text('telefon'), person: form.text('kontakt'), everywhere: form.has('alle'),
  };
}

async function takeCompany(c: Ctx) {
  const id = c.req.param('id')!;
  const { dispatchId } = companyLetter(c.get('deps').db, c.get('actor'), id);
  const typed = typedOf(await readForm(c));
  const unit = typed.chosen === 'andet' ? typed.unit : typed.chosen;
  try {
    setAttention(c.get('deps'), c.get('actor'), id, { ...typed, unit, unitName: typed.chosen === 'andet' ? typed.unitName : '' }, { everywhere: typed.everywhere });
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    return show(c, id, { waiting: false, problem: null }, typed, error);
  }
  return c.redirect(`/afsendelser/${dispatchId}/modtagere#brev-${id}`, 303);
}

function takeLast(c: Ctx) {
  const id = c.req.param('id')!;
  const { dispatchId } = companyLetter(c.get('deps').db, c.get('actor'), id);
  useLastContact(c.get('deps'), c.get('actor'), id);
  return c.redirect(`/afsendelser/${dispatchId}/modtagere#brev-${id}`, 303);
}

export const companyRoutes: Route[] = [
  { method: 'GET', path: '/breve/:id/virksomhed', rule: 'dispatch', handler: showCompany },
  { method: 'POST', path: '/breve/:id/virksomhed', rule: 'dispatch', handler: takeCompany },
  { method: 'POST', path: '/breve/:id/virksomhed/opslag', rule: 'dispatch', handler: takeLookUp },
  { method: 'POST', path: '/breve/:id/som-sidst', rule: 'dispatch', handler: takeLast },
];
