import { Problem } from '../core/errors.ts';

/** What making a searchable PDF needs of the document worker; `layer` answers null where no page was read by OCR. */
export type LayerWorker<Page> = { layer(pdf: Uint8Array, pages: Page[]): Promise<Uint8Array | null> };

/** The name of the searchable PDF of a file, beside it. */
export const searchableName = (filename: string) => `${filename.replace(/\.[a-z0-9]{1,5}$/i, '')} (OCR).pdf`;

/**
 * The PDF with the words of its scanned pages as an invisible text layer, null where it needs none or none could be made, and why not:
 * that never stands in the way of what was read. Throws where the worker is away.
 */
export async function searchableOf<Page>(documents: LayerWorker<Page>, pdf: Uint8Array, pages: Page[]): Promise<{ pdf: Uint8Array | null; reason: string | null }> {
  try {
    return { pdf: await documents.layer(pdf, pages), reason: null };
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return { pdf: null, reason: error.reason.startsWith('searchable.') ? error.reason : 'searchable.failed' };
  }
}
