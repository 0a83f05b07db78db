import type { CaseTree, DocumentType } from '../../src/archive/index.ts';
import { Field, Select } from '../components/field.tsx';
import { texts } from '../texts.ts';
import { fieldParts, type Criteria } from './criteria-list.tsx';

const words = texts.search;
const choices = (table: Record<string, string>, none: string = words.any) => [{ value: '', label: none }, ...Object.entries(table).map(([value, label]) => ({ value, label }))];

type Props = { tree: CaseTree; types: DocumentType[]; /** The school's own. */ caseTypes: { id: string; name: string }[]; fields: { id: string; name: string; of: string }[]; officers: { id: string; name: string }[]; criteria?: Criteria | undefined; /** What was typed to find the one case to search in. */ typedCase?: string | undefined };

/** One box for cases and documents, with its criteria folded away until they are wanted or in use. */
export const SearchForm = ({ tree, types, caseTypes, fields, officers, criteria = { filters: {} }, typedCase }: Props) => {
  const { filters } = criteria;
  const [field, value] = fieldParts(filters.field ?? '=');
  return (
    <form class="find" method="post" action="/soegninger" role="search" aria-label={words.search}>
      <Field id="ord" name="ord" type="search" label={words.words} hint={words.wordsHint} value={criteria.words} maxlength={500} autocomplete="off" />
      {filters.caseId ? <input type="hidden" name="sag" value={filters.caseId} /> : null}
      <details open={typedCase !== undefined}>
        <summary>{words.more}</summary>
        <Select id="hvad" name="hvad" label={words.what} value={filters.what ?? ''} options={choices(words.whatKinds, words.anyWhat)} />
        <Select id="sagstype" name="sagstype" label={words.caseKind} value={filters.caseTypeId ?? filters.caseKind ?? ''} options={choices({ ...texts.case.kinds, ...Object.fromEntries(caseTypes.map((each) => [each.id, each.name])) })} />
        <Select id="type" name="type" label={words.documentType} value={filters.documentTypeId ?? ''} options={choices(Object.fromEntries(types.map((each) => [each.id, each.name])))} />
        <Select id="klasse" name="klasse" label={words.className} value={filters.className ?? ''} options={choices(Object.fromEntries(tree.classes.map((each) => [each.name, each.name])))} />
        <Field id="find-sag" name="person" label={words.person} hint={words.personHint} value={typedCase} maxlength={200} autocomplete="off" />
        {tree.plan.length > 0 ? <Select id="find-emne" name="emne" label={words.filing} value={filters.filingNodeId ?? ''} options={choices(Object.fromEntries(tree.plan.map(({ id, depth, code, title }) => [id, `${'\u2003'.repeat(depth)}${code} ${title}`])))} /> : null}
        <Select id="retning" name="retning" label={words.direction} value={filters.direction ?? ''} options={choices(words.directions)} />
        <Select id="status" name="status" label={words.status} value={filters.caseStatus ?? ''} options={choices(texts.states.case)} />
        {officers.length > 0 ? <Select id="sagsbehandler" name="sagsbehandler" label={words.officer} value={filters.officerId ?? ''} options={choices(Object.fromEntries(officers.map((each) => [each.id, each.name])))} /> : null}
        <Field id="fra" name="fra" type="date" label={words.from} value={filters.from} />
        <Field id="til" name="til" type="date" label={words.to} value={filters.to} />
        <Field id="noegleord" name="noegleord" label={words.keyword} value={filters.keyword} maxlength={60} autocomplete="off" />
        {fields.length > 0 ? (
          <>
            <Select id="felt" name="felt" label={words.field} value={field} options={choices(Object.fromEntries(fields.map((each) => [each.id, `${each.of}: ${each.name}`])), words.noField)} />
            <Field id="feltvaerdi" name="feltvaerdi" label={words.fieldValue} hint={words.fieldHint} value={value} maxlength={200} autocomplete="off" />
          </>
        ) : null}
      </details>
      <button class="button button-secondary" type="submit">{words.search}</button>
    </form>
  );
};
