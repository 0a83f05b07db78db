import { danishTime } from '../../../src/core/dates.ts';
import type { CopyGroup, Proposal } from '../../../src/sending/index.ts';
import type { CopyView } from '../../../src/sending/copies/copy-views.ts';
import { Act } from '../../components/act.tsx';
import { Icon } from '../../components/icon.tsx';
import { ageWords, copies as words, relationWord } from '../../texts/copies.ts';
import { pageNames, sending } from '../../texts/sending.ts';
import { Mailbox } from '../mailbox.tsx';
import { CautionWords, Decide } from './caution.tsx';

/** What was ticked and written when it could not be saved; `key` is the proposal at fault. */
export type KeptChoice = { chosen: Set<string>; decisions: Map<string, { read: boolean; note: string }>; key: string | undefined };

const nameOf = ({ recipient }: CopyGroup) => recipient.name ?? sending.recipients.unnamed;

const Decided = ({ copy }: { copy: CopyView }) => (copy.decision ? <p class="quiet caution-words">{words.caution.decided(copy.decision.by, danishTime(copy.decision.at), copy.decision.note)}</p> : null);

const Row = ({ proposal, dispatchId, kept }: { proposal: Proposal; dispatchId: string; kept: KeptChoice | undefined }) => {
  const { key, name, copy, caution } = proposal;
  const id = key.replace(':', '-');
  const undecided = caution !== null && !copy?.decision;
  return (
    <li class={`copy-row${undecided ? ' copy-caution' : ''}`}>
      <input type="hidden" name="vist" value={key} form="kopier" />
      <div class="form-group-checkbox">
        <input class="form-checkbox" type="checkbox" id={`valg-${id}`} name="valgt" value={key} form="kopier" checked={kept ? kept.chosen.has(key) : copy !== null} />
        <label class="form-label" for={`valg-${id}`}>{name} <span class="quiet">{relationWord(proposal.relation)}</span><span class="sr-only">, {proposal.masked}</span></label>
      </div>
      <span class="number quiet" aria-hidden="true">{proposal.masked}</span>
      <Mailbox status={proposal.mailbox} />
      {caution ? (
        <div class="copy-decide">
          <div class="copy-decide-words"><Icon name="warning" small /><div><CautionWords caution={caution} dispatchId={dispatchId} />{copy ? <Decided copy={copy} /> : null}</div></div>
          {undecided ? <Decide caution={caution} id={id} who={name} kept={kept?.decisions.get(key)} names={{ read: `laest:${key}`, note: `note:${key}` }} wrong={kept?.key === key} form="kopier" /> : null}
        </div>
      ) : null}
    </li>
  );
};

/** Copies beside the proposals; each is taken off by itself, outside the form of ticks. */
const Other = ({ copy, back }: { copy: CopyGroup['others'][number]; back: string }) => (
  <li class="copy-row">
    <span>{copy.name ?? sending.recipients.unnamed} <span class="quiet">{relationWord(copy.relation)}</span> <span class="chosen">{copy.role === 'copy' ? words.byHandTag : words.outdated}</span></span>
    <span class="number quiet">{copy.masked}</span>
    <Mailbox status={copy.mailbox} />
    <Act action={`/breve/${copy.letterId}/kopi-fjernelse`} label={words.remove} about={words.removeLabel(copy.name ?? copy.masked)} look="link" fields={{ til: back }} />
    {copy.undecided ? <p class="copy-decide caution-words">{words.decideAnew}</p> : null}
  </li>
);

/** One letter: whose it is, their age, and everybody who may get it too. */
export const Group = ({ group, dispatchId, back, kept }: { group: CopyGroup; dispatchId: string; back: string; kept: KeptChoice | undefined }) => (
  <li class="copy-group" id={`brev-${group.letterId}`}>
    <div class="copy-head">
      <h2>{nameOf(group)}</h2>
      <span class="quiet">{[group.recipient.className, ageWords(group.age), pageNames(group.pages)].filter(Boolean).join(' · ')}</span>
      <a class="copy-more" href={`/breve/${group.letterId}/kopi`}>{words.add}<span class="sr-only"> {words.addLabel(nameOf(group))}</span></a>
    </div>
    {group.role === 'instead_of_child' ? <p class="quiet">{words.instead}</p> : null}
    {group.role !== null && group.proposals.length === 0 ? <p class="quiet">{words.noHolder}</p> : null}
    {group.age.kind === 'replacement' ? <p class="quiet">{words.replacement}</p> : null}
    {group.proposals.length > 0 ? <ul class="copy-rows no-max-width">{group.proposals.map((proposal) => <Row proposal={proposal} dispatchId={dispatchId} kept={kept} />)}</ul> : null}
    {group.chooseYourself.length + group.others.length > 0 ? (
      <ul class="copy-rows no-max-width">
        {group.chooseYourself.map((each) => (
          <li class="copy-row">
            <span>{each.name} <span class="quiet">{relationWord(each.relation)}</span></span><span></span><Mailbox status={each.mailbox} />
            <Act action={`/breve/${group.letterId}/kopi`} label={words.pick} about={each.name} look="link" fields={{ ref: each.ref, til: back }} />
          </li>
        ))}
        {group.others.map((copy) => <Other copy={copy} back={back} />)}
      </ul>
    ) : null}
    {group.dead.length > 0 ? <p class="quiet">{words.dead(group.dead.map((each) => words.withRelation(each.name, each.relation)).join(', '))}</p> : null}
    {group.declined.length > 0 ? <p class="quiet">{words.declined(group.declined.map((each) => words.withRelation(each.name, each.relation)).join(', '))}</p> : null}
    {group.withoutCustody.length > 0 ? <p class="quiet">{words.withoutCustody(group.withoutCustody.map((each) => words.withRelation(each.name, each.relation)).join(', '))}</p> : null}
  </li>
);
