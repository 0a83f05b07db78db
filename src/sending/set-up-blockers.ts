import type { Reader } from '../db/index.ts';
import { getStatus } from '../queue/index.ts';
import { readSettings, setUpPending } from '../settings/index.ts';
import type { SendingDeps } from './ports.ts';
import type { SetUpBlocker } from './types.ts';

/** Settings without which nothing can be sent. */
const needed = ['sender.cvr', 'sender.label', 'digitalPost.baseUrl'] as const;

/**
 * Why this box may send nothing at all, whatever is to be sent (issue 3, point 5): also one that was made by the
 * command line, and one whose certificate has gone or is another company's since the school's number was changed.
 */
export function setUpBlockers(reader: Reader, deps: Pick<SendingDeps, 'hasCertificate'>): SetUpBlocker[] {
  const settings = readSettings(reader);
  const found: SetUpBlocker[] = [];
  if (setUpPending(reader)) found.push({ kind: 'set_up_pending' });
  const has = deps.hasCertificate();
  if (!has) found.push({ kind: 'no_certificate' });
  const holder = getStatus(reader, 'certificate')?.value['cvr'];
  if (has && typeof holder === 'string' && settings['sender.cvr'] !== '' && holder !== settings['sender.cvr']) found.push({ kind: 'other_cvr' });
  for (const key of needed) if (!settings[key]) found.push({ kind: 'setting_missing', key });
  return found;
}

/** The reason a submission is refused with: each has a sentence that names what is missing. */
export const reasonOfSetUp = (blocker: SetUpBlocker): string => (blocker.kind === 'setting_missing' ? `set_up.missing.${blocker.key}` : `set_up.${blocker.kind}`);

const kinds: SetUpBlocker['kind'][] = ['set_up_pending', 'no_certificate', 'other_cvr', 'setting_missing'];
export const isSetUpBlocker = (blocker: { kind: string }): blocker is SetUpBlocker => kinds.includes(blocker.kind as SetUpBlocker['kind']);
