import { record } from '../../audit/index.ts';
import { Problem } from '../../core/errors.ts';
import { getStatus, setStatus } from '../../queue/index.ts';
import { readSettings } from '../../settings/index.ts';
import { openSignatures } from '../../signatures/index.ts';
import { SigningBelow } from '../../../views/signatures/signing-below.tsx';
import { signingPage } from '../../../views/texts/signatures.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { settingsPart, takeSettingsPart } from './settings-part.tsx';

const address = '/administration/signering';

function show(c: Ctx, refused?: Parameters<typeof settingsPart>[2], problem?: Problem) {
  const { db } = c.get('deps');
  const status = getStatus(db, 'signing');
  const settings = readSettings(db);
  const below = (
    <SigningBelow
      status={status ? { ok: status.value['ok'] === true, reason: String(status.value['reason'] ?? ''), at: status.at } : null}
      open={openSignatures(db)} roots={settings['signing.roots'].match(/BEGIN CERTIFICATE/g)?.length ?? 0} ready={settings['signing.baseUrl'] !== ''}
    />
  );
  return settingsPart(c, { part: 'signing', title: signingPage.title, lead: signingPage.lead, address, below }, refused, problem);
}

export const showSigning = (c: Ctx) => show(c);
export const takeSigning = (c: Ctx) => takeSettingsPart(c, { part: 'signing', address }, (refused) => show(c, refused));

/** Asks the service who it is, and says what came of it. */
export async function takeSigningTest(c: Ctx) {
  const { db, clock, signing } = c.get('deps');
  const note = (value: Record<string, unknown>) => db.write((tx) => {
    setStatus(tx, 'signing', value, clock.now());
    record(tx, { at: clock.now(), actorId: c.get('actor').id, event: 'signing.tried', subject: { kind: 'system', id: 'signing' }, payload: value });
  });
  try {
    await signing(readSettings(db))?.probe();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    note({ ok: false, reason: error.reason });
    return show(c, undefined, error);
  }
  note({ ok: true });
  sayDone(c, 'signingTried');
  return c.redirect(address, 303);
}
