import type { CaseSummary } from '../../src/archive/types.ts';
import type { DocumentType, FieldValue } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Field, Select } from '../components/field.tsx';
import { MetadataInput } from '../cases/edit-case.tsx';
import { texts } from '../texts.ts';

const words = texts.filing;

type Props = { id: string; values: { title: string; documentTypeId: string | null; keywords: string }; titled: boolean; types: DocumentType[]; fields: FieldValue[]; /** Another type was chosen: its fields are asked for. */ asks: boolean };

/** What one type asks for must not stop somebody from choosing another: the server says what is missing, not the browser. */
export const EditDocument = ({ id, values, titled, types, fields, asks }: Props) => (
  <form class="decision" method="post" action={`/dokumenter/${id}/rettelse`} novalidate>
    {asks ? <Alert tone="info" heading={words.typeAsks}>{words.typeAsksText}</Alert> : null}
    <input type="hidden" name="vist" value={values.documentTypeId ?? ''} />
    {titled ? <Field id="titel" name="titel" label={words.title} value={values.title} maxlength={200} required /> : null}
    <Select id="type" name="type" label={words.type} value={values.documentTypeId ?? ''} options={[{ value: '', label: words.noType }, ...types.filter((type) => type.active || type.id === values.documentTypeId).map((type) => ({ value: type.id, label: type.name }))]} />
    {fields.map((field) => <MetadataInput field={field} />)}
    <Field id="noegleord" name="noegleord" label={words.keywords} hint={texts.cases.keywordsHint} value={values.keywords} maxlength={1000} />
    <div class="button-group"><button class="button button-primary" type="submit">{words.save}</button><a href={`/dokumenter/${id}`}>{words.back}</a></div>
  </form>
);

/** Finds the other case, then moves or copies there. */
export const MoveDocument = ({ id, words: typed, hits }: { id: string; words: string; hits: CaseSummary[] | undefined }) => (
  <div class="decision">
    <form method="post" action={`/dokumenter/${id}/flytning`}>
      <Field id="ord" name="ord" label={words.find} value={typed} maxlength={200} autocomplete="off" required />
      <button class="button button-secondary" type="submit">{words.search}</button>
    </form>
    {hits === undefined ? null : hits.length === 0 ? <Empty icon="search" heading={words.none} /> : (
      <ul class="plain-list">
        {hits.map((hit) => (
          <li class="file">
            <span class="file-words"><strong>{hit.title}</strong><span>{[hit.identifier, hit.className].filter(Boolean).join(' · ')}</span></span>
            <span class="acts">
              <Act action={`/dokumenter/${id}/flytning`} label={words.moveHere} about={hit.title} fields={{ sag: hit.id, hvordan: 'flyt' }} />
              <Act action={`/dokumenter/${id}/flytning`} label={words.copyHere} about={hit.title} look="link" fields={{ sag: hit.id, hvordan: 'kopi' }} />
            </span>
          </li>
        ))}
      </ul>
    )}
    <p><a href={`/dokumenter/${id}`}>{words.back}</a></p>
  </div>
);
