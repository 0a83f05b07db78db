import { danishTime } from '../../../core/dates.ts';
import { scenarioNames } from '../../post/scenarios.ts';
import { postTexts as words } from '../../post-texts.ts';
import type { PostRow } from '../../store/post.ts';

export type Senders = { kind: string; number: string; name: string; mailbox: string }[];

function stateOf(row: PostRow): string {
  if (row.deleted_at !== null) return words.states.gone;
  if (row.receipt !== null) return words.states.receipted;
  return row.old ? words.states.old : row.fetched > 0 ? words.states.fetched : words.states.waiting;
}

const Text = ({ id, label, required }: { id: string; label: string; required?: boolean }) => <div><label for={id}>{label}</label><input id={id} name={id} maxlength={256} autocomplete="off" required={required} /></div>;

/** Mail to the school: ready-made, by hand, and what became of it. */
export const Post = ({ rows, senders, refused }: { rows: PostRow[]; senders: Senders; refused: string | undefined }) => (
  <>
    <h1>{words.title}</h1>
    <p class="about">{words.intro}</p>
    {refused ? <p class="refused" role="alert">{refused}</p> : null}
    <section aria-labelledby="sendt">
      <h2 id="sendt">{words.sent}</h2>
      {rows.length === 0 ? <p class="empty">{words.none}</p> : (
        <ul class="files">
          {rows.map((row) => <li><span class="file-name">{row.title || words.untitled}</span><span class="weak">{row.sender_label}</span><span class="weak">{danishTime(new Date(row.created_at))}</span><span class={`status ${row.deleted_at !== null ? 'good' : 'quiet'}`}>{stateOf(row)}</span>{row.negative > 0 ? <span class="status bad">{words.negative(row.negative)}</span> : null}</li>)}
        </ul>
      )}
    </section>
    <section aria-labelledby="faerdige">
      <h2 id="faerdige">{words.scenarios}</h2>
      <ul class="faults">
        {scenarioNames.map((name) => (
          <li class="fault">
            <div class="fault-head"><h3>{words.list[name].label}</h3></div>
            <p class="weak"><strong>{words.portal}</strong> {words.list[name].portal}</p>
            <form method="post" action="/post" class="row"><input type="hidden" name="scenario" value={name} /><button type="submit">{words.send}<span class="hidden-words">: {words.list[name].label}</span></button></form>
          </li>
        ))}
      </ul>
    </section>
    <section aria-labelledby="selv">
      <h2 id="selv">{words.byHand}</h2>
      <form method="post" action="/post/brev" class="letter-form">
        <div><label for="fra">{words.from}</label><select id="fra" name="fra" required><option value="">{words.chooseFrom}</option>{senders.map((each) => <option value={each.mailbox}>{each.name}</option>)}</select></div>
        <Text id="titel" label={words.subject} required />
        <div><label for="tekst">{words.text}</label><textarea id="tekst" name="tekst" rows={6}></textarea></div>
        <Text id="person" label={words.person} /><Text id="pnummer" label={words.productionUnit} /><Text id="sag" label={words.caseId} /><Text id="cpr" label={words.cpr} />
        <div class="row"><input type="checkbox" id="svar" name="svar" value="1" checked /><label for="svar">{words.replyAllowed}</label><input type="checkbox" id="billede" name="billede" value="1" /><label for="billede">{words.withPhoto}</label></div>
        <button type="submit">{words.send}</button>
      </form>
    </section>
  </>
);

/** The recipient answers, as in a mailbox. */
export const AnswerForm = ({ at }: { at: string }) => (
  <section aria-labelledby="svar-skolen">
    <h2 id="svar-skolen">{words.answer}</h2>
    <form method="post" action={`${at}/svar`} class="letter-form">
      <div><label for="svartekst">{words.answerText}</label><textarea id="svartekst" name="tekst" rows={5} required></textarea></div>
      <div class="row"><input type="checkbox" id="medbillede" name="billede" value="1" /><label for="medbillede">{words.withPhoto}</label></div>
      <button type="submit">{words.answer}</button>
    </form>
  </section>
);
