import { may, type Actor } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { SignerChoice } from '../../signatures/index.ts';
import type { Fingerprint, Layout, Places } from './types.ts';

export type TemplateRecord = {
  id: string; name: string; fingerprint: string | null; places: string | null; title: string; title_from_letter: number; document_type_id: string | null; retention_years: number | null;
  reply_allowed: number; reply_days: number | null; contact_point_id: string | null; signature_required: number; sign_days: number | null; signers: SignerChoice | null; remove_cpr: number;
  cost_code: string | null; department: string | null; approval_demanded: number; uses: number; used_at: string | null; created_by: string; created_at: string; updated_at: string; deleted_at: string | null;
};

/** What the template adds to a dispatch's row. */
export type TemplateColumns = { id: string; created_by: string; layout: string | null; template_id: string | null; template_why: string | null; template_before: string | null; template_left: number };

/** Letter templates are everybody's who may send; not_found for the others and for one that is not there. */
export function findTemplate(reader: Reader, actor: Actor, id: string): TemplateRecord {
  if (!may(actor, 'dispatch')) throw notFound();
  const row = reader.statement('SELECT * FROM letter_templates WHERE id = ?').get(id) as TemplateRecord | undefined;
  if (!row) throw notFound();
  return row;
}

export const templatesInUse = (reader: Reader): TemplateRecord[] => reader.statement('SELECT * FROM letter_templates WHERE deleted_at IS NULL ORDER BY fold(name), id').all() as TemplateRecord[];
export const columnsOf = (reader: Reader, dispatchId: string): TemplateColumns =>
  reader.statement('SELECT id, created_by, layout, template_id, template_why, template_before, template_left FROM dispatches WHERE id = ?').get(dispatchId) as TemplateColumns;

export const fingerprintOfTemplate = (template: Pick<TemplateRecord, 'fingerprint'>): Fingerprint | null => (template.fingerprint ? (JSON.parse(template.fingerprint) as Fingerprint) : null);
export const placesOf = (template: Pick<TemplateRecord, 'places'>): Places => (template.places ? (JSON.parse(template.places) as Places) : { recipient: null, title: null, date: null });
export const layoutOfDispatch = (dispatch: Pick<TemplateColumns, 'layout'>): Layout | null => (dispatch.layout ? (JSON.parse(dispatch.layout) as Layout) : null);

/** Whether a second person is asked for by the template that a dispatch uses. */
export function templateDemandsApproval(reader: Reader, dispatchId: string): boolean {
  return reader.statement('SELECT 1 FROM dispatches d JOIN letter_templates t ON t.id = d.template_id WHERE d.id = ? AND d.template_left = 0 AND t.approval_demanded = 1').get(dispatchId) !== undefined;
}
