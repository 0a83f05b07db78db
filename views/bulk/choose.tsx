import type { BulkView, CaseSummary, DocumentType, FilingPlanNode } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Field, Select } from '../components/field.tsx';
import { bulk as words } from '../texts/bulk.ts';
import { Discard } from './discard.tsx';

/** What can be chosen among, for the act it belongs to; `hits`: cases that were looked for. */
export type Choices = { types: DocumentType[]; officers: { id: string; name: string }[]; plan: FilingPlanNode[]; hits: CaseSummary[] | undefined; typed: string };
type Props = { view: BulkView; choices: Choices };

const optionsOf = ({ view, choices }: Props): { value: string; label: string }[] => {
  if (view.act === 'document_type') return [...choices.types.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })), { value: '', label: words.noType }];
  if (view.act === 'officer') return choices.officers.map(({ id, name }) => ({ value: id, label: name }));
  return choices.plan.filter(({ active }) => active).map(({ id, code, title, depth }) => ({ value: id, label: `${'\u00a0\u00a0'.repeat(depth)}${code} ${title}` }));
};

const FindCase = ({ view, choices }: Props) => (
  <>
    <form method="post" action={`/samlet/${view.id}/valg`}>
      <Field id="ord" name="ord" label={words.fields.move} hint={words.moveHint} value={choices.typed} maxlength={200} autocomplete="off" required />
      <button class={choices.hits?.length ? 'button button-secondary' : 'button button-primary'} type="submit">{words.find}</button>
    </form>
    {choices.hits === undefined ? null : choices.hits.length === 0 ? <Empty icon="search" heading={words.noCase} /> : (
      <ul class="plain-list">
        {choices.hits.map((hit) => (
          <li class="file">
            <span class="file-words"><strong>{hit.title}</strong><span>{[hit.identifier, hit.className].filter(Boolean).join(' · ')}</span></span>
            <Act action={`/samlet/${view.id}/valg`} label={words.moveHere} about={hit.title} fields={{ vaerdi: hit.id }} />
          </li>
        ))}
      </ul>
    )}
  </>
);

const Value = (props: Props) => {
  const { view, choices } = props;
  const keyword = view.act === 'add_keyword' || view.act === 'remove_keyword';
  return (
    <form method="post" action={`/samlet/${view.id}/valg`}>
      {keyword
        ? <Field id="vaerdi" name="vaerdi" label={words.fields.add_keyword} value={choices.typed} maxlength={60} autocomplete="off" required />
        : <Select id="vaerdi" name="vaerdi" label={words.fields[view.act as 'officer']} value={choices.typed} options={optionsOf(props)} />}
      <div class="button-group"><button class="button button-primary" type="submit">{words.preview}</button></div>
    </form>
  );
};

/** What the act is to set. */
export const Choose = (props: Props) => (
  <div class="decision">
    {props.view.act === 'move' ? <FindCase {...props} /> : <Value {...props} />}
    <Discard view={props.view} />
  </div>
);
