import type { Caution } from '../../../src/sending/copies/addresses.ts';
import { copies } from '../../texts/copies.ts';
import { pageNames } from '../../texts/sending.ts';

const words = copies.caution;

/** Who is protected and where they were seen, with the way to the page. */
export const CautionWords = ({ caution, dispatchId }: { caution: Caution; dispatchId: string }) => (
  <>
    {caution.people.map((each) => (
      <p class="caution-words">
        {each.what ? words.found(each.name, each.what, pageNames(each.pages)) : each.unknown ? words.unknown(each.name) : words.notFound(each.name)}
        {each.pages[0] ? <> <a href={`/afsendelser/${dispatchId}/modtagere?dokside=${each.pages[0]}`}>{words.page(each.pages[0])}</a></> : null}
      </p>
    ))}
  </>
);

type Fields = { caution: Caution; id: string; who: string; kept: { read: boolean; note: string } | undefined; /** Names of the two fields. */ names: { read: string; note: string }; wrong: boolean; /** Id of the form it belongs to, where it stands outside it. */ form?: string };

/** The decision: a tick where nothing was seen, words where something was. */
export const Decide = ({ caution, id, who, kept, names, wrong, form }: Fields) => (
  caution.kind === 'found' ? (
    <div class={`form-group caution-field${wrong ? ' form-error' : ''}`}>
      <label class="form-label" for={`note-${id}`}>{words.why}</label>
      <span class="form-hint" id={`note-${id}-hint`}>{words.whyHint}</span>
      <input class="form-input" id={`note-${id}`} name={names.note} form={form} value={kept?.note ?? ''} maxlength={500} autocomplete="off" aria-describedby={`note-${id}-hint`} aria-invalid={wrong ? 'true' : undefined} />
    </div>
  ) : (
    <div class="form-group-checkbox caution-field">
      <input class="form-checkbox" type="checkbox" id={`laest-${id}`} name={names.read} form={form} value="on" checked={kept?.read === true} aria-invalid={wrong ? 'true' : undefined} />
      <label class="form-label" for={`laest-${id}`}>{words.read(who)}</label>
    </div>
  )
);
