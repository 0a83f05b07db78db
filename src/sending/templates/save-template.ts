import type { Actor } from '../../access/index.ts';
import { record } from '../../audit/index.ts';
import { localDay } from '../../core/dates.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { findToRead, touch, type DispatchRecord } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { checkTemplate, requireFreeName } from './check-options.ts';
import { columnsOf, findTemplate, layoutOfDispatch } from './records.ts';
import { commonFiles, copyCommonFiles, dropCopies, keepFile } from './template-files.ts';
import type { Layout, TemplateOptions } from './types.ts';

const days = (from: string, to: string | null) => (to === null ? null : Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)));

export type TemplateProposal = { options: TemplateOptions; layout: Layout | null; attachments: { title: string; size: number }[] };

/** What a template made of a dispatch would remember; to be looked at and changed before it is saved. */
export function proposeTemplate(reader: Reader, actor: Actor, dispatchId: string, now: Date): TemplateProposal {
  const dispatch = findToRead(reader, actor, dispatchId);
  const layout = layoutOfDispatch(columnsOf(reader, dispatchId));
  return { options: optionsOf(dispatch, layout, now), layout, attachments: commonFiles(reader, dispatchId).map(({ title, blob }) => ({ title, size: blob.size })) };
}

function optionsOf(dispatch: DispatchRecord, layout: Layout | null, now: Date): TemplateOptions {
  const sent = localDay(dispatch.submitted_at ? new Date(dispatch.submitted_at) : now);
  return {
    name: dispatch.title.slice(0, 100), title: dispatch.title, titleFromLetter: layout?.title != null && layout.title === dispatch.title, documentTypeId: dispatch.document_type_id, retentionYears: null,
    replyAllowed: dispatch.reply_allowed === 1, replyDays: days(sent, dispatch.reply_by), contactPointId: dispatch.contact_point_id,
    signatureRequired: dispatch.signature_required === 1, signDays: days(sent, dispatch.sign_by), signers: dispatch.signers, removeCpr: dispatch.remove_cpr === 1,
    costCode: dispatch.cost_code, department: dispatch.department, approvalDemanded: false,
  };
}

/**
 * A template of a dispatch's letters, draft or sent: how they look, where things stand in them, and `input`. With
 * `attachments` also what goes with all of them, as copies of the template's own. Answers its id. Errors: checkTemplate's.
 */
export async function saveTemplate(deps: SendingDeps, actor: Actor, dispatchId: string, input: TemplateOptions, attachments: boolean): Promise<string> {
  findToRead(deps.db, actor, dispatchId);
  checkTemplate(deps.db, input, null);
  const files = attachments ? await copyCommonFiles(deps, dispatchId) : [];
  const id = deps.ids.uuid();
  try {
    deps.db.write((tx) => {
      const dispatch = findToRead(tx, actor, dispatchId);
      const options = checkTemplate(tx, input, null);
      const at = deps.clock.now();
      const now = at.toISOString();
      const { layout: json, template_id: before } = columnsOf(tx, dispatchId);
      const layout = layoutOfDispatch({ layout: json });
      tx.statement('INSERT INTO letter_templates (id, name, fingerprint, places, title, created_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(id, options.name, layout && JSON.stringify(layout.fingerprint), layout && JSON.stringify(layout.places), options.title, actor.id, now, now);
      writeOptions(tx, id, options, at);
      files.forEach((file, n) => keepFile(tx, deps, file, id, n + 1));
      // The draft it was made of is of that kind; nothing of it changes.
      if (dispatch.state === 'draft' && before === null) {
        tx.statement('UPDATE dispatches SET template_id = ?, template_before = ? WHERE id = ?').run(id, JSON.stringify({ before: {}, values: {} }), dispatchId);
        touch(tx, dispatchId, at);
      }
      record(tx, { at, actorId: actor.id, event: 'template.saved', subject: { kind: 'letter_template', id }, payload: { name: options.name, dispatchId, recognisable: layout !== null } });
    });
  } catch (error) {
    dropCopies(deps, files);
    throw error;
  }
  return id;
}

function writeOptions(tx: Tx, id: string, options: TemplateOptions, at: Date): void {
  tx.statement(`UPDATE letter_templates SET name = ?, title = ?, title_from_letter = ?, document_type_id = ?, retention_years = ?, reply_allowed = ?, reply_days = ?, contact_point_id = ?,
      signature_required = ?, sign_days = ?, signers = ?, remove_cpr = ?, cost_code = ?, department = ?, approval_demanded = ?, updated_at = ? WHERE id = ?`).run(
    options.name, options.title, Number(options.titleFromLetter), options.documentTypeId, options.retentionYears, Number(options.replyAllowed), options.replyDays, options.contactPointId,
    Number(options.signatureRequired), options.signDays, options.signers, Number(options.removeCpr), options.costCode, options.department, Number(options.approvalDemanded), at.toISOString(), id,
  );
}

/** Errors: checkTemplate's. */
export function changeTemplate(deps: SendingDeps, actor: Actor, id: string, input: TemplateOptions): void {
  deps.db.write((tx) => {
    findTemplate(tx, actor, id);
    const at = deps.clock.now();
    const options = checkTemplate(tx, input, id);
    writeOptions(tx, id, options, at);
    record(tx, { at, actorId: actor.id, event: 'template.changed', subject: { kind: 'letter_template', id }, payload: options });
  });
}

/** Letters of its kind are no longer recognised; what was filled in from it stays. It can be taken back. Error template.name_taken. */
export function setTemplateDeleted(deps: SendingDeps, actor: Actor, id: string, deleted: boolean): void {
  deps.db.write((tx) => {
    const template = findTemplate(tx, actor, id);
    const at = deps.clock.now();
    if (!deleted) requireFreeName(tx, template.name, id);
    tx.statement('UPDATE letter_templates SET deleted_at = ? WHERE id = ?').run(deleted ? at.toISOString() : null, id);
    record(tx, { at, actorId: actor.id, event: deleted ? 'template.deleted' : 'template.restored', subject: { kind: 'letter_template', id }, payload: { name: template.name } });
  });
}

/** One of a template's attachments is taken out of it, for good. */
export function removeTemplateAttachment(deps: SendingDeps, actor: Actor, templateId: string, attachmentId: string): void {
  deps.db.write((tx) => {
    findTemplate(tx, actor, templateId);
    const row = tx.statement('SELECT blob_id AS blob, title FROM template_attachments WHERE id = ? AND template_id = ?').get(attachmentId, templateId) as { blob: string; title: string } | undefined;
    if (!row) throw notFound();
    const at = deps.clock.now();
    tx.statement('DELETE FROM template_attachments WHERE id = ?').run(attachmentId);
    deps.files.shred(tx, row.blob);
    record(tx, { at, actorId: actor.id, event: 'template.changed', subject: { kind: 'letter_template', id: templateId }, payload: { attachmentRemoved: row.title } });
  });
}
