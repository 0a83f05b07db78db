import type { Problem } from '../../../core/errors.ts';
import { changeTemplate, getTemplate, listTemplates, removeTemplateAttachment, setTemplateDeleted, type TemplateOptions, type TemplateView } from '../../../sending/index.ts';
import { Act } from '../../../../views/components/act.tsx';
import { Confirm } from '../../../../views/components/confirm.tsx';
import { HowRecognised, TemplateForm, type TypedNumbers } from '../../../../views/sending/templates/form.tsx';
import { TemplateList } from '../../../../views/sending/templates/list.tsx';
import { templates as words } from '../../../../views/texts/templates.ts';
import { attempt, readForm } from '../../form.ts';
import { page } from '../../page.tsx';
import type { Ctx } from '../../route.ts';
import { sayDone } from '../../said.ts';
import { choicesOf, templateOptions } from './read-options.ts';

const styles = ['sending.css', 'sending-templates.css'];

/** The one just deleted, so that it can be taken back. */
function justRemoved(c: Ctx): TemplateView | undefined {
  const id = c.req.query('slettet');
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  const found = getTemplate(c.get('deps').db, c.get('actor'), id);
  return found.deleted ? found : undefined;
}

export const showTemplates = (c: Ctx) => page(c, { styles, title: words.title, lead: words.lead, crumbs: [{ label: words.crumb, href: '/afsendelser' }, { label: words.title }] },
  <TemplateList all={listTemplates(c.get('deps').db, c.get('actor'))} removed={justRemoved(c)} />);

function editPage(c: Ctx, id: string, again?: { options: TemplateOptions; typed: TypedNumbers; problem: Problem }) {
  const template = getTemplate(c.get('deps').db, c.get('actor'), id);
  if (template.deleted) return c.redirect(`/brevskabeloner?slettet=${id}`, 303);
  const actions = <button class="button button-primary" type="submit" form="skabelon">{words.edit.save}</button>;
  return page(c, { styles, title: template.name, lead: words.edit.lead, crumbs: [{ label: words.title, href: '/brevskabeloner' }, { label: template.name }], actions, problem: again?.problem, problemHeading: words.edit.errors },
    <>
      <TemplateForm id="skabelon" action={`/brevskabeloner/${id}`} values={again?.options ?? template} typed={again?.typed ?? {}} problem={again?.problem} titles={template.places.title !== null} {...choicesOf(c)} />
      <section class="panel copies-panel" aria-labelledby="skabelonens-bilag">
        <h2 id="skabelonens-bilag">{words.edit.attachmentsHeading}</h2>
        {template.attachments.length === 0 ? <p>{words.edit.attachmentsNone}</p> : (
          <ul class="template-files">
            {template.attachments.map((each) => <li><span>{each.title} <span class="quiet">{words.edit.size(each.size)}</span></span><Act action={`/brevskabeloner/${id}/bilag/${each.id}/fjernelse`} label={words.edit.removeAttachment} look="link" icon="close" about={each.title} /></li>)}
          </ul>
        )}
      </section>
      <HowRecognised of={template.recognised ? template : null} />
      <p class="after-form"></p>
      <Confirm open={words.edit.delete} question={words.edit.deleteQuestion} action={`/brevskabeloner/${id}/sletning`} label={words.edit.delete} />
    </>);
}

export const showTemplate = (c: Ctx) => editPage(c, c.req.param('id')!);

export async function takeTemplate(c: Ctx) {
  const id = c.req.param('id')!;
  const read = templateOptions(await readForm(c));
  return attempt(c, () => {
    changeTemplate(c.get('deps'), c.get('actor'), id, read.options);
    sayDone(c, 'templateSaved');
  }, { to: '/brevskabeloner' }, (problem) => editPage(c, id, { ...read, problem }));
}

export function takeDeletion(c: Ctx) {
  const id = c.req.param('id')!;
  setTemplateDeleted(c.get('deps'), c.get('actor'), id, true);
  return c.redirect(`/brevskabeloner?slettet=${id}`, 303);
}

export async function takeRestoration(c: Ctx) {
  const id = c.req.param('id')!;
  return attempt(c, () => setTemplateDeleted(c.get('deps'), c.get('actor'), id, false), { to: '/brevskabeloner' },
    (problem) => page(c, { styles, title: words.title, lead: words.lead, problem }, <TemplateList all={listTemplates(c.get('deps').db, c.get('actor'))} removed={undefined} />));
}

export function takeAttachmentRemoval(c: Ctx) {
  const id = c.req.param('id')!;
  removeTemplateAttachment(c.get('deps'), c.get('actor'), id, c.req.param('attachment')!);
  return c.redirect(`/brevskabeloner/${id}`, 303);
}
