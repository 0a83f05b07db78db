import type { Role } from '../../src/access/index.ts';
import { Checkbox } from '../components/field.tsx';
import { texts } from '../texts.ts';

/** One tick per role, with what it may. */
export const RoleChoice = ({ chosen }: { chosen: string[] }) => (
  <fieldset>
    <legend>{texts.user.roles}</legend>
    <p class="quiet">{texts.user.rolesLead}</p>
    {(Object.keys(texts.roles) as Role[]).map((role) => (
      <Checkbox id={`role-${role}`} name="rolle" value={role} label={texts.roles[role].name} hint={texts.roles[role].may} checked={chosen.includes(role)} />
    ))}
  </fieldset>
);
