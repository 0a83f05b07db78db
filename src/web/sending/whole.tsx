import { Problem } from '../../core/errors.ts';
import { addRecipient, getDispatch, namedInDocument, addSeveral, looksLikeNumber, partRecipients, searchRecipients, settleWanted, shareDocument, splitAgain, wantedLeft, type DispatchDetail } from '../../sending/index.ts';
import { ChooseRecipient, type Whole } from '../../../views/sending/whole.tsx';
import { StepHeading } from '../../../views/sending/steps.tsx';
import { whole as words } from '../../../views/texts/whole.ts';
import { readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { recipientsPage } from './recipients.tsx';

const back = (c: Ctx, id: string) => c.redirect(`/afsendelser/${id}/modtagere`, 303);

/** What the recipients page says of a document that goes whole to everybody; undefined of one in parts. */
export function wholeOf(c: Ctx, dispatch: DispatchDetail, recipients: number): Whole | undefined {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  return dispatch.whole ? { recipients, named: namedInDocument(db, actor, dispatch.id), wanted: wantedLeft(db, actor, dispatch.id) } : undefined;
}

/** Does it and shows the list again; what is refused is said over the field, with what was typed. */
async function attemptOn(c: Ctx, id: string, typed: string, work: () => void): Promise<Response> {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    return recipientsPage(c, id, { refused: { problem: error, typed: { number: typed, pages: '' } }, til: `/afsendelser/${id}/modtagere` });
  }
  return back(c, id);
}

export const takeShare = (c: Ctx) => attemptOn(c, c.req.param('id')!, '', () => shareDocument(c.get('deps'), c.get('actor'), c.req.param('id')!));
export const takeSplitAgain = (c: Ctx) => attemptOn(c, c.req.param('id')!, '', () => splitAgain(c.get('deps'), c.get('actor'), c.req.param('id')!));

/** A number adds its owner at once; a name is looked up and the person chosen on a page of its own. */
export async function takeRecipient(c: Ctx) {
  const id = c.req.param('id')!;
  const deps = c.get('deps');
  const form = await readForm(c);
  const typed = form.text('hvem');
  const ref = form.text('ref');
  const wanted = form.text('oensket');
  if (ref) {
    return attemptOn(c, id, '', () => {
      addRecipient(deps, c.get('actor'), id, { ref });
      if (wanted) settleWanted(deps, c.get('actor'), id, wanted);
    });
  }
  const several = partRecipients(typed);
  if (several.length > 1) return attemptOn(c, id, typed, () => addSeveral(deps, c.get('actor'), id, several));
  if (looksLikeNumber(typed) || typed.length < 2) return attemptOn(c, id, typed, () => addRecipient(deps, c.get('actor'), id, { number: typed }));
  const dispatch = getDispatch(deps.db, c.get('actor'), id);
  const hits = searchRecipients(deps.db, c.get('actor'), id, typed.slice(0, 100));
  return page(c, { styles: ['sending.css'], title: `${words.choose}: ${dispatch.title}`, heading: StepHeading({ step: words.choose, title: dispatch.title }), lead: words.chooseLead(typed) },
    <ChooseRecipient dispatchId={id} text={typed} hits={hits} wanted={wanted} />);
}
