import { may } from '../../access/index.ts';
import { danishTime } from '../../core/dates.ts';
import { notFound, type Problem } from '../../core/errors.ts';
import { getStatus } from '../../queue/index.ts';
import { readSettings } from '../../settings/index.ts';
import {
  listMessages, listReceivers, messageAfter, messageCounts, messageFilters, openMessage, suggestCases, type MessageFilter, type MessageView,
} from '../../receiving/index.ts';
import { localDay } from '../../core/dates.ts';
import { MessagePreview, type Shown } from '../../../views/receiving/message.tsx';
import { NothingChosen, Tray } from '../../../views/receiving/tray.tsx';
import { receiving as words } from '../../../views/texts/receiving.ts';
import { steering } from '../../../views/texts/steering.ts';
import { pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { keepMessageSearch, readMessageSearch } from '../../receiving/index.ts';

export const styles = ['receiving/tray.css'];

/** The lists the reader has, in their order. */
export const viewsOf = (c: Ctx): MessageView[] => (may(c.get('actor'), 'distribute') ? ['tray', 'mine', 'given', 'done'] : ['mine', 'done']);
export const viewOf = (c: Ctx, text: string | undefined): MessageView => viewsOf(c).find((view) => view === text) ?? viewsOf(c)[0]!;

/**
 * Since when nothing could be fetched, where that is a day or longer (the platform switches a silent recipient system off after
 * seven: facts, digital-post 3.5), also where nobody has tried: the process that fetches may have stopped.
 */
export function mailTroubleSince(c: Ctx): string | undefined {
  const { db, clock } = c.get('deps');
  if (!readSettings(db)['receiving.fetch']) return undefined;
  const since = getStatus(db, 'mail-trouble')?.value['since'] ?? getStatus(db, 'mail')?.at;
  return typeof since === 'string' && clock.now().getTime() - Date.parse(since) >= 86_400_000 ? danishTime(since) : undefined;
}

const leftOutside = (c: Ctx): number => Object.values((getStatus(c.get('deps').db, 'mail')?.value['left'] ?? {}) as Record<string, number>).reduce((sum, each) => sum + each, 0);

export const filterOf = (text: string | undefined): MessageFilter | undefined => messageFilters.find((each) => each === text);

/** Everything a message is shown with; opening it is logged. */
export function shownMessage(c: Ctx, id: string, view: MessageView): Shown {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const message = openMessage(deps, actor, id);
  return { message, suggestions: message.may.place ? suggestCases(deps.db, actor, id) : [], receivers: listReceivers(deps.db), view, next: messageAfter(deps, actor, { view, filter: filterOf(c.req.query('kun')), page: pageNumber(c) }, id), filter: filterOf(c.req.query('kun')), today: localDay(deps.clock.now()), file: Number(c.req.query('fil') ?? Number.NaN) };
}

type Wish = { view: MessageView; search?: { id: string; words: string } | undefined; problem?: Problem | undefined };

export function listPage(c: Ctx, { view, search, problem }: Wish) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const filter = filterOf(c.req.query('kun'));
  const list = listMessages(deps, actor, { view, filter, words: search?.words, page: pageNumber(c) });
  const wanted = c.req.query('brev');
  const chosen = wanted && /^[\da-f-]{36}$/.test(wanted) ? shownMessage(c, wanted, view) : undefined;
  const fetched = getStatus(deps.db, 'mail')?.at;
  const actions = <>{may(actor, 'dispatch') ? <a class="button button-secondary" href="/modtaget/nyt-brev">{words.write}</a> : null}{may(actor, 'distribute') ? <form method="post" action="/modtaget/hentning" class="act"><button class="button button-secondary" type="submit">{words.fetch}</button></form> : null}</>;
  const more = <nav class="mail-more" aria-label={words.more}><a href="/min-side">{steering.absence}</a>{may(actor, 'steer_post') ? <a href="/modtaget/fordeling">{steering.title}</a> : null}</nav>;
  return page(c, { title: search ? words.searchTitle : words.title, wide: true, lead: <>{search ? search.words : words.leads[view]}{fetched ? <span class="quiet"> {words.fetchNote(danishTime(fetched))}</span> : null} {more}</>, actions, styles, modules: ['receiving/tray.js'], problem },
    <Tray view={view} views={viewsOf(c)} counts={messageCounts(deps.db, actor)} list={list} filter={filter} search={search} receivers={listReceivers(deps.db)} distributes={may(actor, 'distribute')} chosen={chosen?.message.id}
      trouble={mailTroubleSince(c)} left={may(actor, 'distribute') ? leftOutside(c) : 0} preview={chosen ? <MessagePreview {...chosen} /> : <NothingChosen />} />);
}

export function showTray(c: Ctx) {
  return may(c.get('actor'), 'distribute') ? listPage(c, { view: 'tray' }) : c.redirect('/modtaget/mine', 303);
}

export const showMine = (c: Ctx) => listPage(c, { view: 'mine' });
export const showDone = (c: Ctx) => listPage(c, { view: 'done' });
export const showGiven = (c: Ctx) => listPage(c, { view: 'given' });

/** What is searched for is kept under an id of its own, so that no name or number stands in an address. */
export async function takeSearch(c: Ctx) {
  const form = await readForm(c);
  const view = viewOf(c, form.text('vis'));
  const typed = form.text('ord').slice(0, 200);
  if (typed === '') return c.redirect('/modtaget', 303);
  return c.redirect(`/modtaget/soegninger/${keepMessageSearch(c.get('deps'), c.get('actor'), { view, words: typed })}`, 303);
}

export function showSearch(c: Ctx) {
  const found = readMessageSearch(c.get('deps').db, c.get('actor'), c.req.param('id') ?? '');
  if (!viewsOf(c).includes(found.view)) throw notFound();
  return listPage(c, { view: found.view, search: { id: c.req.param('id')!, words: found.words } });
}
