import { Problem } from '../../core/errors.ts';
import { likelyMime, recogniseStart, startLength } from '../../formats/index.ts';
import { searchableName, searchableOf } from '../searchable.ts';
import type { ReadingDeps } from './ports.ts';

type Named = { filename: string; content: Uint8Array };
/** `copy`: the PDF to lay beside the file, null where it is one that needs none; `name` is what the copy is called. */
export type ReadFile = { copy: Uint8Array | null; name: string; isPdf: boolean; pages: number; text: string; reason: string | null; attached: Named[] };

export const baseName = (filename: string) => filename.replace(/\.[a-z0-9]{1,5}$/i, '');

/** What a file is, by its first bytes and its name. */
export const mimeOfFile = ({ filename, content }: Named) => likelyMime(recogniseStart(content.subarray(0, startLength), filename), filename);

/**
 * Makes a file readable: as PDF where it is none, with its words; scanned pages by OCR, and then as a PDF that can be searched.
 * Errors: as the worker's (invalid: it cannot be read); throws where the worker is away.
 */
export async function readFile({ documents }: ReadingDeps, id: string, file: Named & { mime: string }): Promise<ReadFile> {
  const isPdf = file.mime === 'application/pdf';
  const made = isPdf ? null : await documents.convert({ id, filename: file.filename, content: file.content });
  const pdf = made?.pdf ?? file.content;
  const read = await documents.read(pdf, { words: 'all' });
  const searchable = await searchableOf(documents, pdf, read);
  return {
    copy: searchable.pdf ?? made?.pdf ?? null, name: isPdf ? searchableName(file.filename) : `${baseName(file.filename)}.pdf`, isPdf,
    pages: read.length, text: [made?.text ?? '', ...read.map((page) => page.text)].join('\n'), reason: searchable.reason, attached: made?.attached ?? [],
  };
}

/** As readFile; null where it cannot be read. */
export async function readFileIfAny(deps: ReadingDeps, id: string, file: Named & { mime: string }): Promise<ReadFile | null> {
  try {
    return await readFile(deps, id, file);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return null;
  }
}
