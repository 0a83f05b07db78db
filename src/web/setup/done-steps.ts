import { certificateStatus, identityInUse } from '../../jobs/index.ts';
import { readSettings } from '../../settings/index.ts';
import type { SetUpStep } from '../../../views/setup/steps.tsx';
import type { Ctx } from '../route.ts';

/** The steps whose content is in place. */
export function doneSteps(c: Ctx): SetUpStep[] {
  const { db, config } = c.get('deps');
  const settings = readSettings(db);
  const tried = identityInUse(config) !== null && Boolean(certificateStatus(db)?.triedAt);
  const done: Record<SetUpStep, boolean> = { school: settings['sender.cvr'] !== '', certificate: tried, sender: settings['sender.label'] !== '' && settings['sender.contactPoint'] !== '', ready: false };
  return (Object.keys(done) as SetUpStep[]).filter((step) => done[step]);
}
