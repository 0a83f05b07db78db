import type { MessageFilter, Receiver } from '../../src/receiving/index.ts';
import { receiving as words } from '../texts/receiving.ts';

export type Receivers = { people: Receiver[]; groups: Receiver[] };

/** Filters in the order they are shown. */
export const messageFilterNames = Object.keys(words.filters) as MessageFilter[];

/** Whom to give something to: people and groups in one list. */
export const ReceiverChoice = ({ id, receivers, chosen, label = words.choose, visible }: { id: string; receivers: Receivers; chosen?: string | undefined; label?: string; /** The label is shown, not only read aloud. */ visible?: boolean }) => (
  <>
    <label class={visible ? 'form-label' : 'sr-only'} for={id}>{label}</label>
    <select class="form-select" id={id} name="til">
      <option value="">{words.choose}</option>
      {receivers.groups.length > 0 ? <optgroup label={words.groups}>{receivers.groups.map((each) => <option value={each.ref} selected={each.ref === chosen}>{each.name}</option>)}</optgroup> : null}
      <optgroup label={words.people}>{receivers.people.map((each) => <option value={each.ref} selected={each.ref === chosen}>{each.name}</option>)}</optgroup>
    </select>
  </>
);
