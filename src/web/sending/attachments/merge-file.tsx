import { invalid, notFound, Problem } from '../../../core/errors.ts';
import { addPart, attachmentPage, choosePart, confirmMerge, getDispatch, getMergeMatch, undoMerge, type AttachmentView, type MergeMatch } from '../../../sending/index.ts';
import { MatchActions, MatchPage } from '../../../../views/sending/attachments/match.tsx';
import { AttachmentViewer } from '../../../../views/sending/attachments/viewer.tsx';
import { attachments as words } from '../../../../views/texts/attachments.ts';
import { readForm, type Form } from '../../form.ts';
import { page } from '../../page.tsx';
import type { Ctx } from '../../route.ts';
import { readPages } from '../letters.ts';
import { pageProblem } from '../refused.ts';

type Again = { problem: Problem; typed: Form };

const positive = (text: string | undefined) => Math.max(1, Math.min(100_000, Math.trunc(Number(text)) || 1));

/** The page asked for beside the parts, `?vis=`. */
function viewer(c: Ctx, match: MergeMatch, removeCpr: boolean) {
  const wanted = c.req.query('vis');
  if (!wanted || match.state === 'reading') return null;
  const at = Math.min(positive(wanted), Math.max(1, match.pages));
  const item = { id: match.fileId, fileId: match.fileId, title: match.filename, pages: match.pages, state: match.state } as AttachmentView;
  return <AttachmentViewer item={item} view={attachmentPage(c.get('deps').db, c.get('actor'), match.fileId, at)} at={at} href={(each) => `/bilagsfiler/${match.fileId}?vis=${each}&side=${match.page}#dokument`} removeCpr={removeCpr} />;
}

async function matchPage(c: Ctx, id: string, side: number, again?: Again): Promise<Response> {
  const { db } = c.get('deps');
  const match = getMergeMatch(db, c.get('actor'), id, side);
  if (match.purpose !== 'merge') throw notFound();
  const dispatch = getDispatch(db, c.get('actor'), match.dispatchId);
  if (dispatch.state !== 'draft' || match.state === 'refused') return c.redirect(`/afsendelser/${match.dispatchId}/bilag`, 303);
  const crumbs = [{ label: words.title, href: `/afsendelser/${match.dispatchId}/bilag` }, { label: words.match.title }];
  const answer = await page(c, {
    styles: ['sending.css', 'sending-attachments.css'], modules: ['sending-attachments.js'], wide: true, crumbs, title: `${words.match.title}: ${match.filename}`,
    heading: <>{words.match.title} <span class="heading-sub">{match.filename}</span></>, actions: MatchActions({ match }), refresh: match.state === 'reading' ? 2 : undefined,
  }, <MatchPage match={match} problem={again?.problem} typed={{ title: again?.typed.has('titel') ? again.typed.text('titel') : undefined, pages: again?.typed.text('sider') ?? '', letter: again?.typed.text('brev') ?? '' }} viewer={viewer(c, match, dispatch.removeCpr)} />);
  return again ? pageProblem(answer, again.problem) : answer;
}

export const showMergeFile = (c: Ctx) => matchPage(c, c.req.param('id')!, positive(c.req.query('side')));

/** Does it, and shows the parts again; what is refused is said there, with what was typed. */
async function attemptOn(c: Ctx, work: (id: string, form: Form) => string): Promise<Response> {
  const id = c.req.param('id')!;
  const form = await readForm(c);
  try {
    return c.redirect(work(id, form), 303);
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    return matchPage(c, id, positive(form.text('side')), { problem: error, typed: form });
  }
}

export const takePart = (c: Ctx) => attemptOn(c, (id, form) => {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const [part, wanted] = [Number(form.text('del')), form.text('valg')];
  const ordinal = /^\d{1,6}$/.test(form.text('brev')) ? Number(form.text('brev')) : Number.NaN;
  if (wanted === 'ny') addPart(deps, actor, id, readPages(form.text('sider')), ordinal);
  else if (wanted === 'brev') choosePart(deps, actor, id, part, { ordinal });
  else if (wanted === 'foreslaaet') choosePart(deps, actor, id, part, 'proposed');
  else if (wanted === 'udelad') choosePart(deps, actor, id, part, 'left_out');
  else if (wanted === 'som-laest') choosePart(deps, actor, id, part, 'as_read');
  else throw invalid('request.unreadable');
  return `/bilagsfiler/${id}?side=${positive(form.text('side'))}`;
});

export const takeConfirmation = (c: Ctx) => attemptOn(c, (id, form) => {
  confirmMerge(c.get('deps'), c.get('actor'), id, form.text('titel'), Number(form.text('antal')));
  return `/afsendelser/${getMergeMatch(c.get('deps').db, c.get('actor'), id, 1).dispatchId}/bilag?vis=egne`;
});

export const takeMergeUndo = (c: Ctx) => attemptOn(c, (id) => {
  undoMerge(c.get('deps'), c.get('actor'), id);
  return `/bilagsfiler/${id}`;
});
