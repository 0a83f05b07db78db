import type { Problem } from '../../core/errors.ts';
import { addContactPoint, listContactPoints, setContactPointActive } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { ContactPoints } from '../../../views/admin/contact-points.tsx';
import { contactPoints as words } from '../../../views/texts/contact-points.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { adminPage } from './admin-page.tsx';

const address = '/administration/kontaktpunkter';

const list = (c: Ctx, typed = { name: '', pointId: '' }, problem?: Problem) => adminPage(c, 'contactPoints', { title: words.title, lead: words.lead, problem },
  <ContactPoints points={listContactPoints(c.get('deps').db)} usual={readSettings(c.get('deps').db)['sender.contactPoint']} typed={typed} problem={problem} />);

export const showContactPoints = (c: Ctx) => list(c);

export async function takeContactPoint(c: Ctx) {
  const form = await readForm(c);
  const typed = { name: form.text('navn'), pointId: form.text('punkt') };
  return attempt(c, () => {
    addContactPoint(c.get('deps'), c.get('actor'), typed);
    sayDone(c, 'contactPointAdded');
  }, { to: address }, (problem) => list(c, typed, problem));
}

function turn(c: Ctx, active: boolean) {
  setContactPointActive(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', active);
  return c.redirect(address, 303);
}

export const takeContactPointOff = (c: Ctx) => turn(c, false);
export const takeContactPointOn = (c: Ctx) => turn(c, true);
