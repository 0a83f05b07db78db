import type { Problem } from '../../../core/errors.ts';
import { acceptedFiles } from '../../../formats/index.ts';
import { countAttachments, getAttachment, getDispatch, getMergeMatch, listCommon, listLetterAttachments, listMergeFiles, strayAttachments, type AttachmentView } from '../../../sending/index.ts';
import { readSettings } from '../../../settings/index.ts';
import { AttachmentActions, AttachmentsPage } from '../../../../views/sending/attachments/page.tsx';
import type { RefusedInput } from '../../../../views/sending/attachments/item.tsx';
import { StepHeading } from '../../../../views/sending/steps.tsx';
import { attachments as words } from '../../../../views/texts/attachments.ts';
import { page } from '../../page.tsx';
import type { Ctx } from '../../route.ts';
import { wordsOf } from '../find-letters.ts';
import { pageProblem } from '../refused.ts';

export type Also = {
  /** Where the reader was, when this answers a POST. */
  til?: string | undefined;
  notTaken?: { filename: string; problem: Problem }[];
  refused?: Problem | undefined;
  refusedInput?: (RefusedInput & { problem: Problem }) | undefined;
};

const uuid = /^[0-9a-f-]{36}$/;

/** What was just taken away, where it still is. */
function justRemoved(c: Ctx, id: string | null): { id: string; title: string } | undefined {
  const found = id && uuid.test(id) ? getAttachment(c.get('deps').db, c.get('actor'), id) : null;
  return found?.removed ? { id: found.id, title: found.title } : undefined;
}

/** The attachments of a draft; also the answer to what was refused, with everything as it was. */
export async function attachmentsPage(c: Ctx, id: string, also: Also = {}): Promise<Response> {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(db, actor, id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const query = new URL(also.til ?? c.req.url, 'http://here').searchParams;
  const only = query.get('vis') === 'egne';
  const at = Math.max(1, Math.min(1000, Math.trunc(Number(query.get('side'))) || 1));
  const searchId = query.get('soeg');
  const searched = wordsOf(c, searchId);
  const letters = listLetterAttachments(db, actor, id, { page: at, only, query: searched });
  const common = listCommon(db, actor, id);
  const merges = listMergeFiles(db, actor, id);
  const settings = readSettings(db);
  const now: Record<string, string | number> = { vis: only ? 'egne' : '', soeg: searched ? searchId! : '', side: at };
  const address = (changes: Record<string, string | number>) => {
    const entries = Object.entries({ ...now, ...changes }).filter(([key, value]) => value !== '' && !(key === 'side' && value === 1));
    return `/afsendelser/${id}/bilag${entries.length > 0 ? `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString()}` : ''}`;
  };
  const { lost, strangers } = strayAttachments(db, actor, id);
  const shown: AttachmentView[] = [...common, ...letters.rows.flatMap((row) => row.own)];
  const file = query.get('fjernetfil');
  const removedFile = file && uuid.test(file) && !merges.some((each) => each.id === file) ? { id: file, filename: getMergeMatch(db, actor, file, 1).filename } : undefined;
  const answer = await page(c, {
    styles: ['sending.css', 'sending-attachments.css'], modules: ['sending-attachments.js'], wide: true, title: `${words.title}: ${dispatch.title}`,
    heading: StepHeading({ step: words.title, title: dispatch.title }), lead: words.lead, actions: AttachmentActions({ id }),
  }, <AttachmentsPage
    dispatch={dispatch} common={common} letters={{ ...letters, only, query: searched, searchId: searchId ?? '' }} having={countAttachments(db, actor, id)} lost={lost} strangers={strangers} merges={merges}
    reading={[...shown, ...merges].some(({ state }) => state === 'reading')} accept={acceptedFiles} megabytes={{ attachment: settings['attachments.maxMegabytes'], merge: settings['upload.maxMegabytes'] }}
    removed={justRemoved(c, query.get('fjernet'))} removedFile={removedFile} notTaken={also.notTaken ?? []} refusedInput={also.refusedInput} refused={also.refused} address={address}
  />);
  const problem = also.refused ?? also.refusedInput?.problem ?? also.notTaken?.[0]?.problem;
  return problem ? pageProblem(answer, problem) : answer;
}

export const showAttachments = (c: Ctx) => attachmentsPage(c, c.req.param('id')!);
