import type { Child } from 'hono/jsx';
import { messageFilterNames, type Receivers } from './receivers.tsx';
import type { MessageFilter, MessageList as List, MessageView } from '../../src/receiving/index.ts';
import { Alert } from '../components/alert.tsx';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { Pager } from '../components/pager.tsx';
import { Tabs } from '../components/tabs.tsx';
import { receiving as words } from '../texts/receiving.ts';
import { texts } from '../texts.ts';
import { MessageList } from './message-list.tsx';
import { ReceiverChoice } from './receivers.tsx';
import { viewPaths } from './words.ts';

type Props = {
  view: MessageView; views: MessageView[]; counts: { tray: number; mine: number }; list: List; filter: MessageFilter | undefined;
  /** The id a search is kept under, and its words. */
  search: { id: string; words: string } | undefined;
  receivers: Receivers; distributes: boolean; chosen: string | undefined;
  /** Since when nothing could be fetched, in words; only where that is long ago. */
  trouble: string | undefined;
  /** How many lie outside because they could not be fetched. */
  left: number;
  preview: Child;
};

const query = (parts: Record<string, string | undefined>) => {
  const said = Object.entries(parts).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => `${name}=${value}`);
  return said.length === 0 ? '' : `?${said.join('&')}`;
};

const Filters = ({ path, filter }: { path: string; filter: MessageFilter | undefined }) => (
  <nav class="mail-filters" aria-label={words.filter}>
    <a href={path} aria-current={filter === undefined ? 'true' : undefined}>{words.all}</a>
    {messageFilterNames.map((name) => <a href={`${path}?kun=${name}`} aria-current={filter === name ? 'true' : undefined}>{words.filters[name]}</a>)}
  </nav>
);

const Search = ({ view, search }: Pick<Props, 'view' | 'search'>) => (
  <form class="mail-search" method="post" action="/modtaget/soegning" role="search" aria-label={words.search}>
    <label class="sr-only" for="postsoegning">{words.search}</label>
    <input class="form-input" id="postsoegning" name="ord" type="search" value={search?.words ?? ''} placeholder={words.searchHint} autocomplete="off" maxlength={200} />
    <input type="hidden" name="vis" value={view} />
    <button class="button button-secondary button-compact" type="submit">{words.searchButton}</button>
  </form>
);

const Several = ({ view, receivers, distributes }: Pick<Props, 'view' | 'receivers' | 'distributes'>) => (
  <fieldset class="mail-several">
    <legend>{words.several}</legend>
    {view === 'done' ? <button class="button button-secondary button-compact" name="handling" value="genaabn" type="submit">{words.reopen}</button> : (
      <>
        <ReceiverChoice id="flere-til" receivers={receivers} />
        <button class="button button-secondary button-compact" name="handling" value="fordel" type="submit">{words.assign}</button>
        <button class="button button-secondary button-compact" name="handling" value="overtag" type="submit">{words.take}</button>
        {view !== 'tray' && (distributes || view === 'mine') ? <button class="button button-secondary button-compact" name="handling" value="bakke" type="submit">{words.back}</button> : null}
        <button class="button button-secondary button-compact" name="handling" value="faerdig" type="submit">{words.finish}</button>
      </>
    )}
  </fieldset>
);

/** Incoming post like a mail client: list at the left, what is read at the right. */
export const Tray = ({ view, views, counts, list, filter, search, receivers, distributes, chosen, trouble, left, preview }: Props) => {
  const path = search ? `/modtaget/soegninger/${search.id}` : viewPaths[view];
  const tab = (each: MessageView) => `${words.views[each]}${each === 'tray' && counts.tray > 0 ? ` (${texts.frame.count(counts.tray)})` : each === 'mine' && counts.mine > 0 ? ` (${texts.frame.count(counts.mine)})` : ''}`;
  return (
    <>
      {trouble ? <Alert tone="warning" heading={words.trouble.heading}>{words.trouble.text(trouble)}</Alert> : null}
      {left > 0 ? <Alert tone="warning">{words.left(left)}</Alert> : null}
      <Tabs label={words.view} items={views.map((each) => ({ href: viewPaths[each], label: tab(each), current: !search && each === view }))} />
      <div class="mail">
        <div class="mail-left">
          <div class="mail-tools"><Search view={view} search={search} />{search ? null : <Filters path={path} filter={filter} />}</div>
          <form method="post" action="/modtaget/flere" class="mail-form" data-keys="post">
            <input type="hidden" name="vis" value={view} />
            {filter ? <input type="hidden" name="kun" value={filter} /> : null}
            <p class="mail-count quiet">{search ? words.found(list.total, list.more) : words.counted(list.total, list.more)}</p>
            <MessageList list={list} view={view} chosen={chosen} filtered={filter !== undefined || search !== undefined} href={(id) => `${path}${query({ kun: filter, side: list.page > 1 ? String(list.page) : undefined, brev: id })}`} />
            {list.rows.length > 0 ? <Several view={view} receivers={receivers} distributes={distributes} /> : null}
          </form>
          <Pager page={list.page} pageSize={list.pageSize} total={list.total} href={(page) => `${path}${query({ kun: filter, side: String(page) })}`} />
          {list.rows.length > 0 ? <p class="mail-keys quiet"><Icon name="info" small />{words.keys}</p> : null}
        </div>
        {list.rows.length === 0 && !chosen ? null : preview}
      </div>
    </>
  );
};

export const NothingChosen = () => (
  <section class="mail-read" id="laesefelt" aria-label={words.preview}>
    <Empty icon="visibility" heading={words.previewHeading}>{words.previewText}</Empty>
  </section>
);
