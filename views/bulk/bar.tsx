import type { BulkAct, BulkSubject } from '../../src/archive/index.ts';
import { Checkbox } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { bulk as words } from '../texts/bulk.ts';

/** What can be done to rows of a page. `page`: every row as `document:id` or `case:id`, none where the page is the whole list; `total`: rows of the whole list. */
export type BulkOffer = {
  origin: string; kind: 'list' | 'search' | 'case'; groups: { subject: BulkSubject; acts: BulkAct[] }[]; page: string[];
  /** Whether the list goes on beyond the page. */ goesOn: boolean; total: number; more: boolean; most: number;
};

export const actIcons: Record<BulkAct, string> = {
  document_type: 'file', move: 'folder-open', add_keyword: 'plus', remove_keyword: 'close', approve: 'check', officer: 'person', branch: 'list-bulleted', close: 'folder', confidential: 'lock', export: 'download',
};

export const tickColumn = { label: words.pick, hidden: true };

/** The box of a row; it belongs to the form of the bar. */
export const Tick = ({ subject, id, title }: { subject: BulkSubject; id: string; title: string }) => (
  <span class="tick">
    <input class="form-checkbox" type="checkbox" id={`valg-${id}`} name="valgt" value={`${subject}:${id}`} form="samlet" />
    <label class="form-label" for={`valg-${id}`}><span class="sr-only">{words.choose(title)}</span></label>
  </span>
);

/** Over a list: choose all, how many are chosen, and the acts. Without scripts everything is shown and every button works. */
export const BulkBar = ({ offer }: { offer: BulkOffer | null }) => (offer === null ? null : (
  <form id="samlet" class="bulk-bar" method="post" action="/samlet" aria-label={words.bar} data-total={offer.total} data-most={offer.most}>
    <input type="hidden" name="fra" value={offer.origin} />
    <input type="hidden" name="siden" value={offer.page.join(' ')} />
    <div class="bulk-choose">
      <Checkbox id="hele-siden" name="hele-siden" label={words.page} />
      {offer.goesOn ? <Checkbox id="alle" name="alle" label={`${words.whole(offer.total, offer.most, offer.more)} ${words.wholeHint[offer.kind]}`} /> : null}
      <span class="bulk-count" role="status" data-word={words.selected}></span>
    </div>
    {offer.groups.map(({ subject, acts }) => (
      <div class="bulk-acts" data-kind={subject}>
        {offer.groups.length > 1 ? <span class="bulk-kind">{words.ofKind[subject]}</span> : null}
        {acts.map((act) => <button class="button button-secondary button-compact" type="submit" name="handling" value={`${subject}:${act}`}><Icon name={actIcons[act]} small />{words.acts[act]}</button>)}
      </div>
    ))}
  </form>
));
