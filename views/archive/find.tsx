import type { CaseCriteria, CaseTree } from '../../src/archive/types.ts';
import { Field, Select } from '../components/field.tsx';
import { texts } from '../texts.ts';

const words = texts.archive;
const statuses = Object.entries(texts.states.case).map(([value, label]) => ({ value, label }));

/** The search box with its criteria, folded away until they are wanted or in use. */
export const Find = ({ tree, criteria = {} }: { tree: CaseTree; criteria?: CaseCriteria | undefined }) => {
  const inUse = Boolean(criteria.words !== undefined && (criteria.branch || criteria.className || criteria.status));
  return (
    <form class="find" method="post" action="/soegninger" role="search" aria-label={words.find}>
      <Field id="ord" name="ord" type="search" label={words.words} hint={words.wordsHint} value={criteria.words} maxlength={200} autocomplete="off" />
      <details open={inUse}>
        <summary>{words.more}</summary>
        <Select id="art" name="art" label={words.kind} value={criteria.branch === 'class' ? '' : criteria.branch ?? ''} options={[{ value: '', label: words.anyKind }, { value: 'cpr', label: words.branch.cpr }, { value: 'cvr', label: words.branch.cvr }]} />
        <Select id="klasse" name="klasse" label={words.className} value={criteria.className ?? ''} options={[{ value: '', label: words.anyClass }, ...tree.classes.map((each) => ({ value: each.name, label: each.name }))]} />
        <Select id="status" name="status" label={words.status} value={criteria.status ?? ''} options={[{ value: '', label: words.anyStatus }, ...statuses]} />
      </details>
      <button class="button button-secondary" type="submit">{words.search}</button>
    </form>
  );
};
