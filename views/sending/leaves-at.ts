import { danishClock, danishDay } from '../../src/core/dates.ts';

/** `24. nov. 2026 kl. 7.00`: when a deferred dispatch leaves. */
export const leavesAt = ({ deliverOn, deliverTime }: { deliverOn: string | null; deliverTime: string | null }) => `${danishDay(deliverOn!)} kl. ${danishClock((deliverTime ?? '07:00').replace(/^0/, ''))}`;
