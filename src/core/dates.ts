/** Dates as a Danish school reads them. Stored times are ISO 8601 in UTC with a closing Z; days are `YYYY-MM-DD` in Copenhagen. */
const zone = 'Europe/Copenhagen';

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});
const months = ['jan.', 'feb.', 'mar.', 'apr.', 'maj', 'jun.', 'jul.', 'aug.', 'sep.', 'okt.', 'nov.', 'dec.'];

function pieces(at: Date) {
  const found: Record<string, string> = {};
  for (const part of parts.formatToParts(at)) found[part.type] = part.value;
  return found as { year: string; month: string; day: string; hour: string; minute: string };
}

/** The Copenhagen day of a moment, `YYYY-MM-DD`: legal days (age, deferral) follow Danish time, not UTC. */
export function localDay(at: Date): string {
  // Copenhagen is never behind UTC nor more than three hours ahead (two since 1947): before 21 the day is the same, and asking the calendar takes a hundred times as long.
  if (at.getUTCHours() < 21) return at.toISOString().slice(0, 10);
  const { year, month, day } = pieces(at);
  return `${year}-${month}-${day}`;
}

/** `24. nov. 2026 kl. 14.05` for a stored time or a Date. */
export function danishTime(at: Date | string): string {
  const p = pieces(typeof at === 'string' ? new Date(at) : at);
  return `${Number(p.day)}. ${months[Number(p.month) - 1]} ${p.year} kl. ${p.hour}.${p.minute}`;
}

/** `24. nov. 2026` for a day `YYYY-MM-DD`, a stored time or a Date. */
export function danishDay(at: Date | string): string {
  const day = typeof at === 'string' && /^\d{4}-\d\d-\d\d$/.test(at) ? at : localDay(typeof at === 'string' ? new Date(at) : at);
  const [year, month, date] = day.split('-');
  return `${Number(date)}. ${months[Number(month) - 1]} ${year}`;
}

/** True for a day `YYYY-MM-DD` that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(`${text}T12:00:00Z`).toISOString().startsWith(text);
}

/** The last second (UTC) of a Copenhagen day: what is due "by" a day may come all of it. */
export function endOfLocalDay(day: string): Date {
  const next = new Date(`${day}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return new Date(startOfLocalDay(next.toISOString().slice(0, 10)).getTime() - 1000);
}

/** The moment (UTC) when a Copenhagen day `YYYY-MM-DD` begins at `hour` o'clock. */
export function startOfLocalDay(day: string, hour = 0): Date {
  return localMoment(day, `${String(hour).padStart(2, '0')}:00`);
}

/**
 * The moment (UTC) of a Copenhagen day `YYYY-MM-DD` and time `HH:MM`. A time that comes twice (October) is the
 * later one, one that is skipped (March) is an hour on.
 */
export function localMoment(day: string, time: string): Date {
  // The offset is one or two hours; try both and keep the one that lands on the wanted wall-clock time.
  for (const offset of [1, 2]) {
    const at = new Date(`${day}T${time}:00Z`);
    at.setUTCHours(at.getUTCHours() - offset);
    const p = pieces(at);
    if (`${p.year}-${p.month}-${p.day}` === day && `${p.hour}:${p.minute}` === time) return at;
  }
  const skipped = new Date(`${day}T${time}:00Z`);
  skipped.setUTCHours(skipped.getUTCHours() - 1);
  return skipped;
}

/** `14.05` for a time `14:05`. */
export const danishClock = (time: string): string => time.replace(':', '.');
