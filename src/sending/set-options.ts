import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { localDay, localMoment } from '../core/dates.ts';
import { invalid } from '../core/errors.ts';
import { listDocumentTypes } from '../archive/index.ts';
import type { Tx } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import { listContactPoints } from './contact-points.ts';
import { signerChoices, type SignerChoice } from '../signatures/index.ts';
import { momentOfDelivery } from './delivery-time.ts';
import { findDraft, touch, type DispatchRecord } from './find.ts';
import type { SendingDeps } from './ports.ts';

/** What is chosen for the whole dispatch. Days `YYYY-MM-DD`, times `HH:MM`, both in Copenhagen. */
export type DispatchOptions = {
  title: string; documentTypeId: string | null; replyAllowed: boolean; removeCpr: boolean; deliverOn: string | null;
  /** The day an answer is wanted by; only with replyAllowed. */
  replyBy: string | null;
  /** One of `listContactPoints`, null = the usual one; only with replyAllowed. */
  contactPointId: string | null;
  /** Only with deliverOn; null = seven in the morning. */
  deliverTime: string | null;
  signatureRequired: boolean;
  /** Only with signatureRequired. */
  signBy: string | null;
  signers: SignerChoice;
  /** For the accounts, at most 20 characters. */
  costCode: string | null;
  department: string | null;
};
/** Of the options added after the first version what is left out stays as it is. */
export type OptionsInput = Pick<DispatchOptions, 'title' | 'documentTypeId' | 'replyAllowed' | 'removeCpr' | 'deliverOn'> & Partial<DispatchOptions>;

const mostCostCode = 20;
const mostDepartment = 100;

/** A number in the title would stand in the mailbox's list, however well the letter itself is cleaned. */
const holdsCpr = (text: string) => /(?<!\d)\d{6}[-\s]?\d{4}(?!\d)/.test(text);
const oneLine = (text: string | null) => text?.trim().replace(/\s+/g, ' ') || null;

/**
 * Sets what is chosen for the whole dispatch. Errors: options.no_title, options.title_too_long (256,
 * facts/digital-post.md 1.2), options.title_has_number, options.unknown_type, options.bad_date, options.date_past,
 * options.date_far (more than a year ahead), options.bad_time, options.time_past, options.reply_by_* and
 * options.sign_by_* (bad, early: before the letters leave, far), options.unknown_contact_point, options.cost_code_too_long,
 * options.department_too_long, options.accounts_have_number.
 */
export function setOptions(deps: SendingDeps, actor: Actor, dispatchId: string, input: OptionsInput): void {
  deps.db.write((tx) => {
    const dispatch = findDraft(tx, actor, dispatchId);
    const at = deps.clock.now();
    const options = checked(tx, { ...asTheyAre(dispatch), ...input }, at);
    tx.statement(`UPDATE dispatches SET title = ?, document_type_id = ?, reply_allowed = ?, reply_by = ?, contact_point_id = ?, remove_cpr = ?, deliver_on = ?, deliver_time = ?,
        signature_required = ?, sign_by = ?, signers = ?, cost_code = ?, department = ? WHERE id = ?`)
      .run(options.title, options.documentTypeId, Number(options.replyAllowed), options.replyBy, options.contactPointId, Number(options.removeCpr), options.deliverOn, options.deliverTime,
        Number(options.signatureRequired), options.signBy, options.signers, options.costCode, options.department, dispatchId);
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'dispatch.options_set', subject: { kind: 'dispatch', id: dispatchId }, payload: options });
  });
}

/** The options of a dispatch as they stand. */
export const asTheyAre = (dispatch: DispatchRecord): DispatchOptions => ({
  title: dispatch.title, documentTypeId: dispatch.document_type_id, replyAllowed: dispatch.reply_allowed === 1, replyBy: dispatch.reply_by, contactPointId: dispatch.contact_point_id,
  removeCpr: dispatch.remove_cpr === 1, deliverOn: dispatch.deliver_on, deliverTime: dispatch.deliver_time,
  signatureRequired: dispatch.signature_required === 1, signBy: dispatch.sign_by, signers: dispatch.signers, costCode: dispatch.cost_code, department: dispatch.department,
});

function checked(tx: Tx, input: DispatchOptions, now: Date): DispatchOptions {
  const title = oneLine(input.title);
  if (!title) throw invalid('options.no_title');
  if (title.length > 256) throw invalid('options.title_too_long', { most: 256 });
  if (input.removeCpr && holdsCpr(title)) throw invalid('options.title_has_number');
  if (input.documentTypeId && !listDocumentTypes(tx).some((type) => type.id === input.documentTypeId && type.active)) throw invalid('options.unknown_type');
  const deliverOn = oneLine(input.deliverOn);
  if (deliverOn) checkDay(deliverOn, localDay(now), now, { bad: 'options.bad_date', early: 'options.date_past', far: 'options.date_far' });
  const deliverTime = deliverOn && !readSettings(tx)['sending.platformHolds'] ? checkTime(oneLine(input.deliverTime)) : null;
  if (deliverOn && deliverTime && localMoment(deliverOn, deliverTime) <= now) throw invalid('options.time_past');
  const leaves = deliverOn ? localDay(momentOfDelivery(deliverOn, deliverTime)) : localDay(now);
  const replyBy = input.replyAllowed ? oneLine(input.replyBy) : null;
  if (replyBy) checkDay(replyBy, leaves, now, { bad: 'options.reply_by_bad', early: 'options.reply_by_early', far: 'options.reply_by_far' });
  const contactPointId = input.replyAllowed ? input.contactPointId : null;
  if (contactPointId && !listContactPoints(tx).some((point) => point.id === contactPointId && point.active)) throw invalid('options.unknown_contact_point');
  const signBy = input.signatureRequired ? oneLine(input.signBy) : null;
  if (signBy) checkDay(signBy, leaves, now, { bad: 'options.sign_by_bad', early: 'options.sign_by_early', far: 'options.sign_by_far' });
  const costCode = oneLine(input.costCode);
  if (costCode && costCode.length > mostCostCode) throw invalid('options.cost_code_too_long', { most: mostCostCode });
  const department = oneLine(input.department);
  if (department && department.length > mostDepartment) throw invalid('options.department_too_long', { most: mostDepartment });
  // They stand in statistics and files that go out of the house.
  if (holdsCpr(`${costCode ?? ''} / ${department ?? ''}`)) throw invalid('options.accounts_have_number');
  if (!signerChoices.includes(input.signers)) throw invalid('options.signers');
  return { ...input, title, deliverOn, deliverTime, replyBy, contactPointId, signBy, costCode, department };
}

/** A real day, not before `first`, not more than two years ahead (one, for the day the letters leave). */
function checkDay(day: string, first: string, now: Date, reasons: { bad: string; early: string; far: string }) {
  const real = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(`${day}T12:00:00Z`).toISOString().startsWith(day);
  if (!real) throw invalid(reasons.bad);
  if (day < first) throw invalid(reasons.early);
  const years = reasons.far === 'options.date_far' ? 1 : 2;
  if (day > localDay(new Date(now.getTime() + years * 366 * 86_400_000))) throw invalid(reasons.far);
}

/** `8:05`, `08.05` and `08:05` are the same; `24:00` is none. */
function checkTime(text: string | null): string | null {
  if (!text) return null;
  const [, hour, minute] = /^(\d{1,2})[.:](\d\d)$/.exec(text) ?? [];
  if (!hour || Number(hour) > 23 || Number(minute) > 59) throw invalid('options.bad_time');
  return `${hour.padStart(2, '0')}:${minute}`;
}
