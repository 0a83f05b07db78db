import type { Reading, RecipientPlace } from '../../numbers/index.ts';
import type { DispatchRecord } from '../find.ts';
import type { Documents, SendingDeps } from '../ports.ts';
import { applyTemplate } from './apply-template.ts';
import { lookAt, recogniseTemplate } from './recognise.ts';
import { columnsOf, placesOf } from './records.ts';
import { copyAttachments, dropCopies } from './template-files.ts';

/**
 * Looks whether a document that has just been read is of a kind that is remembered, and fills the draft with what is
 * remembered of it. Answers where that kind's recipient stands, for the recogniser. Nothing is sent by it. Done once: a
 * reading that starts over after a crash finds the template in place.
 */
export async function useRecognised(deps: SendingDeps & { documents: Documents }, dispatch: DispatchRecord, pdf: Uint8Array, reading: Reading): Promise<RecipientPlace | null> {
  const layout = await lookAt(deps, pdf, reading, dispatch.source_mime);
  const found = layout && recogniseTemplate(deps.db, layout);
  const files = found ? await copyAttachments(deps, found.template.id) : [];
  const used = deps.db.write((tx) => {
    tx.statement('UPDATE dispatches SET layout = ? WHERE id = ?').run(layout && JSON.stringify(layout), dispatch.id);
    if (!found || columnsOf(tx, dispatch.id).template_id !== null) return false;
    applyTemplate(tx, deps, found.template, { dispatchId: dispatch.id, actorId: dispatch.created_by, why: found.why, files });
    return true;
  });
  if (!used) dropCopies(deps, files);
  return found ? placesOf(found.template).recipient : null;
}
