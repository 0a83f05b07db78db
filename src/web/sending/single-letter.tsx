import { invalid, Problem } from '../../core/errors.ts';
import { acceptedFiles } from '../../formats/index.ts';
import { checkWanted, settleWanted, uploadSingleLetter } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { SingleLetter, SingleLetterActions } from '../../../views/sending/single-letter.tsx';
import { single as words } from '../../../views/texts/single-letter.ts';
import { readForm } from '../form.ts';
import { page } from '../page.tsx';
import { receiveFiles } from '../receive-files.ts';
import type { Ctx } from '../route.ts';

const form = (c: Ctx, to = '', problem?: Problem) => page(c, {
  styles: ['sending.css'], title: words.title, lead: words.lead, actions: SingleLetterActions(), problem, problemHeading: words.failed,
}, <SingleLetter to={to} megabytes={readSettings(c.get('deps').db)['upload.maxMegabytes']} accept={acceptedFiles} problem={problem} />);

export const showSingleLetter = (c: Ctx) => form(c);

/** Whom it is for stands before the file in the form, so it is known, and judged, before the file is taken. */
export async function takeSingleLetter(c: Ctx) {
  const deps = c.get('deps');
  const fields = new Map<string, string>();
  const to = () => (fields.get('til') ?? '').trim();
  try {
    const { taken, refused } = await receiveFiles(c, 1, async (file) => {
      checkWanted(to(), deps.clock.now());
      return uploadSingleLetter(deps, c.get('actor'), { ...file, wanted: to });
    }, fields);
    if (refused[0]) return form(c, to(), refused[0].problem);
    return c.redirect(`/afsendelser/${taken[0] ?? ''}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return form(c, to(), error);
  }
}

/** A name that was typed is not wanted after all. */
export async function takeWanted(c: Ctx) {
  const id = c.req.param('id')!;
  const text = (await readForm(c)).text('oensket');
  settleWanted(c.get('deps'), c.get('actor'), id, text);
  return c.redirect(`/afsendelser/${id}/modtagere`, 303);
}
