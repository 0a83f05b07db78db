import type { NeedsPersonGroup } from '../../src/sending/index.ts';
import type { Resolution } from '../../src/sending/types.ts';
import { Field, Select } from '../components/field.tsx';
import { amount, sending } from '../texts/sending.ts';
import { letterWords } from '../texts/states.ts';
import { needs as words } from '../texts/needs-person.ts';
import { paper } from '../texts/paper.ts';
import { sentenceOf } from '../texts.ts';

export type GroupChoice = { groups: NeedsPersonGroup[]; chosen: NeedsPersonGroup | undefined; handled: number; showing: 'waiting' | 'handled' };

const here = '/breve-der-kraever-dig';
export const groupHref = (group: string) => `${here}?grund=${encodeURIComponent(group)}`;

/** One line of why for a group: the first sentence of its reason. */
const shortWhy = ({ state, reason }: NeedsPersonGroup) => (reason ? sentenceOf({ reason: reason.key, values: reason.values }).split(/(?<=\.)\s/)[0]! : letterWords[state]);

/** The causes as a list to choose from; the one that is chosen stands out. */
export const Groups = ({ groups, chosen, handled, showing }: GroupChoice) => (groups.length + handled === 0 ? null : (
  <nav class="needs-groups" aria-label={words.groups}>
    <ul class="no-max-width">
      {groups.length === 0 ? null : <li><a href={here} aria-current={showing === 'waiting' && !chosen ? 'true' : undefined}><span>{words.all}</span><span class="chip-count">{amount(groups.reduce((sum, each) => sum + each.letters, 0))}</span></a></li>}
      {groups.map((each) => (
        <li><a href={groupHref(each.group)} aria-current={chosen?.group === each.group ? 'true' : undefined}><span><strong>{letterWords[each.state]}.</strong> {shortWhy(each)}</span><span class="chip-count">{amount(each.letters)}</span></a></li>
      ))}
      {handled === 0 ? null : <li><a href={`${here}?vis=haandteret`} aria-current={showing === 'handled' ? 'true' : undefined}><span>{words.handled}</span><span class="chip-count">{amount(handled)}</span></a></li>}
    </ul>
  </nav>
));

/** What may be done to a whole group: as the single letters allow, see needs-person.tsx. */
const choicesOf = ({ state, made }: NeedsPersonGroup): Resolution[] =>
  state === 'unknown' ? ['was_sent', 'send_again', 'give_up'] : made > 0 ? ['send_again', 'handled_otherwise', 'give_up'] : ['handled_otherwise', 'give_up'];

/** Many at once, within one cause: the ticks of the list belong to this form. Nothing happens before it is seen on a page of its own. */
export const Several = ({ group, note }: { group: NeedsPersonGroup; note: string }) => (
  <>
  {/^failed:(no_mailbox\.|paper\.|rejected|receipt\.)/.test(group.group) ? <p class="needs-paper"><a class="button button-secondary" href={`/papir?grund=${encodeURIComponent(group.group)}`}>{paper.link(group.letters)}</a></p> : null}
  <form id="flere" class="panel several" method="post" action={`${here}/flere`}>
    <h2>{words.several}</h2>
    <p class="quiet">{words.pickHint}</p>
    <input type="hidden" name="grund" value={group.group} />
    <div class="several-fields">
      <Select id="omfang" name="omfang" label={words.scope} value="hak" options={[{ value: 'hak', label: words.scopePicked }, { value: 'alle', label: words.scopeAll(group.letters) }]} />
      <Select id="afgoerelse" name="afgoerelse" label={words.what} value={choicesOf(group)[0]!} options={choicesOf(group).map((each) => ({ value: each, label: sending.needsPerson.resolutions[each].label }))} />
      {choicesOf(group).includes('handled_otherwise') ? <Field id="note" name="note" label={sending.needsPerson.note} value={note} maxlength={500} autocomplete="off" /> : null}
      <button class="button button-secondary" type="submit">{words.next}</button>
    </div>
  </form>
  </>
);
