import type { CaseSummary } from '../../src/archive/types.ts';
import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { receiving as words } from '../texts/receiving.ts';

/** Cases to lay a message on, found by what was typed. */
export const FoundCases = ({ messageId, cases, typed, fields }: { messageId: string; cases: CaseSummary[]; typed: string; fields: Record<string, string> }) => (
  <div class="decision">
    <form method="post" action={`/modtaget/${messageId}/sagssoegning`} class="mail-find">
      {Object.entries(fields).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
      <Field id="sagsord" name="ord" label={words.findCase} hint={words.findCaseHint} value={typed} autocomplete="off" maxlength={200} />
      <button class="button button-secondary button-compact" type="submit">{words.findCase}</button>
    </form>
    {cases.length === 0 ? <Empty icon="folder" heading={words.noCases[0]}>{words.noCases[1]}</Empty> : (
      <ul class="mail-files">
        {cases.map((each) => (
          <li>
            <span class="mail-file-words"><strong>{each.title}</strong><span>{[each.identifier, each.className].filter(Boolean).join(', ')}</span></span>
            <Act action={`/modtaget/${messageId}/journalisering`} label={words.chooseCase} fields={{ ...fields, sag: `case:${each.id}` }} about={each.title} />
          </li>
        ))}
      </ul>
    )}
  </div>
);
