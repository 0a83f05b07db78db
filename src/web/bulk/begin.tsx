import { beginBulk, chooseBulkAct, findCaseIds, listDocuments, mostInBulk, readSearch, stepBulk, type BulkSubject } from '../../archive/index.ts';
import { invalid } from '../../core/errors.ts';
import { searchAll } from '../../search/index.ts';
import { bulk as words } from '../../../views/texts/bulk.ts';
import { branchOf } from '../archive/archive.tsx';
import { attempt, readForm, type Form } from '../form.ts';
import { localPath } from '../local-path.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import type { Criteria } from '../search/criteria.ts';

/** Everything of a kind on the list, the case or in the search that the page at `origin` shows a part of. */
async function wholeList(c: Ctx, origin: string, subject: BulkSubject): Promise<{ ids: string[]; shortened: boolean }> {
  const { db, search } = c.get('deps');
  const actor = c.get('actor');
  const { pathname, searchParams } = new URL(origin, 'http://localhost');
  const [, place, id] = /^\/(sager|soegninger)\/([\w-]+)$/.exec(pathname) ?? [];
  if (place === 'sager' && subject === 'document') return { ids: listDocuments(db, actor, id!).map((row) => row.id), shortened: false };
  if (place === 'soegninger') {
    const { words: text, filters } = readSearch<Criteria>(db, actor, id!);
    const { ids, more } = await searchAll(db, search.ask, actor, { text: text ?? '', filters: filters ?? {} }, subject, mostInBulk);
    return { ids, shortened: more };
  }
  if (pathname !== '/arkiv' || subject !== 'case') throw invalid('bulk.nothing');
  const ids = findCaseIds(db, actor, branchOf((name) => searchParams.get(name) ?? undefined), mostInBulk + 1);
  return { ids: ids.slice(0, mostInBulk), shortened: ids.length > mostInBulk };
}

/** The ticked rows of a kind, with those of the page where all of it was ticked. */
function ticked(form: Form, subject: BulkSubject): string[] {
  const rows = [...form.all('valgt'), ...(form.has('hele-siden') ? form.text('siden').split(' ') : [])];
  return rows.filter((row) => row.startsWith(`${subject}:`)).map((row) => row.slice(subject.length + 1));
}

/** Does what some short transactions can, so that a small act is done when the page comes; the rest is the background's. */
export async function beginWork(c: Ctx, id: string): Promise<void> {
  for (let n = 0; n < 8 && stepBulk(c.get('deps'), id); n++) await new Promise<void>((resolve) => setImmediate(resolve));
}

const saysAll = ['approve', 'close', 'confidential', 'export'];

/** Takes what was chosen on a list and which act. */
export async function takeBulk(c: Ctx) {
  const form = await readForm(c);
  const origin = localPath(form.text('fra'));
  const [kind, act = ''] = form.text('handling').split(':');
  const subject = kind === 'case' ? 'case' : 'document';
  let id = '';
  return attempt(c, async () => {
    // A case shows all it has: its page is the whole list.
    const whole = form.has('alle') || (form.has('hele-siden') && form.text('siden') === '');
    const chosen = whole ? await wholeList(c, origin, subject) : { ids: ticked(form, subject), shortened: false };
    id = beginBulk(c.get('deps'), c.get('actor'), { subject, act, origin, ...chosen });
    if (!saysAll.includes(act)) return;
    chooseBulkAct(c.get('deps'), c.get('actor'), id, '');
    await beginWork(c, id);
  }, { to: () => `/samlet/${id}` }, (problem) => page(c, { title: words.title, problem }, <p><a class="button button-secondary" href={origin}>{words.back}</a></p>));
}
