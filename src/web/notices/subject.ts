import { getCase, getDocument } from '../../archive/index.ts';
import { localDay } from '../../core/dates.ts';
import { Problem } from '../../core/errors.ts';
import type { Notice, NoticeSubject } from '../../notices/index.ts';
import { listNotices } from '../../notices/index.ts';
import { getCheck } from '../../people/index.ts';
import { getDispatch } from '../../sending/index.ts';
import { noticeWords } from '../../../views/texts/notices.ts';
import type { ShownNotice } from '../../../views/notices/notice-list.tsx';
import type { Ctx } from '../route.ts';

/** The name of what a notice is about, as the reader may see it now; null where they may not, or it is gone. */
function aboutOf(c: Ctx, { kind, id }: NoticeSubject): string | null {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const words = noticeWords.fallback;
  try {
    if (kind === 'dispatch') return getDispatch(db, actor, id).title || words['dispatch']!;
    if (kind === 'document') return getDocument(db, actor, id).title || words['document']!;
    if (kind === 'mailbox_check') return getCheck(db, actor, id).name;
    if (kind === 'disposal_batch') return words['disposal_batch']!;
    if (kind === 'case') return getCase(db, actor, id).title || words['case']!;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return null;
    throw error;
  }
  return words['other']!;
}

const folders: Partial<Record<NoticeSubject['kind'], string>> = { dispatch: 'afsendelser', document: 'dokumenter', case: 'sager', mailbox_check: 'elever/postkasser' };

/** Where to see what a notice is about. */
export function addressOf(kind: Notice['kind'], subject: NoticeSubject): string {
  if (kind === 'signature_completed' || kind === 'signature_failed') return `/signaturer?afsendelse=${subject.id}&vis=${kind === 'signature_failed' ? 'failed' : 'all'}`;
  if (kind === 'approval_asked') return `/godkendelser/${subject.id}`;
  if (kind === 'disposal_asked' || kind === 'disposal_sent_back') return `/kassation/bunker/${subject.id}`;
  if (kind === 'approval_sent_back') return `/afsendelser/${subject.id}/kontrol`;
  if (kind === 'post_received') return '/modtaget/mine';
  if (kind === 'copy_dropped') return `/afsendelser/${subject.id}?vis=cancelled`;
  const folder = folders[subject.kind];
  return folder ? `/${folder}/${subject.id}` : '/overblik';
}

/** One page of the reader's notices, each with the name of what it is about. */
export function shownNotices(c: Ctx, want: { view: 'open' | 'done'; page: number }) {
  const list = listNotices(c.get('deps').db, c.get('actor'), want);
  return { ...list, today: localDay(c.get('deps').clock.now()), rows: list.rows.map((notice): ShownNotice => ({ ...notice, about: aboutOf(c, notice.subject) })) };
}
