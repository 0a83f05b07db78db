import { listDocumentTypes } from '../../archive/index.ts';
import { localDay } from '../../core/dates.ts';
import type { Problem } from '../../core/errors.ts';
import { getDispatch, setOptions, type DispatchOptions } from '../../sending/index.ts';
import { Options, OptionsActions } from '../../../views/sending/options.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

function form(c: Ctx, id: string, values?: DispatchOptions, problem?: Problem) {
  const { db, clock } = c.get('deps');
  const dispatch = getDispatch(db, c.get('actor'), id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const types = listDocumentTypes(db).filter((type) => type.active);
  return page(c, {
    styles: ['sending.css'], title: `${sending.options.title}: ${dispatch.title}`, heading: StepHeading({ step: sending.options.title, title: dispatch.title }),
    actions: OptionsActions(), problem, problemHeading: sending.options.errors.summary,
  }, <Options id={id} types={types} values={values ?? dispatch} today={localDay(clock.now())} problem={problem} />);
}

export const showOptions = (c: Ctx) => form(c, c.req.param('id')!);

export async function takeOptions(c: Ctx) {
  const id = c.req.param('id')!;
  const input = await readForm(c);
  const values: DispatchOptions = {
    title: input.text('titel'), documentTypeId: input.text('type') || null, replyAllowed: input.has('besvares'), removeCpr: input.has('fjern'),
    deliverOn: input.has('udskyd') ? input.text('dato') || 'missing' : null,
  };
  return attempt(c, () => setOptions(c.get('deps'), c.get('actor'), id, values), { to: `/afsendelser/${id}/kontrol` }, (problem) => form(c, id, values, problem));
}
