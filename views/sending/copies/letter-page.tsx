import type { Problem } from '../../../src/core/errors.ts';
import type { FoundRecipient, LetterCopies } from '../../../src/sending/index.ts';
import { Act } from '../../components/act.tsx';
import { Empty } from '../../components/empty.tsx';
import { Field } from '../../components/field.tsx';
import { Table } from '../../components/table.tsx';
import { copies as words, relationWord } from '../../texts/copies.ts';
import { sending } from '../../texts/sending.ts';
import { sentenceOf } from '../../texts.ts';
import { whole } from '../../texts/whole.ts';
import { Mailbox } from '../mailbox.tsx';
import { CautionWords, Decide } from './caution.tsx';

/** Who was asked for: what was typed, or a person chosen from hits; and what the domain made of it. */
export type Asked = { typed: string; ref: string; name: string; note: string; read: boolean; problem: Problem | undefined };
type Props = { letter: LetterCopies; asked: Asked | undefined; hits: FoundRecipient[] | undefined };

const Existing = ({ letter }: { letter: LetterCopies }) => (
  <section class="panel" aria-labelledby="faar-kopi">
    <h2 id="faar-kopi">{words.letterHeading}</h2>
    {letter.copies.length === 0 ? <p class="quiet">{words.letterNone}</p> : (
      <ul class="copy-rows no-max-width">
        {letter.copies.map((copy) => (
          <li class="copy-row">
            <span>{copy.name ?? sending.recipients.unnamed} <span class="quiet">{relationWord(copy.relation)}</span></span>
            <span class="number quiet">{copy.masked}</span>
            <Mailbox status={copy.mailbox} />
            <Act action={`/breve/${copy.letterId}/kopi-fjernelse`} label={words.remove} about={words.removeLabel(copy.name ?? copy.masked)} look="link" fields={{ til: `/breve/${letter.letterId}/kopi` }} />
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Hits = ({ letter, asked, hits }: Props) => (
  <section class="panel panel-flush">
    {hits!.length === 0 ? <Empty icon="person" heading={whole.none}>{whole.noneDo}</Empty> : (
      <Table caption={whole.chooseLead(asked?.typed ?? '')} columns={[{ label: whole.columns.name }, { label: whole.columns.what }, { label: whole.columns.number }, { label: whole.pick, hidden: true }]}>
        {hits!.map((hit) => (
          <tr>
            <td><span class="primary">{hit.name}</span>{hit.className ? <span class="list-sub">{hit.className}</span> : null}</td>
            <td>{whole.roles[hit.role]}</td>
            <td class="number nowrap">{hit.masked}</td>
            <td><Act action={`/breve/${letter.letterId}/kopi`} label={whole.pick} about={hit.name} fields={{ ref: hit.ref }} /></td>
          </tr>
        ))}
      </Table>
    )}
  </section>
);

const decisive = ['copy.read_it', 'copy.say_why', 'copy.note_too_long'];

/** Somebody is protected: the one who was asked for becomes a copy only with a decision. */
const Deciding = ({ letter, asked }: { letter: LetterCopies; asked: Asked }) => (
  <section class="panel copy-caution" aria-labelledby="stilling">
    <h2 id="stilling">{words.decideHeading}</h2>
    <CautionWords caution={letter.caution!} dispatchId={letter.dispatchId} />
    <form method="post" action={`/breve/${letter.letterId}/kopi`}>
      <input type="hidden" name="ref" value={asked.ref} />
      <input type="hidden" name="hvem" value={asked.typed} />
      <input type="hidden" name="afgoerelse" value="ja" />
      <Decide caution={letter.caution!} id="kopi" who={asked.name} kept={{ read: asked.read, note: asked.note }} names={{ read: 'laest', note: 'note' }} wrong={asked.note !== ''} />
      <button class="button button-primary" type="submit">{words.addButton}</button>
    </form>
  </section>
);

/** Copies of one letter: those there are, and one more by number or by name. */
export const LetterCopiesPage = ({ letter, asked, hits }: Props) => {
  const deciding = asked?.problem && decisive.includes(asked.problem.reason) && letter.caution;
  return (
    <>
      <Existing letter={letter} />
      {hits ? <Hits letter={letter} asked={asked} hits={hits} /> : null}
      {deciding ? <Deciding letter={letter} asked={asked} /> : null}
      <form method="post" action={`/breve/${letter.letterId}/kopi`} class="decision whole-add">
        <Field id="hvem" name="hvem" label={words.who} hint={words.whoHint} value={asked?.typed ?? ''} error={asked?.problem && !deciding ? sentenceOf(asked.problem) : undefined} maxlength={100} autocomplete="off" spellcheck="false" required />
        <button class="button button-secondary" type="submit">{hits ? whole.again : words.addButton}</button>
      </form>
      <p><a href={`/afsendelser/${letter.dispatchId}/kopier`}>{words.see}</a> · <a href={`/afsendelser/${letter.dispatchId}/modtagere`}>{words.toRecipients}</a></p>
    </>
  );
};
