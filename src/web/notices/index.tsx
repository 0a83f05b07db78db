import { markAllDone, markNoticeDone, openNotice, openNoticeCount, reopenNotice } from '../../notices/index.ts';
import { NoticesActions, NoticesPage } from '../../../views/notices/notices-page.tsx';
import { noticeWords } from '../../../views/texts/notices.ts';
import { pageNumber, readForm } from '../form.ts';
import { localPath } from '../local-path.ts';
import { page } from '../page.tsx';
import type { Ctx, Route } from '../route.ts';
import { sayDone } from '../said.ts';
import { addressOf, shownNotices } from './subject.ts';

function showNotices(c: Ctx) {
  const view = c.req.query('vis') === 'faerdige' ? 'done' : 'open';
  const list = shownNotices(c, { view, page: pageNumber(c) });
  return page(c, { title: noticeWords.title, lead: noticeWords.lead, actions: view === 'open' ? NoticesActions({ open: openNoticeCount(c.get('deps').db, c.get('actor')) }) : undefined },
    <NoticesPage {...list} view={view} />);
}

const idOf = (c: Ctx) => c.req.param('id') ?? '';

function takeOpen(c: Ctx) {
  const { kind, subject } = openNotice(c.get('deps'), c.get('actor'), idOf(c));
  return c.redirect(addressOf(kind, subject), 303);
}

/** Back to the page the button stood on: the list, or the overview. */
async function back(c: Ctx) {
  const asked = localPath((await readForm(c)).text('til'));
  return c.redirect(asked === '/overblik' ? asked : '/adviser', 303);
}

const post = (path: string, handler: Route['handler']): Route => ({ method: 'POST', path: `/adviser${path}`, rule: 'signed_in', handler });

export const noticeRoutes: Route[] = [
  { method: 'GET', path: '/adviser', rule: 'signed_in', handler: showNotices },
  post('/faerdige', (c) => {
    markAllDone(c.get('deps'), c.get('actor'));
    sayDone(c, 'noticesDone');
    return c.redirect('/adviser', 303);
  }),
  post('/:id/aabning', takeOpen),
  post('/:id/faerdig', (c) => {
    markNoticeDone(c.get('deps'), c.get('actor'), idOf(c));
    return back(c);
  }),
  post('/:id/genaabning', (c) => {
    reopenNotice(c.get('deps'), c.get('actor'), idOf(c));
    return c.redirect('/adviser?vis=faerdige', 303);
  }),
];
