import { conflict, Problem } from '../../../core/errors.ts';
import { chooseTemplate, getDispatch, leaveTemplate, proposeTemplate, saveTemplate, type TemplateOptions } from '../../../sending/index.ts';
import { HowRecognised, TemplateForm, type TypedNumbers } from '../../../../views/sending/templates/form.tsx';
import { Checkbox } from '../../../../views/components/field.tsx';
import { templates as words } from '../../../../views/texts/templates.ts';
import { attempt, readForm } from '../../form.ts';
import { page } from '../../page.tsx';
import type { Ctx } from '../../route.ts';
import { sayDone } from '../../said.ts';
import { choicesOf, templateOptions } from './read-options.ts';

const longest = (lines: { words: string | null }[]) => lines.flatMap(({ words: text }) => (text && !text.includes('#') ? [text] : [])).sort((a, b) => b.length - a.length).slice(0, 4);

/** Where a dispatch goes on: a draft at its options, the others at their own page. */
const backTo = (c: Ctx, id: string) => (getDispatch(c.get('deps').db, c.get('actor'), id).state === 'draft' ? `/afsendelser/${id}/valg` : `/afsendelser/${id}`);

function savePage(c: Ctx, id: string, again?: { options: TemplateOptions; typed: TypedNumbers; attachments: boolean; problem: Problem }) {
  const { db, clock } = c.get('deps');
  const dispatch = getDispatch(db, c.get('actor'), id);
  const { options, layout, attachments } = proposeTemplate(db, c.get('actor'), id, clock.now());
  const actions = <><a class="button button-secondary" href={backTo(c, id)}>{words.save.cancel}</a><button class="button button-primary" type="submit" form="skabelon">{words.save.button}</button></>;
  return page(c, {
    styles: ['sending.css', 'sending-templates.css'], title: words.save.title, heading: <>{words.save.title} <span class="heading-sub">{dispatch.title}</span></>, lead: words.save.lead, actions, problem: again?.problem, problemHeading: words.edit.errors,
  }, <>
    <TemplateForm id="skabelon" action={`/afsendelser/${id}/brevskabelon`} values={again?.options ?? options} typed={again?.typed ?? {}} problem={again?.problem} titles={layout?.places.title != null} {...choicesOf(c)}>
      {attachments.length > 0 ? <Checkbox id="med-bilag" name="med-bilag" label={words.edit.attachmentsKeep(attachments.length)} hint={attachments.map(({ title }) => title).join(', ')} checked={again?.attachments ?? true} /> : null}
    </TemplateForm>
    <HowRecognised of={layout && { lines: layout.fingerprint.lines.length, program: layout.fingerprint.program || null, examples: longest(layout.fingerprint.lines), places: layout.places }} />
  </>);
}

export const showSave = (c: Ctx) => savePage(c, c.req.param('id')!);

export async function takeSave(c: Ctx) {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  const read = { ...templateOptions(form), attachments: form.has('med-bilag') };
  return attempt(c, async () => {
    await saveTemplate(c.get('deps'), c.get('actor'), id, read.options, read.attachments);
    sayDone(c, 'templateSaved');
  }, { to: backTo(c, id) }, (problem) => savePage(c, id, { ...read, problem }));
}

/** Does it and goes on; what no longer holds is told by the page as it is now. */
async function attemptOn(c: Ctx, work: (id: string) => void | Promise<void>, step: 'valg' | 'modtagere' = 'valg'): Promise<Response> {
  const id = c.req.param('id')!;
  try {
    await work(id);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    if (error.reason === 'dispatch.not_draft') return c.redirect(`/afsendelser/${id}`, 303);
    throw conflict(error.reason);
  }
  return c.redirect(`/afsendelser/${id}/${step}`, 303);
}

export async function takeChoice(c: Ctx) {
  const chosen = (await readForm(c)).text('skabelon');
  return attemptOn(c, async (id) => {
    // Nothing chosen changes nothing, but a dispatch one may not see is not found all the same.
    if (chosen) await chooseTemplate(c.get('deps'), c.get('actor'), id, chosen);
    else getDispatch(c.get('deps').db, c.get('actor'), id);
  });
}

export async function takeLeaving(c: Ctx) {
  const from = (await readForm(c)).text('fra');
  return attemptOn(c, (id) => leaveTemplate(c.get('deps'), c.get('actor'), id), from === 'modtagere' ? 'modtagere' : 'valg');
}
