import type { PaperRow, Path } from '../../src/sending/index.ts';
import { Checkbox, Field, Select } from '../components/field.tsx';
import { Empty } from '../components/empty.tsx';
import { Table } from '../components/table.tsx';
import { paper as words } from '../texts/paper.ts';

/** What is typed or chosen for a letter, as it stands in the form. */
export type Typed = { path: Path; address: string; show: boolean };
type Props = {
  rows: PaperRow[]; total: number; typed: Map<string, Typed>; note: string; duplex: boolean; remote: boolean;
  /** Where it is posted, with what it is about. */
  action: string; fields: Record<string, string>; plan: boolean; noteError: string | undefined; back: { href: string; label: string };
};

export const ChooseActions = ({ plan }: { plan: boolean }) => <button class="button button-primary" type="submit" form="papir" name="handling" value="udfoer">{plan ? words.savePlan : words.perform}</button>;

const nameOf = (row: PaperRow) => row.recipient.name ?? row.recipient.masked;

const pathOptions = (remote: boolean, row?: PaperRow) => (['print', 'remote', 'otherwise', 'wait'] as const)
  .filter((path) => path !== 'remote' || (remote && row?.address.kind !== 'missing')).map((path) => ({ value: path, label: words.paths[path] }));

const Address = ({ row, typed }: { row: PaperRow; typed: Typed }) => {
  const id = `adresse-${row.letterId}`;
  const asks = row.address.kind === 'missing';
  const box = (
    <div class="paper-address">
      <label class="sr-only" for={id}>{words.addressOf(nameOf(row))}</label>
      <textarea class="form-input" id={id} name={id} rows={3} maxlength={400} placeholder={row.recipient.name ? words.addressHint : words.addressHintNamed}>{typed.address}</textarea>
    </div>
  );
  return (
    <>
      {'lines' in row.address ? <address>{row.address.lines.map((line) => <span>{line}</span>)}</address> : null}
      {asks ? <p class="paper-lack">{words.missing}. <span class="quiet">{words.missingDo}</span></p> : null}
      {row.address.kind === 'protected' ? <p class="paper-lack">{words.protected}. <span class="quiet">{words.protectedDo}</span></p> : null}
      {row.address.kind === 'protected' || row.showProtected ? (
        <div class="form-group-checkbox"><input class="form-checkbox" type="checkbox" id={`vis-${row.letterId}`} name={`vis-${row.letterId}`} checked={typed.show} /><label class="form-label" for={`vis-${row.letterId}`}>{words.show}<span class="sr-only"> {words.showOf(nameOf(row))}</span></label></div>
      ) : null}
      {asks || typed.address ? box : <details class="paper-other"><summary>{words.correct}<span class="sr-only">: {nameOf(row)}</span></summary>{box}</details>}
    </>
  );
};

const Row = ({ row, typed, remote }: { row: PaperRow; typed: Typed; remote: boolean }) => (
  <tr>
    <td><input type="hidden" name="brev" value={row.letterId} /><span class="primary">{nameOf(row)}</span><span class="list-sub">{[row.recipient.masked, row.recipient.className].filter(Boolean).join(' · ')}</span></td>
    <td class={row.why === 'closed_person' || row.why === 'dead' || row.why === 'abroad' ? 'paper-warn' : undefined}>{words.why[row.why]}</td>
    <td><Address row={row} typed={typed} /></td>
    <td>
      <label class="sr-only" for={`vej-${row.letterId}`}>{words.pathOf(nameOf(row))}</label>
      <select class="form-select" id={`vej-${row.letterId}`} name={`vej-${row.letterId}`}>
        {pathOptions(remote, row).map(({ value, label }) => <option value={value} selected={value === typed.path}>{label}</option>)}
      </select>
    </td>
  </tr>
);

/** For each letter that Digital Post cannot take: why, what would stand on the envelope, and which way it goes. */
export const ChoosePaths = ({ rows, total, typed, note, duplex, remote, action, fields, plan, noteError, back }: Props) => (rows.length === 0 ? <><Empty icon="check" heading={words.none}>{words.noneText}</Empty><p><a href={back.href}>{back.label}</a></p></> : (
  <form id="papir" method="post" action={action}>
    {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
    {/* The first button of a form is the one that Enter presses. */}
    <button class="sr-only" type="submit" name="handling" value="udfoer" tabindex={-1} aria-hidden="true"></button>
    {rows.length > 3 ? (
      <div class="paper-all">
        <Select id="alle" name="alle" label={words.all} value="print" options={pathOptions(remote)} />
        <button class="button button-secondary" type="submit" name="handling" value="alle">{words.setAll}</button>
        {rows.some((row) => row.why === 'closed_person' || row.why === 'dead') ? <span class="quiet">{words.setAllBut}</span> : null}
      </div>
    ) : null}
    <Table caption={words.title} columns={[{ label: words.columns.recipient }, { label: words.columns.why }, { label: words.columns.address }, { label: words.columns.path }]}>
      {rows.map((row) => <Row row={row} typed={typed.get(row.letterId)!} remote={remote} />)}
    </Table>
    {total > rows.length ? <p class="quiet">{words.more(rows.length, total)}</p> : null}
    <div class="decision">
      <Field id="note" name="note" label={words.note} hint={words.noteHint} value={note} error={noteError} maxlength={500} autocomplete="off" />
      {plan ? null : <Checkbox id="tosidet" name="tosidet" label={words.duplex} hint={words.duplexHint} checked={duplex} />}
    </div>
    <p class="after-form"><a href={back.href}>{back.label}</a></p>
  </form>
));

