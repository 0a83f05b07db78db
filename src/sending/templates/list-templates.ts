import { may, type Actor } from '../../access/index.ts';
import { localDay } from '../../core/dates.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import { findToRead } from '../find.ts';
import { near } from './fingerprint.ts';
import { columnsOf, findTemplate, fingerprintOfTemplate, layoutOfDispatch, placesOf, templatesInUse, type TemplateRecord } from './records.ts';
import type { Recognition, TemplateAttachment, TemplateUse, TemplateView } from './types.ts';

const oldDays = 31;

function view(reader: Reader, row: TemplateRecord): TemplateView {
  const fingerprint = fingerprintOfTemplate(row);
  const { name: createdBy } = reader.statement('SELECT name FROM users WHERE id = ?').get(row.created_by) as { name: string };
  const type = row.document_type_id ? (reader.statement('SELECT name FROM document_types WHERE id = ?').get(row.document_type_id) as { name: string } | undefined) : undefined;
  const attachments = reader.statement('SELECT a.id, a.title, a.filename, a.pages, b.size FROM template_attachments a JOIN blobs b ON b.id = a.blob_id WHERE a.template_id = ? ORDER BY a.position, a.id').all(row.id) as TemplateAttachment[];
  return {
    id: row.id, name: row.name, title: row.title, titleFromLetter: row.title_from_letter === 1, documentTypeId: row.document_type_id, retentionYears: row.retention_years,
    replyAllowed: row.reply_allowed === 1, replyDays: row.reply_days, contactPointId: row.contact_point_id, signatureRequired: row.signature_required === 1, signDays: row.sign_days, signers: row.signers,
    removeCpr: row.remove_cpr === 1, costCode: row.cost_code, department: row.department, approvalDemanded: row.approval_demanded === 1,
    recognised: fingerprint !== null, places: placesOf(row), program: fingerprint?.program || null, lines: fingerprint?.lines.length ?? 0,
    examples: (fingerprint?.lines ?? []).flatMap(({ words }) => (words && !words.includes('#') ? [words] : [])).sort((a, b) => b.length - a.length).slice(0, 4),
    documentType: type?.name ?? null, attachments, uses: row.uses, usedAt: row.used_at, createdBy, createdAt: row.created_at, deleted: row.deleted_at !== null,
  };
}

/** Every template in use, by name. not_found for who may not send. */
export function listTemplates(reader: Reader, actor: Actor): TemplateView[] {
  if (!may(actor, 'dispatch')) throw notFound();
  return templatesInUse(reader).map((row) => view(reader, row));
}

export const getTemplate = (reader: Reader, actor: Actor, id: string): TemplateView => view(reader, findTemplate(reader, actor, id));

/** The template a dispatch uses; null where there is none, or it has been left. */
export function templateOf(reader: Reader, actor: Actor, dispatchId: string, now: Date): TemplateUse | null {
  const dispatch = findToRead(reader, actor, dispatchId);
  const columns = columnsOf(reader, dispatchId);
  if (columns.template_id === null || columns.template_left) return null;
  const row = reader.statement('SELECT * FROM letter_templates WHERE id = ?').get(columns.template_id) as TemplateRecord;
  const layout = layoutOfDispatch(columns);
  const remembered = placesOf(row).date;
  const day = layout?.day && layout.places.date && remembered && near(layout.places.date, remembered) ? layout.day : null;
  const { n } = reader.statement('SELECT count(*) AS n FROM dispatch_attachments WHERE dispatch_id = ? AND of_template = 1 AND removed_at IS NULL').get(dispatchId) as { n: number };
  return {
    templateId: row.id, name: row.name, why: columns.template_why ? (JSON.parse(columns.template_why) as Recognition) : null, day,
    old: day !== null && day < localDay(new Date(now.getTime() - oldDays * 86_400_000)), keepsNumbers: dispatch.remove_cpr === 0 && row.remove_cpr === 0, approvalDemanded: row.approval_demanded === 1, attachments: n,
  };
}
