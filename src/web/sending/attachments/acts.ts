import { saveSearch } from '../../../archive/index.ts';
import { notFound, Problem } from '../../../core/errors.ts';
import {
  getAttachment, getDispatch, getMergeMatch, keepWithLetter, moveAttachment, removeAttachment, removeFile, renameAttachment, restoreAttachment, restoreFile, seeUnreadable, unlockAttachment,
} from '../../../sending/index.ts';
import { sentenceOf } from '../../../../views/texts.ts';
import { readForm, type Form } from '../../form.ts';
import { localPath } from '../../local-path.ts';
import type { Ctx, Route } from '../../route.ts';
import { attachmentsPage } from './page.tsx';

/** Where the reader was on the page of this dispatch's attachments; never anywhere else. */
function whereFrom(form: Form, dispatchId: string): URL {
  const list = `/afsendelser/${dispatchId}/bilag`;
  const wanted = new URL(localPath(form.text('til')), 'http://here');
  return wanted.pathname === list ? wanted : new URL(list, 'http://here');
}

type Act = { work: (c: Ctx, id: string, form: Form) => void | Promise<void>; leaves?: (back: URL, id: string) => void };

async function act(c: Ctx, dispatchId: string, id: string, { work, leaves }: Act): Promise<Response> {
  const form = await readForm(c);
  const back = whereFrom(form, dispatchId);
  for (const name of ['fjernet', 'fjernetfil']) back.searchParams.delete(name);
  try {
    await work(c, id, form);
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    const til = back.pathname + back.search;
    if (!error.reason.includes('title') && error.reason !== 'pdf.wrong_password') return attachmentsPage(c, dispatchId, { til, refused: error });
    return attachmentsPage(c, dispatchId, { til, refusedInput: { id, typed: form.text('titel'), sentence: sentenceOf(error), problem: error } });
  }
  leaves?.(back, id);
  return c.redirect(back.pathname + back.search, 303);
}

const onAttachment = (path: string, work: Act['work'], leaves?: Act['leaves']): Route => ({
  method: 'POST', path: `/bilag/:id/${path}`, rule: 'dispatch',
  handler: (c) => {
    const found = getAttachment(c.get('deps').db, c.get('actor'), c.req.param('id')!);
    if (!found) throw notFound();
    return act(c, found.dispatchId, found.id, { work, ...(leaves ? { leaves } : {}) });
  },
});

const onFile = (path: string, work: Act['work'], leaves?: Act['leaves']): Route => ({
  method: 'POST', path: `/bilagsfiler/:id/${path}`, rule: 'dispatch',
  handler: (c) => {
    const id = c.req.param('id')!;
    return act(c, getMergeMatch(c.get('deps').db, c.get('actor'), id, 1).dispatchId, id, { work, ...(leaves ? { leaves } : {}) });
  },
});

/** What is searched for is posted and kept under an id of its own: no name or number stands in an address. */
export async function takeAttachmentSearch(c: Ctx) {
  const id = c.req.param('id')!;
  getDispatch(c.get('deps').db, c.get('actor'), id);
  const form = await readForm(c);
  const words = form.text('find').slice(0, 100);
  const query = new URLSearchParams();
  if (form.text('vis') === 'egne') query.set('vis', 'egne');
  if (words) query.set('soeg', saveSearch(c.get('deps'), c.get('actor'), { words }));
  return c.redirect(`/afsendelser/${id}/bilag${query.size > 0 ? `?${query.toString()}` : ''}`, 303);
}

export const attachmentActs: Route[] = [
  onAttachment('titel', (c, id, form) => renameAttachment(c.get('deps'), c.get('actor'), id, form.text('titel'))),
  onAttachment('flytning', (c, id, form) => moveAttachment(c.get('deps'), c.get('actor'), id, form.text('retning') === 'op' ? -1 : 1)),
  onAttachment('fjernelse', (c, id) => removeAttachment(c.get('deps'), c.get('actor'), id), (back, id) => back.searchParams.set('fjernet', id)),
  onAttachment('genoprettelse', (c, id) => restoreAttachment(c.get('deps'), c.get('actor'), id)),
  onAttachment('fastholdelse', (c, id) => keepWithLetter(c.get('deps'), c.get('actor'), id)),
  onFile('oplaasning', (c, id, form) => unlockAttachment(c.get('deps'), c.get('actor'), id, form.all('adgangskode')[0] ?? '')),
  onFile('gennemsyn', (c, id) => seeUnreadable(c.get('deps'), c.get('actor'), id)),
  onFile('fjernelse', (c, id) => removeFile(c.get('deps'), c.get('actor'), id), (back, id) => back.searchParams.set('fjernetfil', id)),
  onFile('genoprettelse', (c, id) => restoreFile(c.get('deps'), c.get('actor'), id)),
];
