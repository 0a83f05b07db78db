import type { TemplateUse, TemplateView } from '../../../src/sending/templates/types.ts';
import { Select } from '../../components/field.tsx';
import { templates } from '../../texts/templates.ts';

const words = templates.panel;

/** On the page of options: what is chosen here can be remembered, or what is remembered be used here. */
export const TemplatePanel = ({ id, all, use }: { id: string; all: Pick<TemplateView, 'id' | 'name'>[]; use: TemplateUse | null }) => (
  <section class="panel copies-panel" aria-labelledby="brevskabelon-heading">
    <h2 id="brevskabelon-heading">{words.heading}</h2>
    {use ? <p>{templates.save.already(use.name)}. <a href={`/brevskabeloner/${use.templateId}`}>{templates.notice.see}</a></p> : <p>{words.none}</p>}
    {!use && all.length > 0 ? (
      <form class="template-choose" method="post" action={`/afsendelser/${id}/brevskabelon/valg`}>
        <Select id="skabelon" name="skabelon" label={words.choose} value="" options={[{ value: '', label: words.chooseNone }, ...all.map((each) => ({ value: each.id, label: each.name }))]} />
        <button class="button button-secondary" type="submit">{words.use}</button>
      </form>
    ) : null}
    <button class="button button-secondary" type="submit" form="valg" name="videre" value="brevskabelon">{templates.save.link}</button>
  </section>
);
