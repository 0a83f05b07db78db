import { invalid, type Problem } from '../../core/errors.ts';
import { needsPerson, resolveLetter, type Resolution } from '../../sending/index.ts';
import { NeedsPersonPage, type Kept } from '../../../views/sending/needs-person.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { attempt, pageNumber, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';

const resolutions: Resolution[] = ['was_sent', 'send_again', 'handled_otherwise', 'give_up'];

function list(c: Ctx, problem?: Problem, kept?: Kept) {
  const deps = c.get('deps');
  const found = needsPerson(deps.db, c.get('actor'), pageNumber(c));
  return page(c, { styles: ['sending.css'], title: sending.needsPerson.title, lead: sending.needsPerson.lead, problem }, <NeedsPersonPage list={found} now={deps.clock.now().toISOString()} kept={kept} />);
}

export const showNeedsPerson = (c: Ctx) => list(c);

export async function takeResolution(c: Ctx) {
  const form = await readForm(c);
  const wanted = form.text('afgoerelse') as Resolution;
  return attempt(c, () => {
    if (!resolutions.includes(wanted)) throw invalid('resolution.none');
    resolveLetter(c.get('deps'), c.get('actor'), c.req.param('id')!, wanted, form.text('note'));
    sayDone(c, 'letterResolved');
  }, { to: '/breve-der-kraever-dig' }, (problem) => list(c, problem, { letterId: c.req.param('id')!, choice: wanted, note: form.text('note') }));
}
