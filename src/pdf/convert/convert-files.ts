import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { danishTime } from '../../core/dates.ts';
import { invalid } from '../../core/errors.ts';
import { decodeText, extensionOf, mimeOf } from '../../formats/index.ts';
import type { AttachedFile, ConversionNote, Converted, FileToConvert } from '../types.ts';
import { cleanHtml, htmlPage } from './clean-html.ts';
import { countPages } from './count-pages.ts';
import { flatText } from './flat-text.ts';
import { inspect, type Inspected } from './inspect.ts';
import { messagePage } from './message.ts';
import { messageWords } from './message-words.ts';
import { convertWithOffice, type OfficeFile, officeProgram } from './office.ts';
import { heicPdf, picturePdf, tiffPdf } from './pictures.ts';
import { sourceNumbers } from './source-numbers.ts';
import { notesOf, sourceText } from './source-text.ts';
import { readableText, type SourceText } from './text-of-xml.ts';

export type Taker = { onConverted(result: Converted): void; onFailed(id: string, error: unknown): void; alive(): void };

/** Nothing else is told while LibreOffice works: so often (milliseconds) we say that we live. */
const signOfLife = 5_000;
/** More notes of one kind tell a reader nothing. */
const mostNotes = 20;

/** What goes to LibreOffice: a file with this extension and content. `text`: the file's own, where it is known by now. */
type Prepared = { extension: string; content: Uint8Array; notes: ConversionNote[]; text: string | null; attached?: AttachedFile[] };

/** Converts a batch of one user's files, giving each as it is done. `folder` is empty and the batch's own. */
export async function convertFiles(files: FileToConvert[], folder: string, taker: Taker): Promise<void> {
  const timer = setInterval(taker.alive, signOfLife);
  const waiting: OfficeFile[] = [];
  const made: Promise<void>[] = [];
  const give = (file: FileToConvert, pdf: Promise<Converted>) => made.push(pdf.then(taker.onConverted, (error) => taker.onFailed(file.id, error)));
  try {
    for (const name of ['in', 'out']) mkdirSync(join(folder, name), { mode: 0o700 });
    for (const [number, file] of files.entries()) {
      try {
        const found = inspect(file.content, file.filename);
        const name = String(number + 1).padStart(5, '0');
        if (found.kind === 'pdf') give(file, finished(file, found, Promise.resolve(file.content), []));
        else if (found.kind === 'jpeg' || found.kind === 'png') give(file, finished(file, found, picturePdf(found.kind, [file.content]), []));
        else if (found.kind === 'tiff') give(file, finished(file, found, tiffPdf(file.content, folder, name), []));
        else if (found.kind === 'heic') give(file, finished(file, found, heicPdf(file.content, folder, name), []));
        else waiting.push(await forOffice(file, found, folder, name, (pdf) => give(file, pdf)));
      } catch (error) {
        taker.onFailed(file.id, error);
      }
    }
    if (waiting.length > 0) await convertWithOffice(officeProgram()!, folder, waiting);
    await Promise.all(made);
  } finally {
    clearInterval(timer);
  }
}

/** Lays a file out for LibreOffice. Problem convert.no_office. */
async function forOffice(file: FileToConvert, found: Inspected, folder: string, name: string, give: (made: Promise<Converted>) => void): Promise<OfficeFile> {
  if (officeProgram() === null) throw invalid('convert.no_office');
  const prepared = await prepare(found);
  const [path, made] = [join(folder, 'in', `${name}.${prepared.extension}`), join(folder, 'out', `${name}.pdf`)];
  writeFileSync(path, prepared.content, { mode: 0o600 });
  return {
    path, made, web: prepared.extension === 'html',
    finish(error) {
      rmSync(path, { force: true });
      if (error) return give(Promise.reject(error));
      const pdf = readFileSync(made);
      rmSync(made);
      give(finished(file, found, Promise.resolve(pdf), prepared.notes, prepared.text, prepared.attached));
    },
  };
}

async function prepare({ kind, content }: Inspected): Promise<Prepared> {
  const made = { extension: extensionOf(kind), content, notes: [] as ConversionNote[], text: null };
  if (kind === 'text') return { ...made, extension: 'fodt', content: flatText(content) };
  if (kind === 'html') {
    const { html, styles, text, notes } = cleanHtml(decodeText(content));
    return { ...made, content: htmlPage(html, styles), notes, text };
  }
  if (kind === 'eml') {
    const { html, ...rest } = await messagePage(content, messageWords, danishTime);
    return { extension: 'html', content: html, ...rest };
  }
  return made;
}

/** The result of one file, with what is found in the file itself. */
async function finished(file: FileToConvert, found: Inspected, made: Promise<Uint8Array>, notes: ConversionNote[], text: string | null = null, attached: AttachedFile[] = []): Promise<Converted> {
  const pdf = await made;
  const source: SourceText = text === null ? sourceText(found.kind, file.content, found.entries) : { places: new Map([['body', text]]), marks: new Set() };
  const all = [...found.notes, ...notes, ...notesOf(source)];
  return {
    id: file.id, kind: found.kind, mime: mimeOf(found.kind), pdf, pages: await countPages(pdf),
    text: readableText(source), numbers: sourceNumbers(source, new Date()),
    notes: all.filter((note, at) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(note)) === at).slice(0, mostNotes),
    ...(attached.length > 0 ? { attached } : {}),
  };
}
