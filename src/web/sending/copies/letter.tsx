import { Problem, statusOf } from '../../../core/errors.ts';
import { addCopy, copiesForLetter, getLetter, removeCopy, searchRecipients } from '../../../sending/index.ts';
import { LetterCopiesPage, type Asked } from '../../../../views/sending/copies/letter-page.tsx';
import { StepHeading } from '../../../../views/sending/steps.tsx';
import { copies as words } from '../../../../views/texts/copies.ts';
import { sending } from '../../../../views/texts/sending.ts';
import { readForm } from '../../form.ts';
import { localPath } from '../../local-path.ts';
import { page } from '../../page.tsx';
import type { Ctx } from '../../route.ts';

type Who = { number: string } | { ref: string };

function letterPage(c: Ctx, id: string, also: { asked?: Asked; who?: Who; hits?: ReturnType<typeof searchRecipients> } = {}) {
  const deps = c.get('deps');
  const letter = copiesForLetter(deps, c.get('actor'), id, also.who);
  const name = letter.recipient?.name ?? letter.recipient?.masked ?? sending.recipients.noRecipient;
  return page(c, {
    styles: ['sending.css', 'sending-copies.css'], title: `${words.letterTitle}: ${letter.dispatchTitle}`, heading: StepHeading({ step: words.letterTitle, title: letter.dispatchTitle }), lead: words.letterLead(name),
  }, <LetterCopiesPage letter={letter} asked={also.asked} hits={also.hits} />);
}

export const showLetterCopies = (c: Ctx) => letterPage(c, c.req.param('id')!);

const decisive = ['copy.read_it', 'copy.say_why', 'copy.note_too_long'];

/** A number becomes a copy at once; a name is looked up and the person chosen. What must be decided first is asked on the same page. */
export async function takeLetterCopy(c: Ctx) {
  const id = c.req.param('id')!;
  const deps = c.get('deps');
  const form = await readForm(c);
  const { dispatchId } = getLetter(deps.db, c.get('actor'), id);
  const asked: Asked = { typed: form.text('hvem'), ref: form.text('ref'), name: '', note: form.text('note'), read: form.has('laest'), problem: undefined };
  const isNumber = !/\p{L}/u.test(asked.typed) || asked.typed.replace(/\D/g, '').length >= 6;
  if (!asked.ref && !isNumber && asked.typed.length >= 2) return letterPage(c, id, { asked, hits: searchRecipients(deps.db, c.get('actor'), dispatchId, asked.typed.slice(0, 100)) });
  const who: Who = asked.ref ? { ref: asked.ref } : { number: asked.typed };
  try {
    addCopy(deps, c.get('actor'), id, who, form.has('afgoerelse') ? { read: asked.read, note: asked.note } : undefined);
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'invalid' && error.code !== 'conflict')) throw error;
    const decide = decisive.includes(error.reason);
    const answer = await letterPage(c, id, { asked: { ...asked, name: String(error.values['name'] ?? ''), problem: error }, ...(decide ? { who } : {}) });
    return new Response(answer.body, { status: statusOf[error.code], headers: answer.headers });
  }
  const back = localPath(form.text('til'));
  return c.redirect(back.startsWith(`/afsendelser/${dispatchId}/`) ? back : `/breve/${id}/kopi`, 303);
}

/** Takes a copy off and goes back to where it was seen. */
export async function takeCopyRemoval(c: Ctx) {
  const id = c.req.param('id')!;
  const deps = c.get('deps');
  const { dispatchId } = getLetter(deps.db, c.get('actor'), id);
  const back = localPath((await readForm(c)).text('til'));
  removeCopy(deps, c.get('actor'), id);
  return c.redirect(/^\/(afsendelser|breve)\//.test(back) ? back : `/afsendelser/${dispatchId}/kopier`, 303);
}
