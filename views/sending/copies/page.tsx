import { danishDay } from '../../../src/core/dates.ts';
import type { CopyCounts, CopyList } from '../../../src/sending/index.ts';
import { Act } from '../../components/act.tsx';
import { Empty } from '../../components/empty.tsx';
import { Pager } from '../../components/pager.tsx';
import { copies as words } from '../../texts/copies.ts';
import { Steps } from '../steps.tsx';
import { Group, type KeptChoice } from './group.tsx';

/** `12 modtagere under 18 år · 19 foreslået · 3 valgt` */
export const found = (counts: CopyCounts) => [
  words.under18(counts.students), counts.proposed > 0 ? words.proposed(counts.proposed) : null, counts.accepted > 0 ? words.chosen(counts.accepted) : null,
  counts.byHand > 0 ? words.byHand(counts.byHand) : null, counts.cautious > 0 ? words.cautious(counts.cautious) : null,
].filter(Boolean).join(' · ');

/** The ticks of the page belong to the form `kopier`, which stands empty above them: a group has small forms of its own. */
export const CopiesActions = () => (
  <div class="form-acts">
    <button class="button button-secondary" type="submit" form="kopier" name="videre" value="nej">{words.save}</button>
    <button class="button button-primary" type="submit" form="kopier" name="videre" value="kontrol">{words.saveAndOn}</button>
  </div>
);

const ChooseAll = ({ id, counts, here }: { id: string; counts: CopyCounts; here: string }) => {
  const plain = counts.open - counts.cautious;
  return plain === 0 ? null : (
    <div class="copy-all">
      <Act action={`/afsendelser/${id}/kopier`} label={words.chooseAll(plain)} fields={{ alle: 'ja', til: here }} />
      {counts.cautious > 0 ? <span class="quiet">{words.allLead}</span> : null}
    </div>
  );
};

/** Whom copies are proposed to, each with a tick; nobody is ticked by itself. */
export const CopiesPage = ({ id, list, kept }: { id: string; list: CopyList; kept: KeptChoice | undefined }) => {
  const here = list.page > 1 ? `/afsendelser/${id}/kopier?side=${list.page}` : `/afsendelser/${id}/kopier`;
  return (
    <>
      <div class="steps-row"><Steps id={id} current={3} /></div>
      <form id="kopier" method="post" action={here}></form>
      <p class="found" role="status">{found(list.counts)}</p>
      <p class="quiet">{words.lead(danishDay(list.day))} {words.nothingBySelf}</p>
      <ChooseAll id={id} counts={list.counts} here={here} />
      {list.groups.length === 0 ? <Empty icon="person" heading={words.none}>{words.noneText}</Empty> : (
        <ol class="copy-groups no-max-width" aria-label={words.listLabel}>
          {list.groups.map((group) => <Group group={group} dispatchId={id} back={here} kept={kept} />)}
        </ol>
      )}
      <Pager {...list} href={(page) => `/afsendelser/${id}/kopier?side=${page}`} />
      <p><a href={`/afsendelser/${id}/valg`}>{words.back}</a> · <a href={`/afsendelser/${id}/modtagere`}>{words.toRecipients}</a></p>
    </>
  );
};
