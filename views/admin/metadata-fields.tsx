import type { CaseType, FieldKind, MetadataField } from '../../src/archive/index.ts';
import { Act } from '../components/act.tsx';
import { Checkbox, Field, Select } from '../components/field.tsx';
import { TextArea } from '../components/text-area.tsx';
import { texts } from '../texts.ts';

const words = texts.fieldPage;
const base = '/administration/felter';
const kinds = texts.cases.kinds;

/** A type and its fields; `key` names the owner in forms: `case_type:free`. */
export type Owner = { key: string; name: string; fields: MetadataField[]; /** Of a case type; one that letters and set-up use cannot be switched off. */ type?: { id: string; active: boolean; needed: boolean } };

const Fields = ({ owner }: { owner: Owner }) => (
  <section class="panel">
    <h3>{owner.name}{owner.type && !owner.type.active ? <span class="quiet"> ({words.off})</span> : null}</h3>
    {owner.fields.length === 0 ? <p class="quiet">{words.noFields}</p> : (
      <ul class="plain-list">
        {owner.fields.map((field) => (
          <li class="file">
            <span class="file-words"><strong>{field.name}</strong><span>{[kinds[field.kind], field.choices.join(', '), field.required ? words.requiredWord : '', field.active ? '' : words.off].filter(Boolean).join(' · ')}</span></span>
            <Act action={`${base}/${field.id}/${field.active ? 'slukning' : 'taending'}`} label={field.active ? words.turnOff : words.turnOn} about={field.name} look="link" />
          </li>
        ))}
      </ul>
    )}
    {owner.type && !owner.type.needed ? <Act action={`/administration/sagstyper/${owner.type.id}/${owner.type.active ? 'slukning' : 'taending'}`} label={owner.type.active ? words.turnTypeOff : words.turnTypeOn} about={owner.name} look="link" /> : null}
  </section>
);

export type FieldForm = { owner: string; name: string; kind: string; choices: string; required: boolean };
type Props = { caseTypes: Owner[]; documentTypes: Owner[]; field: FieldForm; type: { name: string; kind: CaseType['kind'] } };

export const MetadataFields = ({ caseTypes, documentTypes, field, type }: Props) => (
  <div class="columns columns-main">
    <div>
      <h2>{words.caseTypes}</h2>
      {caseTypes.map((owner) => <Fields owner={owner} />)}
      <h2>{words.documentTypes}</h2>
      {documentTypes.map((owner) => <Fields owner={owner} />)}
    </div>
    <div>
      <form class="panel" method="post" action={base} aria-labelledby="nyt-felt">
        <h2 id="nyt-felt">{words.addField}</h2>
        <Select id="ejer" name="ejer" label={words.owner} value={field.owner} options={[...caseTypes.filter(({ type }) => type?.active !== false), ...documentTypes].map((owner) => ({ value: owner.key, label: owner.name }))} />
        <Field id="felt-navn" name="navn" label={words.fieldName} value={field.name} maxlength={60} required autocomplete="off" />
        <Select id="felt-indhold" name="indhold" label={words.fieldKind} value={field.kind} options={(Object.keys(kinds) as FieldKind[]).map((kind) => ({ value: kind, label: kinds[kind] }))} />
        <TextArea id="valg" name="valg" label={words.choices} hint={words.choicesHint} value={field.choices} />
        <Checkbox id="kraevet" name="kraevet" label={words.required} checked={field.required} />
        <button class="button button-primary" type="submit">{words.addField}</button>
      </form>
      <form class="panel" method="post" action="/administration/sagstyper" aria-labelledby="ny-sagstype">
        <h2 id="ny-sagstype">{words.addType}</h2>
        <Field id="type-navn" name="navn" label={words.typeName} value={type.name} maxlength={100} required autocomplete="off" />
        <Select id="slags" name="slags" label={words.typeKind} value={type.kind} options={Object.entries(words.typeKinds).map(([value, label]) => ({ value, label }))} />
        <button class="button button-secondary" type="submit">{words.addType}</button>
      </form>
    </div>
  </div>
);
