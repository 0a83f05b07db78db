import { may, type Actor } from '../access/index.ts';
import type { Reader } from '../db/index.ts';
import { readSettings } from '../settings/index.ts';
import { templateDemandsApproval } from './templates/records.ts';
import { findToRead, type DispatchRecord } from './find.ts';

/** Why a second person must look: so many recipients, or a document type that asks for it. */
export type ApprovalRule = { why: 'recipients'; from: number } | { why: 'document_type' } | { why: 'template' };

/** Whether the school wants a second person's approval of this dispatch; the settings and the document type decide. */
export function approvalRule(reader: Reader, dispatch: Pick<DispatchRecord, 'id' | 'document_type_id'>): ApprovalRule | null {
  const type = reader.statement('SELECT 1 FROM document_types WHERE id = ? AND needs_approval = 1').get(dispatch.document_type_id);
  if (type) return { why: 'document_type' };
  if (templateDemandsApproval(reader, dispatch.id)) return { why: 'template' };
  const from = readSettings(reader)['approval.fromRecipients'];
  if (from === 0) return null;
  const { n } = reader.statement("SELECT count(*) AS n FROM letters WHERE dispatch_id = ? AND state = 'draft'").get(dispatch.id) as { n: number };
  return n >= from ? { why: 'recipients', from } : null;
}

/** Why this actor's draft goes by a second person; null where they may send it themselves. */
export function approvalOf(reader: Reader, actor: Actor, dispatchId: string): ApprovalRule | { why: 'no_right' } | null {
  return approvalRule(reader, findToRead(reader, actor, dispatchId)) ?? (may(actor, 'send') ? null : { why: 'no_right' });
}
