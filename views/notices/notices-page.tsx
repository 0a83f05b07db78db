import { Act } from '../components/act.tsx';
import { Empty } from '../components/empty.tsx';
import { Pager } from '../components/pager.tsx';
import { Tabs } from '../components/tabs.tsx';
import { noticeWords as words } from '../texts/notices.ts';
import { NoticeList, type ShownNotice } from './notice-list.tsx';

type Props = { rows: ShownNotice[]; total: number; page: number; pageSize: number; view: 'open' | 'done'; today: string };

const address = (view: 'open' | 'done', page = 1) => `/adviser${view === 'done' || page > 1 ? '?' : ''}${[view === 'done' ? 'vis=faerdige' : '', page > 1 ? `side=${page}` : ''].filter(Boolean).join('&')}`;

export const NoticesPage = ({ view, ...list }: Props) => (
  <>
    <Tabs label={words.view} items={(['open', 'done'] as const).map((each) => ({ href: address(each), label: words.views[each], current: each === view }))} />
    {list.rows.length === 0
      ? view === 'open' ? <Empty icon="notifications" heading={words.emptyHeading}>{words.emptyText}</Empty> : <Empty icon="check" heading={words.emptyDone} />
      : <NoticeList rows={list.rows} today={list.today} />}
    <Pager {...list} href={(page) => address(view, page)} />
    <p class="quiet"><a href="/min-side">{words.mail}</a></p>
  </>
);

/** Only where there is more than one: a single one has its own button. */
export const NoticesActions = ({ open }: { open: number }) => (open > 1 ? <Act action="/adviser/faerdige" label={words.allDone} icon="check" /> : null);
