import { Problem } from '../core/errors.ts';
import { sendMail, type MailSettings } from '../connectors/mail/index.ts';
import type { Deps } from '../deps.ts';
import { dueMail, nextMail, recordMail } from '../notices/index.ts';
import { setStatus } from '../queue/index.ts';
import { readSettings, type Settings } from '../settings/index.ts';
import { noticeMailWords } from '../../views/texts/notices.ts';

export const mailSettings = (settings: Settings): MailSettings => ({
  host: settings['mail.host'], port: settings['mail.port'], security: settings['mail.security'], user: settings['mail.user'],
  password: settings['mail.password'], from: settings['mail.from'], authorities: settings['mail.authorities'],
});

/**
 * Mails a user that something is new: how many, and where to look; no name, title or number. Throws where another try can
 * help, so that the queue keeps it; a mail that will never go is written down for its owner and the administrator.
 * Answers when there is another to send.
 */
export async function mailNotices(deps: Deps, userId: string): Promise<Date | null> {
  const since = deps.clock.now();
  const due = dueMail(deps.db, userId);
  if (!due) return null;
  const { subject, text } = noticeMailWords(due.count, deps.config.origin);
  try {
    await sendMail(mailSettings(readSettings(deps.db)), { to: due.to, subject, text });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    noteMail(deps, userId, since, error.reason);
    if (error.code === 'invalid') return null;
    throw error;
  }
  noteMail(deps, userId, since, null);
  // What came while the mail was on its way found its errand taken.
  return dueMail(deps.db, userId) && nextMail(deps.db, userId, deps.clock.now());
}

function noteMail(deps: Deps, userId: string, since: Date, problem: string | null): void {
  deps.db.write((tx) => {
    const at = deps.clock.now();
    recordMail(tx, userId, { since, at, problem });
    setStatus(tx, 'smtp', problem ? { ok: false, reason: problem } : { ok: true }, at);
  });
}
