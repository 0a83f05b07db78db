import type { ListChoice, ListJoin, RecipientListView } from '../../src/sending/index.ts';
import { Field, Select } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { lists as words } from '../texts/lists.ts';

type Props = { dispatchId: string; view: RecipientListView; choice: ListChoice; saveAs: string };

/** What the columns of a list are, and how it meets the document. */
export const ListChoiceForm = ({ dispatchId, view, choice, saveAs }: Props) => {
  const options = [{ value: '', label: words.none }, ...view.headings.map(({ name }) => ({ value: name, label: name }))];
  return (
    <form method="post" action={`/afsendelser/${dispatchId}/modtagerliste/kolonner`}>
      <Table caption={view.filename} columns={view.headings.map(({ name }) => ({ label: name }))}>
        <tr>{view.headings.map(({ sample }) => <td>{sample}</td>)}</tr>
      </Table>
      <div class="columns">
        <section class="panel" aria-labelledby="whose">
          <h2 id="whose">{words.choose}</h2>
          <Select id="nummer" name="nummer" label={words.number} value={choice.columns.number ?? ''} options={options} />
          <Select id="elevnummer" name="elevnummer" label={words.studentNumber} value={choice.columns.studentNumber ?? ''} options={options} />
          <Select id="navn" name="navn" label={words.name} value={choice.columns.name ?? ''} options={options} />
        </section>
        <div class="panel" role="radiogroup" aria-labelledby="how">
          <h2 id="how">{words.join}</h2>
          {(Object.keys(words.joins) as ListJoin[]).filter((join) => join !== 'file' || view.files > 0).map((join) => (
            <div class="form-group-radio">
              <input class="form-radio" type="radio" id={`join-${join}`} name="maade" value={join} checked={choice.join === join} />
              <label class="form-label" for={`join-${join}`}>{words.joins[join]}</label>
            </div>
          ))}
          <Field id="sider" name="sider" label={words.pagesPerLetter} hint={words.pagesHint(view.letters, view.pages)} value={choice.pagesPerLetter === null ? '' : String(choice.pagesPerLetter)} type="number" min={1} max={1000} size="short" />
          <Select id="noegle" name="noegle" label={words.key} hint={words.keyHint} value={choice.columns.key ?? ''} options={options} />
        </div>
      </div>
      <Field id="gem" name="gem" label={words.saveAs} hint={words.saveAsHint} value={saveAs} size="medium" maxlength={60} autocomplete="off" />
      <button class="button button-primary" type="submit">{words.compare}</button>
    </form>
  );
};
