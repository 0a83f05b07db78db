import { setLocked, setPassword, setRoles } from '../../access/index.ts';
import { invalid } from '../../core/errors.ts';
import type { DoneKey } from '../../../views/texts/done.ts';
import { attempt, readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { userPage } from './users.tsx';

const idOf = (c: Ctx) => c.req.param('id') ?? '';

const change = (c: Ctx, said: DoneKey, work: () => void | Promise<void>) =>
  attempt(c, async () => {
    await work();
    sayDone(c, said);
  }, { to: `/administration/brugere/${idOf(c)}` }, (problem) => userPage(c, idOf(c), problem));

export const takeLock = (c: Ctx) => change(c, 'userLocked', () => setLocked(c.get('deps'), c.get('actor'), idOf(c), true));
export const takeUnlock = (c: Ctx) => change(c, 'userUnlocked', () => setLocked(c.get('deps'), c.get('actor'), idOf(c), false));

export async function takeRoles(c: Ctx) {
  const form = await readForm(c);
  return change(c, 'rolesSet', () => setRoles(c.get('deps'), c.get('actor'), idOf(c), form.all('rolle')));
}

/** Twice the same, because nobody sees what is typed. */
export function sameTwice(first: string | undefined, second: string | undefined): string {
  if ((first ?? '') !== (second ?? '')) throw invalid('password.differ');
  return first ?? '';
}

export async function takePassword(c: Ctx) {
  const form = await readForm(c);
  return change(c, 'passwordSet', () => setPassword(c.get('deps'), c.get('actor').id, idOf(c), sameTwice(form.all('adgangskode')[0], form.all('igen')[0])));
}
