import { giveCaseAccess, removeCaseAccess } from '../../access/index.ts';
import { notFound } from '../../core/errors.ts';
import { readForm } from '../form.ts';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

const back = (c: Ctx) => c.redirect(`/sager/${c.req.param('id')}/oplysninger`, 303);

const kindOf = (text: string | undefined) => {
  if (text === 'sagsbehandler') return 'officer' as const;
  if (text === 'laeser' || text === 'medarbejder') return 'given' as const;
  throw notFound();
};

export async function takeAccess(c: Ctx) {
  const form = await readForm(c);
  const kind = kindOf(form.text('som'));
  giveCaseAccess(c.get('deps'), c.get('actor'), { caseId: c.req.param('id') ?? '', userId: form.text('person'), kind, ...(form.text('som') === 'medarbejder' ? { level: 'write' as const } : {}) });
  sayDone(c, kind === 'officer' ? 'officerSet' : 'accessGiven');
  return back(c);
}

export function removeAccess(c: Ctx) {
  removeCaseAccess(c.get('deps'), c.get('actor'), { caseId: c.req.param('id') ?? '', userId: c.req.param('user') ?? '', kind: kindOf(c.req.param('kind')) });
  sayDone(c, 'accessRemoved');
  return back(c);
}
