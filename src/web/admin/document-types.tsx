import { addDocumentType, listDocumentTypes, setDocumentTypeActive, setDocumentTypeApproval } from '../../archive/index.ts';
import { activeRules } from '../../retention/index.ts';
import type { Problem } from '../../core/errors.ts';
import { DocumentTypes } from '../../../views/admin/document-types.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';

const address = '/administration/dokumenttyper';

const list = (c: Ctx, name = '', problem?: Problem) =>
  adminPage(c, 'types', { title: texts.type.title, lead: texts.type.lead, problem }, <DocumentTypes types={listDocumentTypes(c.get('deps').db)} name={name} rules={activeRules(c.get('deps').db)} />);

export const showTypes = (c: Ctx) => list(c);

export async function takeNewType(c: Ctx) {
  const name = (await readForm(c)).text('navn');
  return attempt(c, () => {
    addDocumentType(c.get('deps'), c.get('actor'), name);
    sayDone(c, 'typeAdded');
  }, { to: address }, (problem) => list(c, name, problem));
}

function turn(c: Ctx, active: boolean) {
  setDocumentTypeActive(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', active);
  sayDone(c, active ? 'typeOn' : 'typeOff');
  return c.redirect(address, 303);
}

export const takeTypeOff = (c: Ctx) => turn(c, false);
export const takeTypeOn = (c: Ctx) => turn(c, true);

function ask(c: Ctx, needsApproval: boolean) {
  setDocumentTypeApproval(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', needsApproval);
  sayDone(c, needsApproval ? 'typeAsks' : 'typeAsksNot');
  return c.redirect(address, 303);
}

export const takeApprovalOn = (c: Ctx) => ask(c, true);
export const takeApprovalOff = (c: Ctx) => ask(c, false);
