import { record } from '../../audit/index.ts';
import { sendMail } from '../../connectors/mail/index.ts';
import { invalid, Problem } from '../../core/errors.ts';
import { mailSettings } from '../../jobs/index.ts';
import { isMailAddress, noticeMailOf } from '../../notices/index.ts';
import { getStatus, setStatus } from '../../queue/index.ts';
import { readSettings } from '../../settings/index.ts';
import { MailBelow } from '../../../views/notices/mail-below.tsx';
import { mailPage, testMailWords } from '../../../views/texts/notices.ts';
import { readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { settingsPart, takeSettingsPart } from './settings-part.tsx';

const address = '/administration/e-mail';

function show(c: Ctx, refused?: Parameters<typeof settingsPart>[2], test?: { to: string; problem: Problem }) {
  const { db } = c.get('deps');
  const status = getStatus(db, 'smtp');
  const below = (
    <MailBelow
      status={status ? { ok: status.value['ok'] === true, reason: String(status.value['reason'] ?? ''), at: status.at } : null}
      to={test?.to ?? noticeMailOf(db, c.get('actor').id).email} ready={readSettings(db)['mail.host'] !== ''}
    />
  );
  return settingsPart(c, { part: 'mail', title: mailPage.title, lead: mailPage.lead, address, below }, refused, test?.problem);
}

export const showMail = (c: Ctx) => show(c);
export const takeMail = (c: Ctx) => takeSettingsPart(c, { part: 'mail', address }, (refused) => show(c, refused));

/** Sends one mail now and says what came of it. */
export async function takeMailTest(c: Ctx) {
  const { db, clock } = c.get('deps');
  const to = (await readForm(c)).text('til');
  const settings = readSettings(db);
  const note = (problem: string | null) => db.write((tx) => {
    setStatus(tx, 'smtp', problem ? { ok: false, reason: problem } : { ok: true }, clock.now());
    record(tx, { at: clock.now(), actorId: c.get('actor').id, event: 'mail.tried', subject: { kind: 'system', id: 'mail' }, payload: problem ? { ok: false, reason: problem } : { ok: true } });
  });
  try {
    if (!isMailAddress(to)) throw invalid('mail.bad_address');
    await sendMail(mailSettings(settings), { to, ...testMailWords(settings['school.name']) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.reason !== 'mail.bad_address') note(error.reason);
    return show(c, undefined, { to, problem: error });
  }
  note(null);
  sayDone(c, 'mailTried');
  return c.redirect(address, 303);
}
