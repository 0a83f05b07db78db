import { z } from 'zod';
import { record } from '../audit/index.ts';
import type { Actor } from '../access/index.ts';
import type { Clock } from '../core/clock.ts';
import { invalid } from '../core/errors.ts';
import type { Database, Reader, Tx } from '../db/index.ts';

/** Certificates as text, one after another; empty = none. */
const pem = z.string().trim().max(100_000).regex(/^(-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----)?$/).default('');
/** That they changed is logged, not what they are. */
const secrets = new Set(['digitalPost.apiToken', 'mail.password', 'signing.apiToken', 'cvr.password', 'cvr.apiKey', 'search.key']);

/**
 * The list of everything an administrator sets in the portal, with its default. What a box needs
 * before it can start (folders, ports, certificate files) stands in the settings file instead
 * (config.ts). Danish labels: views/texts.ts, `settings`.
 */
export const settingShapes = {
  'school.name': z.string().trim().min(1).max(200).default('Skolen'),
  /** The sender's CVR, eight digits; empty until set: nothing can be sent before. */
  'sender.cvr': z.string().regex(/^(\d{8})?$/).default(''),
  /** How the sender is named in the mailbox. */
  'sender.label': z.string().trim().max(256).default(''),
  'sender.contactPoint': z.string().trim().max(256).default(''),
  'digitalPost.baseUrl': z.string().trim().regex(/^(https:\/\/[^\s]+[^/\s])?$/).default(''),
  'digitalPost.apiToken': z.string().trim().max(1000).default(''),
  'digitalPost.timeoutSeconds': z.coerce.number().int().min(1).max(600).default(60),
  'digitalPost.concurrency': z.coerce.number().int().min(1).max(16).default(4),
  'digitalPost.callsPerSecond': z.coerce.number().int().min(1).max(1000).default(20),
  /** From so many letters a dispatch is mass-sent in containers; 0 = never. */
  'digitalPost.massFrom': z.coerce.number().int().min(0).max(100_000).default(50),
  /** Bounds of one container: letters, and megabytes of messages before they are compressed. */
  'digitalPost.massLetters': z.coerce.number().int().min(1).max(2000).default(500),
  'digitalPost.massMegabytes': z.coerce.number().int().min(1).max(200).default(50),
  'digitalPost.receiptSeconds': z.coerce.number().int().min(1).max(3600).default(60),
  /** After how many hours a person may settle a letter whose outcome is unknown. */
  'sending.unknownHours': z.coerce.number().int().min(0).max(720).default(24),
  /** Days after the last letter is settled until the merge file is destroyed. */
  'sending.keepMergeDays': z.coerce.number().int().min(0).max(3650).default(30),
  /** Let the platform hold a deferred letter (doNotDeliverUntilDate) instead of holding it here. */
  'sending.platformHolds': z.preprocess((value) => value === true || value === 'true' || value === 'on', z.boolean()).default(false),
  /** Where batches for a print supplier are laid as folders; empty = there is none. */
  'paper.remoteFolder': z.string().trim().max(500).regex(/^(\/[^\0]+)?$/).default(''),
  /** The sender's own address on a cover, in one line; empty = the sender's name. */
  'paper.sender': z.string().trim().max(200).default(''),
  /** Where the window of the envelopes is, in millimetres from the upper left corner of the sheet. */
  'paper.windowLeft': z.coerce.number().min(5).max(120).default(22),
  'paper.windowTop': z.coerce.number().min(10).max(200).default(50),
  'paper.duplex': z.preprocess((value) => value === true || value === 'true' || value === 'on', z.boolean()).default(true),
  /** The same letter to the same recipient, and the same file again, within so many days is told before it is sent; 0 = never. */
  'sending.duplicateDays': z.coerce.number().int().min(0).max(3650).default(30),
  /** So many minutes a submitted dispatch can be brought back to a draft before anything is made of it; 0 = it goes at once. */
  'sending.undoMinutes': z.coerce.number().int().min(0).max(120).default(5),
  /** From so many recipients a second person approves a dispatch; 0 = only document types ask for it. */
  'approval.fromRecipients': z.coerce.number().int().min(0).max(100_000).default(0),
  /** So many days an approved disposal can be taken back before anything is destroyed. */
  'disposal.graceDays': z.coerce.number().int().min(1).max(365).default(14),
  /** Departments to suggest, parted by semicolons. */
  'sending.departments': z.string().trim().max(4000).default(''),
  /** What a copy, and a letter that goes to custody holders in a child's place, are called in the mailbox: {titel} and {navn} (of the student). */
  'sending.copyTitle': z.string().trim().max(120).regex(/\{titel\}/).regex(/^[^<>]*$/).default('{titel} - kopi vedr. {navn}'),
  'sending.insteadTitle': z.string().trim().max(120).regex(/\{titel\}/).regex(/^[^<>]*$/).default('{titel} - vedr. {navn}'),
  /** A PDF/A beside each letter that has left, made by Ghostscript when the box has time. */
  'archive.pdfA': z.preprocess((value) => value === undefined || value === true || value === 'true' || value === 'on', z.boolean()).default(true),
  /** Whether this box fetches the school's mail; off where another system does. */
  'receiving.fetch': z.preprocess((value) => value === undefined || value === true || value === 'true' || value === 'on', z.boolean()).default(true),
  /** Largest message that is fetched, in megabytes; base64 makes files a third larger (facts/digital-post.md 1.5). */
  'receiving.maxMegabytes': z.coerce.number().int().min(1).max(1000).default(200),
  /** After so many days a message that can be answered and is not stands out. */
  'receiving.unansweredDays': z.coerce.number().int().min(1).max(365).default(14),
  /** Days between the look-ups of a class or list that is watched; 0 = never. */
  'mailbox.watchDays': z.coerce.number().int().min(0).max(90).default(7),
  'mailbox.maxAgeHours': z.coerce.number().int().min(0).max(720).default(24),
  /** The school's mail server, for notices by mail; empty = none. */
  'mail.host': z.string().trim().max(253).regex(/^[a-z0-9.:-]*$/i).default(''),
  'mail.port': z.coerce.number().int().min(1).max(65535).default(587),
  'mail.security': z.enum(['starttls', 'tls', 'none']).default('starttls'),
  'mail.user': z.string().trim().max(256).default(''),
  'mail.password': z.string().max(256).default(''),
  'mail.from': z.string().trim().max(254).regex(/^([^\s@<>"]+@[^\s@<>"]+)?$/).default(''),
  'mail.authorities': pem,
  /** The signing service; empty = letters cannot be sent to be signed. */
  'signing.baseUrl': z.string().trim().regex(/^(https:\/\/[^\s]+[^/\s])?$/).default(''),
  'signing.apiToken': z.string().trim().max(1000).default(''),
  /** Authorities of the service's own address, and of the certificates that people sign with. */
  'signing.authorities': pem,
  'signing.roots': pem,
  'signing.pollSeconds': z.coerce.number().int().min(1).max(3600).default(60),
  /** Days to sign in, proposed where a letter is to be signed. */
  'signing.days': z.coerce.number().int().min(1).max(365).default(14),
  /** Attachments: megabytes of one file; of a letter with all it carries (the law's older limit is 99.5 as sent, and base64 makes four bytes of three); ends of names that may go as they are. */
  'attachments.maxMegabytes': z.coerce.number().int().min(1).max(500).default(50),
  'attachments.letterMegabytes': z.coerce.number().int().min(1).max(500).default(70),
  'attachments.types': z.string().trim().max(200).regex(/^[a-zA-Z0-9 ,;.]*$/).default('pdf'),
  /** The CVR register: none, CVR-permanent (user and password) or Datafordeler (key). The address empty = the usual one. */
  'cvr.adapter': z.enum(['none', 'permanent', 'datafordeler']).default('none'),
  'cvr.url': z.string().trim().max(500).regex(/^(https?:\/\/[^\s?#]+[^/\s?#])?$/).default(''),
  'cvr.user': z.string().trim().max(256).default(''),
  'cvr.password': z.string().max(256).default(''),
  'cvr.apiKey': z.string().trim().max(1000).default(''),
  'cvr.timeoutSeconds': z.coerce.number().int().min(1).max(120).default(15),
  /** The school's Meilisearch server; empty = there is none. How long one search may take before the embedded index answers. */
  'search.url': z.string().trim().max(500).regex(/^(https?:\/\/[^\s?#]+[^/\s?#])?$/).default(''),
  'search.key': z.string().trim().max(1000).default(''),
  'search.authorities': pem,
  'search.timeoutSeconds': z.coerce.number().int().min(1).max(60).default(5),
  /** What a letter by post costs, in øre, for the postage saved; 0 = nothing is claimed. */
  'statistics.postageOere': z.coerce.number().int().min(0).max(100_000).default(0),
  /** Largest file that can be filed on a case, in megabytes. */
  'filing.maxMegabytes': z.coerce.number().int().min(1).max(20_000).default(4096),
  /** Largest upload in megabytes. */
  'upload.maxMegabytes': z.coerce.number().int().min(1).max(2000).default(200),
} as const;

export type SettingKey = keyof typeof settingShapes;
export type Settings = { [K in SettingKey]: z.output<(typeof settingShapes)[K]> };

/** What was last read from a database, with the rows it was made of: settings are asked for with every letter and seldom change. */
const lastRead = new WeakMap<Reader, { rows: string; settings: Settings }>();

/** All settings as they stand, defaults where nothing is set. Always what the database says now, whoever changed it. */
export function readSettings(reader: Reader): Settings {
  const rows = reader.statement('SELECT key, value FROM settings').all() as { key: string; value: string }[];
  const asText = JSON.stringify(rows);
  const known = lastRead.get(reader);
  if (known?.rows === asText) return known.settings;
  const stored = new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
  const settings: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(settingShapes)) settings[key] = shape.parse(stored.get(key));
  lastRead.set(reader, { rows: asText, settings: settings as Settings });
  return settings as Settings;
}

/**
 * Changes some settings at once. `actor` null = set-up or command line.
 * Errors: setting.unknown, setting.bad_value (`key`); nothing is changed then.
 */
export function changeSettings(deps: { db: Database; clock: Clock }, actor: Actor | null, changes: Partial<Record<string, unknown>>): void {
  const write = prepareSettings(deps, actor?.id ?? null, changes);
  deps.db.write(write);
}

/** Checks the values; the answer writes them inside a transaction. Errors as changeSettings'. */
export function prepareSettings(deps: { clock: Clock }, actorId: string | null, changes: Partial<Record<string, unknown>>): (tx: Tx) => void {
  const checked = Object.entries(changes).map(([key, value]) => {
    const shape = settingShapes[key as SettingKey] as z.ZodType | undefined;
    if (!shape) throw invalid('setting.unknown', { key });
    const result = shape.safeParse(value);
    if (!result.success) throw invalid('setting.bad_value', { key });
    return [key, result.data] as const;
  });
  return (tx) => {
    const at = deps.clock.now();
    const before = readSettings(tx) as Record<string, unknown>;
    const changed = checked.filter(([key, value]) => before[key] !== value);
    if (changed.length === 0) return;
    for (const [key, value] of changed) {
      tx.statement('INSERT OR REPLACE INTO settings (key, value, updated_at, updated_by) VALUES (?, ?, ?, ?)')
        .run(key, JSON.stringify(value), at.toISOString(), actorId);
    }
    const shown = changed.map(([key, value]) => [key, secrets.has(key) ? '(hidden)' : value]);
    record(tx, { at, actorId, event: 'settings.changed', subject: { kind: 'setting', id: 'all' }, payload: { changed: Object.fromEntries(shown) as Record<string, unknown> } });
  };
}
