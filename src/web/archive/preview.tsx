import { openDocument } from '../../archive/index.ts';
import { Preview } from '../../../views/archive/preview.tsx';
import type { Ctx } from '../route.ts';
import { shownFile } from './file-choice.ts';

/** The preview alone, to put into the case page; logged as a view of the document. */
export function showPreview(c: Ctx) {
  const shown = shownFile(c);
  return c.html(<Preview document={openDocument(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', shown)} shown={shown} />);
}
