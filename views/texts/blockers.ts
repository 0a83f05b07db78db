import { danishDay } from '../../src/core/dates.ts';
import type { Blocker } from '../../src/sending/types.ts';
import { copyBlocker } from './copies.ts';
import { sending } from './sending.ts';
import { sentenceOf } from '../texts.ts';

const words = sending.report;

/** What stands in the way of a dispatch, as a sentence: on its pages and in the terminal. */
export function blockerSentence(blocker: Blocker): string {
  if (blocker.kind === 'copy') return copyBlocker(blocker);
  if (blocker.kind === 'dead') return sending.dead.sentence(blocker.who || sending.dead.unnamed, blocker.on && danishDay(blocker.on));
  if ('reason' in blocker) return sentenceOf({ reason: blocker.reason.key, values: blocker.reason.values });
  const values: Record<string, string | number> = { ...(blocker as unknown as Record<string, number>), setting: blocker.kind === 'setting_missing' ? words.settings[blocker.key] ?? blocker.key : '' };
  return words.blockers[blocker.kind].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
