import { dispatchHistory, getDispatch } from '../../sending/index.ts';
import { History } from '../../../views/components/history.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

/** Who did what with a dispatch and its letters, newest first. */
export function showHistory(c: Ctx) {
  const { db } = c.get('deps');
  const id = c.req.param('id')!;
  const dispatch = getDispatch(db, c.get('actor'), id);
  const entries = dispatchHistory(db, c.get('actor'), id, { before: Number(c.req.query('foer')) || undefined });
  return page(c, {
    styles: ['sending.css'], title: sending.dispatch.historyTitle, lead: dispatch.title || dispatch.filename,
    actions: <a class="button button-secondary" href={`/afsendelser/${id}`}>{sending.dispatch.back}</a>,
  }, <History entries={entries} older={`/afsendelser/${id}/historik`} />);
}
