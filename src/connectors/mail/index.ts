import { createTransport } from 'nodemailer';
import { invalid, unavailable, type Problem } from '../../core/errors.ts';

/** The school's own mail server. `authorities`: PEM that its certificate may come from, '' = those everybody knows. */
export type MailSettings = {
  host: string;
  port: number;
  /** starttls: turned into TLS or not used at all. tls: from the first byte. none: in clear, for a server on the box's own net. */
  security: 'starttls' | 'tls' | 'none';
  user: string;
  password: string;
  from: string;
  authorities: string;
};

const waitMs = 20_000;

/**
 * Sends one plain mail. Errors say what to do: unavailable mail.unreachable, mail.tls, mail.login, mail.busy (all worth
 * another try), mail.not_configured; invalid mail.recipient_refused, mail.sender_refused, mail.refused.
 */
export async function sendMail(settings: MailSettings, mail: { to: string; subject: string; text: string }): Promise<void> {
  const { host, port, security, user, password, from, authorities } = settings;
  if (!host || !from) throw unavailable('mail.not_configured');
  const transport = createTransport({
    host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none',
    ...(user ? { auth: { user, pass: password } } : {}),
    ...(authorities ? { tls: { ca: authorities } } : {}),
    connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs,
    // A mail holds what we say and nothing from anywhere else.
    disableFileAccess: true, disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from, to: mail.to, subject: mail.subject, text: mail.text, headers: { 'Auto-Submitted': 'auto-generated' } });
  } catch (error) {
    throw problemOf(error as { code?: string; responseCode?: number; command?: string; message?: string });
  } finally {
    transport.close();
  }
}

/** The library calls a failed handshake a fault of the socket; only its words tell which. */
const tls = /certificate|\bssl\b|\btls\b|altname|wrong version/i;

/** The server's words may name the recipient: only codes go on. */
function problemOf({ code = '', responseCode = 0, command = '', message = '' }: { code?: string; responseCode?: number; command?: string; message?: string }): Problem {
  if (code === 'EAUTH' || responseCode === 535 || responseCode === 530) return unavailable('mail.login');
  if (code === 'ETLS' || (code === 'ESOCKET' && tls.test(message))) return unavailable('mail.tls');
  if (responseCode >= 400 && responseCode < 500) return unavailable('mail.busy');
  if (responseCode >= 500) return invalid(command.startsWith('RCPT') ? 'mail.recipient_refused' : command.startsWith('MAIL') ? 'mail.sender_refused' : 'mail.refused');
  if (code === 'EENVELOPE') return invalid('mail.recipient_refused');
  return unavailable('mail.unreachable');
}
