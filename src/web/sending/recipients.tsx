import type { Problem } from '../../core/errors.ts';
import { getDispatch, getLetter, letterFilterCounts, listPages, openQuestions, type LetterFilter, templateOf } from '../../sending/index.ts';
import { Recipients, RecipientsActions } from '../../../views/sending/recipients.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { TemplateNotice } from '../../../views/sending/templates/notice.tsx';
import { sending } from '../../../views/texts/sending.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { attachmentsBeside } from './attachments/show.tsx';
import { findLetters } from './find-letters.ts';
import { pageProblem, type Refused } from './refused.ts';
import { wholeOf } from './whole.tsx';

const filters: LetterFilter[] = ['all', 'attention', 'no_mailbox', 'removed'];
const positive = (text: string | null, most: number) => Math.max(1, Math.min(most, Math.trunc(Number(text)) || 1));

export type Also = { refused?: Refused | undefined; shown?: { letterId: string; number: string } | undefined; /** Where the reader was, when this answers a POST. */ til?: string | undefined };

/** How the reader has the list: from the address, or from the form that was posted. */
const queryOf = (c: Ctx, til: string | undefined) => new URL(til ?? c.req.url, 'http://here').searchParams;

/** The letter just taken off the list, so that it can be put back; nothing if it is not there (any more). */
function justRemoved(c: Ctx, dispatchId: string, id: string | null) {
  if (!id || !/^[0-9a-f-]{36}$/.test(id)) return undefined;
  try {
    const letter = getLetter(c.get('deps').db, c.get('actor'), id);
    return letter.dispatchId === dispatchId && letter.state === 'removed' ? letter : undefined;
  } catch (error) {
    if ((error as Problem).code === 'not_found') return undefined;
    throw error;
  }
}

/** The same list and page of the document with another tab of the viewer. */
function besideAddress(id: string, query: URLSearchParams, shown: number, changes: Record<string, string | number>): string {
  const kept = ['vis', 'side', 'soeg'].flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : []));
  const entries = [...kept, ['dokside', String(shown)], ...Object.entries(changes).filter(([, value]) => value !== '').map(([name, value]) => [name, String(value)])];
  return `/afsendelser/${id}/modtagere?${new URLSearchParams(entries).toString()}`;
}

/** Step 2: the list at the left, the document at the right. Used for GET, and again when an act was refused or a number shown. */
export async function recipientsPage(c: Ctx, id: string, also: Also = {}) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const dispatch = getDispatch(db, actor, id);
  if (dispatch.state !== 'draft') return c.redirect(`/afsendelser/${id}`, 303);
  const query = queryOf(c, also.til);
  const filter = filters.find((each) => each === query.get('vis')) ?? 'all';
  const letters = findLetters(c, id, { filter, page: positive(query.get('side'), 1000), searchId: query.get('soeg') });
  const total = dispatch.pages ?? 1;
  const wanted = query.get('dokside') ? positive(query.get('dokside'), total) : (letters.rows[0]?.pages[0] ?? 1);
  const [view] = listPages(db, actor, id, { from: wanted, to: wanted });
  const owner = view!.letterId ? getLetter(db, actor, view!.letterId) : undefined;
  const beside = attachmentsBeside(c, dispatch, owner, query, (changes) => besideAddress(id, query, view!.page, changes));
  const answer = page(c, {
    styles: ['sending.css', 'sending-attachments.css', 'sending-templates.css'], modules: ['sending-recipients.js'], wide: true, title: `${sending.recipients.title}: ${dispatch.title}`,
    heading: StepHeading({ step: sending.recipients.title, title: dispatch.title }), actions: RecipientsActions({ id }),
  }, <><TemplateNotice dispatchId={id} from="modtagere" use={templateOf(db, actor, id, c.get('deps').clock.now())} /><Recipients
    dispatch={dispatch} letters={letters} counts={letterFilterCounts(db, actor, id)} questions={openQuestions(db, actor, id)}
    tabs={beside.tabs} instead={beside.instead} view={view!} owner={owner} shown={also.shown} whole={wholeOf(c, dispatch, letterFilterCounts(db, actor, id).all ?? 0)} removed={justRemoved(c, id, query.get('fjernet'))} refused={also.refused}
  /></>);
  return also.refused ? pageProblem(await answer, also.refused.problem) : answer;
}

export const showRecipients = (c: Ctx) => recipientsPage(c, c.req.param('id')!);
