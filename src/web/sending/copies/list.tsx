import { Problem } from '../../../core/errors.ts';
import { getDispatch, listCopies, saveCopies, type Decision } from '../../../sending/index.ts';
import type { KeptChoice } from '../../../../views/sending/copies/group.tsx';
import { CopiesActions, CopiesPage } from '../../../../views/sending/copies/page.tsx';
import { StepHeading } from '../../../../views/sending/steps.tsx';
import { copies as words } from '../../../../views/texts/copies.ts';
import { pageNumber, readForm, type Form } from '../../form.ts';
import { page } from '../../page.tsx';
import type { Ctx } from '../../route.ts';

/** The list of proposals; with `kept` what was chosen when it could not be saved. */
export async function copiesPage(c: Ctx, id: string, kept?: KeptChoice, problem?: Problem): Promise<Response> {
  const deps = c.get('deps');
  const dispatch = getDispatch(deps.db, c.get('actor'), id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const list = listCopies(deps, c.get('actor'), id, pageNumber(c));
  return page(c, {
    styles: ['sending.css', 'sending-copies.css'], title: `${words.title}: ${dispatch.title}`, heading: StepHeading({ step: words.title, title: dispatch.title }),
    actions: list.groups.some((group) => group.proposals.length > 0) ? CopiesActions() : undefined, problem,
  }, <CopiesPage id={id} list={list} kept={kept} />);
}

export const showCopies = (c: Ctx) => copiesPage(c, c.req.param('id')!);

function decisionsOf(form: Form, keys: string[]): Map<string, Decision> {
  return new Map(keys.map((key) => [key, { read: form.has(`laest:${key}`), note: form.text(`note:${key}`) }]));
}

export async function takeCopies(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  const [shown, chosen] = [form.all('vist'), form.all('valgt')];
  const decisions = decisionsOf(form, shown);
  try {
    saveCopies(c.get('deps'), c.get('actor'), id, { shown, chosen, decisions, all: form.has('alle') });
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    return copiesPage(c, id, { chosen: new Set(chosen), decisions, key: error.values['key'] as string | undefined }, error);
  }
  const side = pageNumber(c);
  return c.redirect(form.text('videre') === 'kontrol' ? `/afsendelser/${id}/kontrol` : `/afsendelser/${id}/kopier${side > 1 ? `?side=${side}` : ''}`, 303);
}
