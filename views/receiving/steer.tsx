import type { OldMailProgress, RuleRow, RuleTest, TargetRow } from '../../src/receiving/index.ts';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Field, Select } from '../components/field.tsx';
import { Progress } from '../components/progress.tsx';
import { Table } from '../components/table.tsx';
import { steering as words } from '../texts/steering.ts';
import { sentenceOf } from '../texts.ts';
import { ReceiverChoice, type Receivers } from './receivers.tsx';

export type TargetInput = { kind: string; key: string; label: string; to: string };
type Props = { targets: TargetRow[]; rules: RuleRow[]; receivers: Receivers; typed: TargetInput; today: string; asked: OldMailProgress | undefined; since: string };

const Targets = ({ targets, receivers, typed }: Pick<Props, 'targets' | 'receivers' | 'typed'>) => (
  <section class="panel" aria-labelledby="numre">
    <h2 id="numre">{words.targets}</h2>
    <p class="quiet">{words.targetsLead}</p>
    {targets.length === 0 ? <p>{words.noTargets}</p> : (
      <Table caption={words.targets} columns={[{ label: words.columns.kind }, { label: words.columns.label }, { label: words.columns.key }, { label: words.columns.to }, { label: words.columns.acts, hidden: true }]}>
        {targets.map((row) => (
          <tr>
            <td>{words.kinds[row.kind]}</td><td>{row.label}</td><td>{row.key}</td><td>{row.userName ?? row.groupName}{row.broken ? <span class="list-sub late">{words.broken}</span> : null}</td>
            <td><Act action="/modtaget/fordeling/numre/fjernelse" label={words.remove} look="link" fields={{ art: row.kind, noegle: row.key }} about={row.label} /></td>
          </tr>
        ))}
      </Table>
    )}
    <form method="post" action="/modtaget/fordeling/numre" class="stack">
      <div class="columns">
        <Select id="art" name="art" label={words.kind} value={typed.kind} options={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))} />
        <Field id="noegle" name="noegle" label={words.key} hint={words.keyHint} value={typed.key} autocomplete="off" required />
        <Field id="kaldes" name="kaldes" label={words.label} hint={words.labelHint} value={typed.label} autocomplete="off" maxlength={100} />
        <div class="form-group"><ReceiverChoice id="til-nummer" receivers={receivers} chosen={typed.to} label={words.to} visible /></div>
      </div>
      <button class="button button-secondary" type="submit">{words.addTarget}</button>
    </form>
  </section>
);

const RuleState = ({ rule }: { rule: RuleRow }) => <>{rule.active ? words.on : rule.tested ? words.off : words.untested}</>;

const Rules = ({ rules }: Pick<Props, 'rules'>) => (
  <section class="panel" aria-labelledby="regler">
    <h2 id="regler">{words.rules}</h2>
    <p class="quiet">{words.rulesLead}</p>
    {rules.length === 0 ? <p>{words.noRules}</p> : (
      <Table caption={words.rules} columns={[{ label: words.name }, { label: words.when }, { label: words.to }, { label: words.on }, { label: words.columns.acts, hidden: true }]}>
        {rules.map((rule, n) => (
          <tr>
            <td><a class="primary" href={`/modtaget/regler/${rule.id}`}>{rule.name}</a></td>
            <td>{whenOf(rule)}</td><td>{rule.userName ?? rule.groupName}</td><td><RuleState rule={rule} /></td>
            <td>
              <div class="acts">
                <Act action={`/modtaget/regler/${rule.id}/proeve`} label={words.test} look="link" about={rule.name} />
                {rule.active ? <Act action={`/modtaget/regler/${rule.id}/slukning`} label={words.switchOff} look="link" about={rule.name} /> : rule.tested ? <Act action={`/modtaget/regler/${rule.id}/taending`} label={words.switchOn} look="link" about={rule.name} /> : null}
                {n > 0 ? <Act action={`/modtaget/regler/${rule.id}/op`} label={words.up} look="link" about={rule.name} /> : null}
                <Act action={`/modtaget/regler/${rule.id}/fjernelse`} label={words.remove} look="link" about={rule.name} />
              </div>
            </td>
          </tr>
        ))}
      </Table>
    )}
    <p><a class="button button-secondary" href="/modtaget/regler/ny">{words.newRule}</a></p>
  </section>
);

function whenOf({ conditions: { sender, subject, words: text, attachment } }: RuleRow): string {
  const masked = sender.replace(/^(\d{6})[- ]?\d{4}$/, '$1-xxxx');
  return [sender && `${words.sender} ${masked}`, subject && `${words.subject} ${subject}`, text && `${words.words} ${text}`, attachment && `${words.attachment} ${words.attachments[attachment] ?? attachment}`].filter(Boolean).join(', ');
}

/** What was asked for and how far it has come, at every visit. */
const OldMailAsked = ({ asked }: { asked: OldMailProgress }) => (
  <>
    <p>{words.asked(danishTime(asked.askedAt), asked.total, asked.since && danishDay(asked.since))}</p>
    <Progress label={words.oldMail} done={asked.fetched + asked.failed} total={asked.total} text={words.askedProgress(asked)} />
    <p>{words.askedStored(asked)}.</p>
    <p class="quiet">{asked.fetchedAt ? words.askedFetched(danishTime(asked.fetchedAt)) : words.askedNotYet}</p>
  </>
);

const OldMail = ({ today, asked, since }: Pick<Props, 'today' | 'asked' | 'since'>) => (
  <section class="panel" aria-labelledby="aeldre">
    <h2 id="aeldre">{words.oldMail}</h2>
    <p class="quiet">{words.oldMailLead}</p>
    {asked ? <OldMailAsked asked={asked} /> : null}
    <form method="post" action="/modtaget/aeldre-post" class="row"><Field id="fra" name="fra" type="date" label={words.since} value={since} max={today} size="short" required /><button class="button button-secondary" type="submit">{words.ask}</button></form>
  </section>
);

/** Everything that decides where post goes by itself. */
export const Steer = (props: Props) => (
  <>
    <section class="panel" aria-labelledby="orden"><h2 id="orden">{words.orderHeading}</h2><ol>{words.order.map((part) => <li>{part}</li>)}</ol></section>
    <Targets {...props} />
    <Rules {...props} />
    <OldMail {...props} />
  </>
);

export type RuleTyped = { name: string; sender: string; subject: string; words: string; attachment: string; to: string };

export const RuleForm = ({ action, typed, receivers }: { action: string; typed: RuleTyped; receivers: Receivers }) => (
  <form class="decision" method="post" action={action}>
    <Field id="navn" name="navn" label={words.name} value={typed.name} maxlength={100} required autocomplete="off" />
    <fieldset>
      <legend>{words.when}</legend>
      <Field id="afsender" name="afsender" label={words.sender} hint={words.senderHint} value={typed.sender} maxlength={200} autocomplete="off" />
      <Field id="titel" name="titel" label={words.subject} value={typed.subject} maxlength={200} autocomplete="off" />
      <Field id="ord" name="ord" label={words.words} hint={words.wordsHint} value={typed.words} maxlength={200} autocomplete="off" />
      <Select id="bilag" name="bilag" label={words.attachment} value={typed.attachment} options={Object.entries(words.attachments).map(([value, label]) => ({ value, label }))} />
    </fieldset>
    <div class="form-group"><ReceiverChoice id="til" receivers={receivers} chosen={typed.to} label={words.to} visible /></div>
    <button class="button button-primary" type="submit">{words.save}</button>
  </form>
);

/** What a rule would have done with the latest messages. */
export const TestResult = ({ rule, result }: { rule: RuleRow; result: RuleTest }) => (
  <>
    <p>{words.testHits(result.hits.length, result.hits.filter(({ decides }) => decides).length)}</p>
    <div class="row">
      {rule.active ? null : <Act action={`/modtaget/regler/${rule.id}/taending`} label={words.switchOn} look="primary" about={rule.name} />}
      <a class="button button-secondary" href={`/modtaget/regler/${rule.id}`}>{words.edit}</a><a class="button button-secondary" href="/modtaget/fordeling">{words.back}</a>
    </div>
    {result.hits.length === 0 ? null : (
      <Table caption={words.rules} columns={[{ label: words.testColumns.at }, { label: words.testColumns.from }, { label: words.testColumns.title }, { label: words.testColumns.result }]}>
        {result.hits.map((hit) => (
          <tr><td class="nowrap">{danishTime(hit.receivedAt)}</td><td>{hit.senderName ?? words.hidden}</td><td>{hit.title === null ? words.hidden : <a href={`/modtaget/${hit.id}`}>{hit.title}</a>}</td><td>{hit.decides ? words.wouldDecide : sentenceOf({ reason: hit.why.key, values: hit.why.values })}</td></tr>
        ))}
      </Table>
    )}
  </>
);
