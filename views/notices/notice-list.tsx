import { danishDay, danishTime } from '../../src/core/dates.ts';
import type { Notice } from '../../src/notices/types.ts';
import { Act } from '../components/act.tsx';
import { Icon } from '../components/icon.tsx';
import { noticeWords as words } from '../texts/notices.ts';

/** A notice with the name of what it is about, as its reader may see it; null where they may not. */
export type ShownNotice = Notice & { about: string | null };

const icons: Partial<Record<Notice['kind'], string>> = { signature_completed: 'success', signature_failed: 'error', look_at: 'visibility', look_at_done: 'check' };

const Due = ({ notice, today }: { notice: Notice; today: string }) =>
  !notice.dueOn ? null : notice.dueOn < today
    ? <strong class="late"><Icon name="warning" small />{words.late(danishDay(notice.dueOn))}</strong>
    : <span>{words.due(danishDay(notice.dueOn))}</span>;

const Item = ({ notice, today, back }: { notice: ShownNotice; today: string; back: string }) => (
  <li class={`notice${notice.seenAt ? '' : ' notice-new'}`}>
    <Icon name={icons[notice.kind] ?? 'info'} />
    <div class="notice-words">
      <div class="notice-what">
        <span>{words.kinds[notice.kind](notice.count)}</span>
        {notice.about === null ? null : <Act action={`/adviser/${notice.id}/aabning`} look="link" label={notice.about} />}
      </div>
      {notice.note ? <p class="notice-note">{notice.note}</p> : null}
      <p class="quiet notice-facts">
        {notice.from ? <span>{words.from(notice.from.name)}</span> : null}
        <Due notice={notice} today={today} />
        <span>{notice.doneAt ? words.doneAt(danishTime(notice.doneAt)) : danishTime(notice.updatedAt)}</span>
        {notice.about === null ? <span>{words.unseen}</span> : null}
      </p>
    </div>
    {notice.doneAt
      ? <Act action={`/adviser/${notice.id}/genaabning`} label={words.reopen} look="tertiary" about={notice.about ?? undefined} />
      : <Act action={`/adviser/${notice.id}/faerdig`} label={words.done} about={notice.about ?? undefined} fields={{ til: back }} />}
  </li>
);

/** `today`: the day in Copenhagen, `YYYY-MM-DD`. `back`: the page it stands on. */
export const NoticeList = ({ rows, today, back = '/adviser' }: { rows: ShownNotice[]; today: string; back?: string | undefined }) => (
  <ul class="notices no-max-width">{rows.map((notice) => <Item notice={notice} today={today} back={back} />)}</ul>
);
