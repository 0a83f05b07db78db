import { Problem } from '../../../core/errors.ts';
import { addAttachment, getLetter, nextPosition, type AttachTo } from '../../../sending/index.ts';
import { receiveFiles } from '../../receive-files.ts';
import type { Ctx } from '../../route.ts';
import { attachmentsPage } from './page.tsx';

/** So many files are taken of one form. */
const mostFiles = 20;

async function take(c: Ctx, to: AttachTo): Promise<Response> {
  const page = `/afsendelser/${to.dispatchId}/bilag`;
  const back = to.letterId ? `${page}?vis=egne` : page;
  try {
    // In the order they were chosen, whichever is stored first.
    const first = nextPosition(c.get('deps').db, to.dispatchId, to.letterId ?? null);
    const { taken, refused } = await receiveFiles(c, mostFiles, ({ index, ...file }) => addAttachment(c.get('deps'), c.get('actor'), { ...to, position: first + index }, file));
    if (refused.length > 0) return attachmentsPage(c, to.dispatchId, { notTaken: refused, til: page });
    return c.redirect(to.merge && taken.length === 1 ? `/bilagsfiler/${taken[0]}` : back, 303);
  } catch (error) {
    if (error instanceof Problem && (error.code === 'invalid' || error.code === 'conflict')) return attachmentsPage(c, to.dispatchId, { notTaken: [{ filename: '', problem: error }], til: page });
    throw error;
  }
}

export const takeCommon = (c: Ctx) => take(c, { dispatchId: c.req.param('id')! });
export const takeMerge = (c: Ctx) => take(c, { dispatchId: c.req.param('id')!, merge: true });

/** Onto one letter, found through the actor. */
export function takeOwn(c: Ctx) {
  const letterId = c.req.param('id')!;
  return take(c, { dispatchId: getLetter(c.get('deps').db, c.get('actor'), letterId).dispatchId, letterId });
}
