import { addCaseType, addField, setCaseTypeActive, listCaseTypes, listDocumentTypes, listFields, setFieldActive, type FieldOwner } from '../../archive/index.ts';
import type { Problem } from '../../core/errors.ts';
import { MetadataFields, type FieldForm, type Owner } from '../../../views/admin/metadata-fields.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';

const address = '/administration/felter';
const noField: FieldForm = { owner: 'case_type:free', name: '', kind: 'text', choices: '', required: false };

function fieldsPage(c: Ctx, parts: { field?: FieldForm; type?: { name: string; kind: 'free' | 'authority' }; problem?: Problem } = {}) {
  const { db } = c.get('deps');
  const owner = (kind: FieldOwner['kind']) => ({ id, name }: { id: string; name: string }): Owner => ({ key: `${kind}:${id}`, name, fields: listFields(db, { kind, id }) });
  return adminPage(c, 'fields', { title: texts.fieldPage.title, lead: texts.fieldPage.lead, problem: parts.problem }, (
    <MetadataFields
      caseTypes={listCaseTypes(db).map((type) => ({ ...owner('case_type')(type), type: { id: type.id, active: type.active, needed: type.id === type.kind } }))} documentTypes={listDocumentTypes(db).filter(({ active }) => active).map(owner('document_type'))}
      field={parts.field ?? noField} type={parts.type ?? { name: '', kind: 'free' }}
    />
  ));
}

export const showFields = (c: Ctx) => fieldsPage(c);

export async function takeField(c: Ctx) {
  const form = await readForm(c);
  const field: FieldForm = { owner: form.text('ejer'), name: form.text('navn'), kind: form.text('indhold'), choices: form.text('valg'), required: form.has('kraevet') };
  const [kind, ...id] = field.owner.split(':');
  return attempt(c, () => {
    addField(c.get('deps'), c.get('actor'), { kind: kind === 'document_type' ? 'document_type' : 'case_type', id: id.join(':') }, { ...field, choices: field.choices.split('\n') });
    sayDone(c, 'fieldAdded');
  }, { to: address }, (problem) => fieldsPage(c, { field, problem }));
}

function turn(c: Ctx, active: boolean) {
  setFieldActive(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', active);
  sayDone(c, 'fieldChanged');
  return c.redirect(address, 303);
}
export const takeFieldOff = (c: Ctx) => turn(c, false);
export const takeFieldOn = (c: Ctx) => turn(c, true);

function turnType(c: Ctx, active: boolean) {
  return attempt(c, () => {
    setCaseTypeActive(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', active);
    sayDone(c, 'caseTypeChanged');
  }, { to: address }, (problem) => fieldsPage(c, { problem }));
}
export const takeCaseTypeOff = (c: Ctx) => turnType(c, false);
export const takeCaseTypeOn = (c: Ctx) => turnType(c, true);

export async function takeCaseType(c: Ctx) {
  const form = await readForm(c);
  const type = { name: form.text('navn'), kind: form.text('slags') === 'authority' ? 'authority' as const : 'free' as const };
  return attempt(c, () => {
    addCaseType(c.get('deps'), c.get('actor'), type);
    sayDone(c, 'caseTypeAdded');
  }, { to: address }, (problem) => fieldsPage(c, { type, problem }));
}
