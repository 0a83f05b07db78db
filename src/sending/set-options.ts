import type { Actor } from '../access/index.ts';
import { record } from '../audit/index.ts';
import { localDay } from '../core/dates.ts';
import { invalid } from '../core/errors.ts';
import { listDocumentTypes } from '../archive/index.ts';
import { findDraft, touch } from './find.ts';
import type { SendingDeps } from './ports.ts';

export type DispatchOptions = { title: string; documentTypeId: string | null; replyAllowed: boolean; removeCpr: boolean; deliverOn: string | null };

/** A number in the title would stand in the mailbox's list, however well the letter itself is cleaned. */
const holdsCpr = (title: string) => /(?<!\d)\d{6}[-\s]?\d{4}(?!\d)/.test(title);

/**
 * Sets what is chosen for the whole dispatch. Errors: options.no_title, options.title_too_long (256,
 * facts/digital-post.md 1.2), options.title_has_number, options.unknown_type, options.bad_date,
 * options.date_past, options.date_far (more than a year ahead).
 */
export function setOptions(deps: SendingDeps, actor: Actor, dispatchId: string, input: DispatchOptions): void {
  const title = input.title.trim().replace(/\s+/g, ' ');
  if (!title) throw invalid('options.no_title');
  if (title.length > 256) throw invalid('options.title_too_long', { most: 256 });
  if (input.removeCpr && holdsCpr(title)) throw invalid('options.title_has_number');
  const deliverOn = input.deliverOn?.trim() || null;
  if (deliverOn) checkDay(deliverOn, deps.clock.now());
  deps.db.write((tx) => {
    findDraft(tx, actor, dispatchId);
    if (input.documentTypeId && !listDocumentTypes(tx).some((type) => type.id === input.documentTypeId && type.active)) throw invalid('options.unknown_type');
    const at = deps.clock.now();
    tx.statement('UPDATE dispatches SET title = ?, document_type_id = ?, reply_allowed = ?, remove_cpr = ?, deliver_on = ? WHERE id = ?')
      .run(title, input.documentTypeId, input.replyAllowed ? 1 : 0, input.removeCpr ? 1 : 0, deliverOn, dispatchId);
    touch(tx, dispatchId, at);
    record(tx, {
      at, actorId: actor.id, event: 'dispatch.options_set', subject: { kind: 'dispatch', id: dispatchId },
      payload: { ...input, title, deliverOn },
    });
  });
}

function checkDay(day: string, now: Date) {
  const real = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && new Date(`${day}T12:00:00Z`).toISOString().startsWith(day);
  if (!real) throw invalid('options.bad_date');
  if (day < localDay(now)) throw invalid('options.date_past');
  if (day > localDay(new Date(now.getTime() + 366 * 86_400_000))) throw invalid('options.date_far');
}
