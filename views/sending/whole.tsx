import type { FoundRecipient } from '../../src/sending/index.ts';
import type { Problem } from '../../src/core/errors.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { Table } from '../components/table.tsx';
import { sentenceOf } from '../texts.ts';
import { WantedLeft } from './single-letter.tsx';
import { whole as words } from '../texts/whole.ts';

export type Whole = { recipients: number; named: { name: string | null; masked: string }[]; /** Names that were typed and mean nobody yet. */ wanted: string[] };
type Typed = { text: string; problem: Problem | undefined };

const Who = ({ dispatchId, typed, label }: { dispatchId: string; typed: Typed; label: string }) => (
  <form method="post" action={`/afsendelser/${dispatchId}/modtagere`} class="whole-add" hx-boost="false">
    <Field id="hvem" name="hvem" label={words.who} hint={words.whoHint} value={typed.text} error={typed.problem && sentenceOf(typed.problem)} maxlength={2000} autocomplete="off" spellcheck="false" required />
    <button class="button button-secondary" type="submit">{label}</button>
  </form>
);

/** Everybody on the list will read of these people. */
export const NamedOthers = ({ named }: { named: Whole['named'] }) => (named.length === 0 ? null : (
  <Alert tone="warning" heading={words.named(named.length)}>
    <p>{named.slice(0, 5).map((each) => (each.name ? `${each.name} (${each.masked})` : each.masked)).join(', ')}{named.length > 5 ? ' …' : ''}</p>
    <p>{words.namedText}</p>
  </Alert>
));

/** Over the list of a whole document: who gets it, who else it names, and one more recipient. */
export const WholePanel = ({ dispatchId, whole, typed }: { dispatchId: string; whole: Whole; typed: Typed }) => (
  <section class="panel" aria-labelledby="whole">
    <h2 id="whole">{words.heading}</h2>
    <p>{words.lead(whole.recipients)}</p>
    <NamedOthers named={whole.named} />
    <WantedLeft dispatchId={dispatchId} wanted={whole.wanted} />
    <Who dispatchId={dispatchId} typed={typed} label={words.add} />
    <Act action={`/afsendelser/${dispatchId}/opdeling`} label={words.undo} look="link" />
  </section>
);

/** The way in, where the document is still in parts. */
export const ShareDocument = ({ dispatchId }: { dispatchId: string }) => <Act action={`/afsendelser/${dispatchId}/helhed`} label={words.share} look="link" />;

/** Whom a typed name can mean; nobody is chosen by itself. */
export const ChooseRecipient = ({ dispatchId, text, hits, wanted }: { dispatchId: string; text: string; hits: FoundRecipient[]; /** What was typed from the start and is settled by the choice. */ wanted: string }) => (
  <>
    {hits.length === 0 ? <Empty icon="person" heading={words.none}>{words.noneDo}</Empty> : (
      <section class="panel panel-flush">
        <Table caption={words.choose} columns={[{ label: words.columns.name }, { label: words.columns.what }, { label: words.columns.number }, { label: words.pick, hidden: true }]}>
          {hits.map((hit) => (
            <tr>
              <td><span class="primary">{hit.name}</span>{hit.className ? <span class="list-sub">{hit.className}</span> : null}</td>
              <td>{words.roles[hit.role]}</td>
              <td class="number nowrap">{hit.masked}</td>
              <td><Act action={`/afsendelser/${dispatchId}/modtagere`} label={words.pick} about={hit.name} fields={{ ref: hit.ref, ...(wanted ? { oensket: wanted } : {}) }} /></td>
            </tr>
          ))}
        </Table>
      </section>
    )}
    <div class="decision"><Who dispatchId={dispatchId} typed={{ text, problem: undefined }} label={words.again} /></div>
    <p><a href={`/afsendelser/${dispatchId}/modtagere`}>{words.back}</a></p>
  </>
);
