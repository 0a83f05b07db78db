import type { ImportView, PeopleField, PeopleMapping } from '../../src/people/index.ts';
import { Checkbox, Field } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { peopleImport as words } from '../texts/people.ts';

type Props = { view: ImportView; mapping: PeopleMapping; saveAs: string };
const fields = Object.keys(words.fields) as PeopleField[];

/** One row per column of the file, with what stands in it and what it is. */
export const ImportColumns = ({ view, mapping, saveAs }: Props) => {
  const meaning = new Map(Object.entries(mapping.columns).map(([field, heading]) => [heading, field]));
  return (
    <form method="post" action={`/elever/indlaesning/${view.id}/kolonner`}>
      <p>{words.columnsLead}</p>
      <fieldset>
        <legend>{words.kind}</legend>
        {(['students', 'staff'] as const).map((kind) => (
          <div class="form-group-radio">
            <input class="form-radio" type="radio" id={`kind-${kind}`} name="indhold" value={kind} checked={mapping.kind === kind} />
            <label class="form-label" for={`kind-${kind}`}>{words.kinds[kind]}</label>
          </div>
        ))}
      </fieldset>
      <div class="column-choice">
        <Table caption={words.columnsTitle} columns={[{ label: words.column }, { label: words.sample }, { label: words.means }]}>
          {view.headings.map(({ name, sample }, n) => (
            <tr>
              <td class="primary"><label for={`column-${n}`}>{name}</label></td>
              <td>{sample}</td>
              <td>
                <select class="form-select" id={`column-${n}`} name={`kolonne-${n}`}>
                  <option value="">{words.unused}</option>
                  {fields.map((field) => <option value={field} selected={meaning.get(name) === field}>{words.fields[field]}</option>)}
                </select>
              </td>
            </tr>
          ))}
        </Table>
      </div>
      <Checkbox id="hele" name="hele" label={words.complete[mapping.kind]} hint={words.completeHint} checked={mapping.complete} />
      <Field id="gem" name="gem" label={words.saveAs} hint={words.saveAsHint} value={saveAs} size="medium" maxlength={60} autocomplete="off" />
      <button class="button button-primary" type="submit">{words.show}</button>
    </form>
  );
};
