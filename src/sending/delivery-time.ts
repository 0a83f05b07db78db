import { localMoment } from '../core/dates.ts';

/** Deferred letters leave at seven in the morning of their day where no time is chosen. */
export const usualTime = '07:00';

/** When letters of a deferred dispatch leave. Day `YYYY-MM-DD` and time `HH:MM`, both in Copenhagen. */
export const momentOfDelivery = (day: string, time: string | null): Date => localMoment(day, time ?? usualTime);
