import { Problem } from '../../core/errors.ts';
import { acceptedFiles } from '../../formats/index.ts';
import { gatherFiles, gatherWithout, keepForGathering, mostGathered, plainFilename, type GatheredFile } from '../../sending/index.ts';
import { readSettings } from '../../settings/index.ts';
import { Gather } from '../../../views/sending/gather.tsx';
import { lists } from '../../../views/texts/lists.ts';
import { attempt } from '../form.ts';
import { page } from '../page.tsx';
import { receiveFiles } from '../receive-files.ts';
import type { Ctx } from '../route.ts';
import { dispatchPage } from './dispatch.tsx';
import { pageProblem } from './refused.ts';

type Refused = { filename: string; problem: Problem };

async function gatherPage(c: Ctx, refused: Refused[] = []) {
  const answer = page(c, { styles: ['people/people.css'], title: lists.many.title, lead: lists.many.lead }, <Gather most={mostGathered} megabytes={readSettings(c.get('deps').db)['upload.maxMegabytes']} accept={acceptedFiles} refused={refused} />);
  return refused[0] ? pageProblem(await answer, refused[0].problem) : answer;
}

export const showGather = (c: Ctx) => gatherPage(c);

/** All or nothing: a file that is refused stops them all, because a list counts on every one. */
export async function takeGather(c: Ctx) {
  const deps = c.get('deps');
  const counted = { bytes: 0 };
  let taken: GatheredFile[] = [];
  try {
    const received = await receiveFiles(c, mostGathered, (file) => keepForGathering(deps, file, counted));
    taken = received.taken;
    if (received.refused.length > 0) {
      for (const { blob } of taken) deps.files.drop(blob.id);
      return await gatherPage(c, received.refused.map(({ filename, problem }) => ({ filename: filename && plainFilename(filename), problem })));
    }
    return c.redirect(`/afsendelser/${gatherFiles(deps, c.get('actor'), taken, lists.many.called(taken.length))}`, 303);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return gatherPage(c, [{ filename: '', problem: error }]);
    throw error;
  }
}

/** Goes on without the files that cannot be made into PDF, or tries once more where the fault was not theirs. */
export const takeGatherWithout = (c: Ctx) => {
  const id = c.req.param('id')!;
  return attempt(c, () => gatherWithout(c.get('deps'), c.get('actor'), id), { to: `/afsendelser/${id}` }, (problem) => dispatchPage(c, id, problem));
};
