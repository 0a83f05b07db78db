import type { Actor } from '../../access/index.ts';
import { listDocumentTypes } from '../../archive/index.ts';
import { record } from '../../audit/index.ts';
import { localDay } from '../../core/dates.ts';
import { conflict } from '../../core/errors.ts';
import type { Reader, Tx } from '../../db/index.ts';
import { listContactPoints } from '../contact-points.ts';
import { findDraft, touch } from '../find.ts';
import type { SendingDeps } from '../ports.ts';
import { columnsOf, findTemplate, layoutOfDispatch, type TemplateColumns, type TemplateRecord } from './records.ts';
import { addOwnFile, copyAttachments, dropCopies, type OwnFile } from './template-files.ts';
import type { Recognition } from './types.ts';

/** What a template fills in, by column. */
const filled = ['title', 'document_type_id', 'reply_allowed', 'reply_by', 'contact_point_id', 'remove_cpr', 'signature_required', 'sign_by', 'signers', 'cost_code', 'department'] as const;
type Filled = Partial<Record<(typeof filled)[number], string | number | null>>;

const read = (reader: Reader, dispatchId: string): Filled => reader.statement(`SELECT ${filled.join(', ')} FROM dispatches WHERE id = ?`).get(dispatchId) as Filled;

function write(tx: Tx, dispatchId: string, values: Filled): void {
  for (const name of filled) if (values[name] !== undefined) tx.statement(`UPDATE dispatches SET ${name} = ? WHERE id = ?`).run(values[name], dispatchId);
}

const inDays = (now: Date, days: number) => localDay(new Date(now.getTime() + days * 86_400_000));

/** The options as the template has them today: a type or contact point that is gone since is left as it is on the draft. */
function valuesOf(reader: Reader, template: TemplateRecord, dispatch: TemplateColumns, now: Date): Filled {
  const layout = layoutOfDispatch(dispatch);
  const title = template.title_from_letter && layout?.title ? layout.title : template.title;
  const typeThere = listDocumentTypes(reader).some((type) => type.id === template.document_type_id && type.active);
  const pointThere = listContactPoints(reader).some((point) => point.id === template.contact_point_id && point.active);
  return {
    title: title.slice(0, 256), ...(typeThere ? { document_type_id: template.document_type_id } : {}),
    reply_allowed: template.reply_allowed, reply_by: template.reply_allowed && template.reply_days !== null ? inDays(now, template.reply_days) : null,
    contact_point_id: pointThere ? template.contact_point_id : null, remove_cpr: template.remove_cpr,
    signature_required: template.signature_required, sign_by: template.signature_required && template.sign_days !== null ? inDays(now, template.sign_days) : null,
    ...(template.signers ? { signers: template.signers } : {}), cost_code: template.cost_code, department: template.department,
  };
}

/** In the caller's transaction: options and attachments of the template are the draft's; what they were is kept. `why` null = a person chose it. */
export function applyTemplate(tx: Tx, deps: SendingDeps, template: TemplateRecord, about: { dispatchId: string; actorId: string; why: Recognition | null; files: OwnFile[] }): void {
  const at = deps.clock.now();
  const { dispatchId } = about;
  const before = read(tx, dispatchId);
  const values = valuesOf(tx, template, columnsOf(tx, dispatchId), at);
  write(tx, dispatchId, values);
  tx.statement('UPDATE dispatches SET template_id = ?, template_why = ?, template_before = ?, template_left = 0 WHERE id = ?').run(template.id, about.why && JSON.stringify(about.why), JSON.stringify({ before, values }), dispatchId);
  for (const file of about.files) addOwnFile(tx, deps, file, dispatchId, about.actorId);
  tx.statement('UPDATE letter_templates SET uses = uses + 1, used_at = ? WHERE id = ?').run(at.toISOString(), template.id);
  touch(tx, dispatchId, at);
  record(tx, { at, actorId: about.why ? null : about.actorId, event: 'template.used', subject: { kind: 'dispatch', id: dispatchId }, payload: { template: template.name, recognised: about.why !== null } });
}

/** A person chooses a template for a draft; one that is in use there is left first. Error template.deleted. */
export async function chooseTemplate(deps: SendingDeps, actor: Actor, dispatchId: string, templateId: string): Promise<void> {
  findTemplate(deps.db, actor, templateId);
  const files = await copyAttachments(deps, templateId);
  try {
    deps.db.write((tx) => {
      findDraft(tx, actor, dispatchId);
      const template = findTemplate(tx, actor, templateId);
      if (template.deleted_at !== null) throw conflict('template.deleted');
      const columns = columnsOf(tx, dispatchId);
      if (columns.template_id !== null && !columns.template_left) takeBack(tx, deps, columns);
      applyTemplate(tx, deps, template, { dispatchId, actorId: actor.id, why: null, files });
    });
  } catch (error) {
    dropCopies(deps, files);
    throw error;
  }
}

/** The draft is none of that kind: every option that is still as the template filled it is as it was before, and its attachments go. Error template.not_used. */
export function leaveTemplate(deps: SendingDeps, actor: Actor, dispatchId: string): void {
  deps.db.write((tx) => {
    findDraft(tx, actor, dispatchId);
    const columns = columnsOf(tx, dispatchId);
    if (columns.template_id === null || columns.template_left) throw conflict('template.not_used');
    const at = deps.clock.now();
    takeBack(tx, deps, columns);
    touch(tx, dispatchId, at);
    record(tx, { at, actorId: actor.id, event: 'template.left', subject: { kind: 'dispatch', id: dispatchId }, payload: { templateId: columns.template_id } });
  });
}

function takeBack(tx: Tx, deps: Pick<SendingDeps, 'clock'>, columns: TemplateColumns): void {
  const { before, values } = JSON.parse(columns.template_before ?? '{"before":{},"values":{}}') as { before: Filled; values: Filled };
  const now = read(tx, columns.id);
  write(tx, columns.id, Object.fromEntries(filled.flatMap((name) => (values[name] !== undefined && now[name] === values[name] ? [[name, before[name] ?? null]] : []))));
  tx.statement('UPDATE dispatch_attachments SET removed_at = ? WHERE dispatch_id = ? AND of_template = 1 AND removed_at IS NULL').run(deps.clock.now().toISOString(), columns.id);
  tx.statement('UPDATE dispatches SET template_left = 1 WHERE id = ?').run(columns.id);
}
