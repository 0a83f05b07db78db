import type { CaseSummary } from '../../src/archive/types.ts';
import { Confirm } from '../components/confirm.tsx';
import { Empty } from '../components/empty.tsx';
import { Field } from '../components/field.tsx';
import { texts } from '../texts.ts';

const words = texts.cases;

/** Finds the case that goes on, and asks once more what will move. `hits` undefined before anybody has looked. */
export const MergeCase = ({ from, words: typed, hits }: { from: { id: string; title: string }; words: string; hits: CaseSummary[] | undefined }) => (
  <div class="decision">
    <form method="post" action={`/sager/${from.id}/sammenlaegning`}>
      <Field id="ord" name="ord" label={words.mergeFind} value={typed} maxlength={200} autocomplete="off" required />
      <button class="button button-secondary" type="submit">{words.mergeSearch}</button>
    </form>
    {hits === undefined ? null : hits.length === 0 ? <Empty icon="search" heading={words.mergeNone} /> : (
      <ul class="plain-list">
        {hits.map((hit) => (
          <li class="file">
            <span class="file-words"><strong>{hit.title}</strong><span>{[hit.identifier, hit.className].filter(Boolean).join(' · ')}</span></span>
            <Confirm open={words.mergeInto} question={words.mergeConfirm(from.title, hit.title)} action={`/sager/${from.id}/sammenlaegning`} label={words.mergeInto} fields={{ ind: hit.id }} />
          </li>
        ))}
      </ul>
    )}
    <p><a href={`/sager/${from.id}/oplysninger`}>{words.back}</a></p>
  </div>
);
