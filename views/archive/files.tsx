import type { DocumentDetail, DocumentFile } from '../../src/archive/types.ts';
import { Act } from '../components/act.tsx';
import { Icon } from '../components/icon.tsx';
import { sentenceOf, texts } from '../texts.ts';
import { amount } from '../texts/count.ts';
import { fileAddress } from './file-address.ts';

const words = texts.document;
const left = new Set(['handed_over', 'delivered', 'unknown', 'failed']);

/** The searchable PDF of one that was scanned (archive/searchable.ts), by its name. */
export const isSearchable = (file: DocumentFile) => file.role === 'readable' && file.filename.endsWith(' (OCR).pdf');

const plainName = (filename: string) => filename.replace(/( \(OCR\))?\.[a-z0-9]{1,5}$/i, '');

/** The attachment that a readable copy was made of, of a document somebody filed: it lies one further on under the same name. */
export const copiedFrom = (document: DocumentDetail, copy: DocumentFile): DocumentFile | undefined =>
  document.direction !== 'internal' || copy.role !== 'readable' ? undefined
    : document.files.find((file) => file.role === 'attachment' && file.position === copy.position - 1 && plainName(file.filename) === plainName(copy.filename));

/** The readable copy of an attachment to such a document. */
export const copyOf = (document: DocumentDetail, attachment: DocumentFile): DocumentFile | undefined => document.files.find((file) => copiedFrom(document, file) === attachment);

/** Of what somebody filed: the document itself, then each attachment with its copy. A letter's in the order they come. */
function inOrder(document: DocumentDetail): DocumentFile[] {
  const place = (file: DocumentFile) => (file.role === 'attachment' ? 2 * file.position + 1 : copiedFrom(document, file) ? 2 * file.position : 0);
  return document.direction === 'internal' ? [...document.files].sort((a, b) => place(a) - place(b)) : document.files;
}

/** What a file is to its document, in words; an attachment by its number and title. */
export function fileTitle(document: DocumentDetail, file: DocumentFile): string {
  if (file.role === 'attachment') return words.attachmentNamed(file.position + 1, file.filename.replace(/\.[a-z0-9]{1,5}$/i, ''));
  if (copiedFrom(document, file)) return isSearchable(file) ? words.attachedSearchable(file.position) : words.attachedPdf(file.position);
  if (isSearchable(file) && document.direction !== 'sent') return document.direction === 'internal' ? words.searchable : words.searchableNamed(file.filename.slice(0, -' (OCR).pdf'.length));
  if (document.direction === 'internal' && (file.role === 'original' || file.role === 'readable')) return file.role === 'original' ? words.filed : words.filedPdf;
  if (file.role === 'original') return file.position > 0 ? words.attachmentOriginal(file.position) : words.original;
  if (file.role === 'signed') return words.signed;
  if (file.role === 'source') return words.source;
  if (file.role === 'readable' && document.direction === 'sent') return file.position > 0 ? words.preservedAttachment(file.position) : words.preserved;
  if (file.role === 'readable' && document.direction === 'received') return words.readable(file.filename.replace(/\.[a-z0-9]{1,5}$/i, ''));
  if (file.role === 'message') return words.message;
  return left.has(document.status) ? words.sent : words.sentEarly;
}

/** `34 KB`, `2,1 MB`: as a Danish reader writes sizes. */
export function sizeWords(bytes: number): string {
  const [size, unit] = bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), 'KB'] : [Math.round(bytes / 100_000) / 10, 'MB'];
  return `${amount(size as number)} ${unit}`;
}

export const Files = ({ document, mayChange }: { document: DocumentDetail; mayChange: boolean }) => (
  <section class="panel" aria-labelledby="files">
    <h2 id="files">{words.files}</h2>
    {inOrder(document).map((file) => (
      <div class="file">
        <div class="file-words">
          <strong>{fileTitle(document, file)}</strong>
          <span>{[file.filename, file.pages ? words.pages(file.pages) : '', sizeWords(file.size)].filter(Boolean).join(' · ')}</span>
          {file.role === 'readable' && document.direction === 'sent' ? <span>{` · ${words.preservedText}`}</span> : null}
          {isSearchable(file) && document.direction !== 'sent' ? <span>{` · ${words.searchableText}`}</span> : null}
          {file.role === 'source' ? <span>{` · ${words.sourceText}`}</span> : null}
          {file.role === 'original' && file.position === 0 && document.direction !== 'internal' ? <span>{` · ${words.originalText}`}</span> : null}
        </div>
        <div class="acts">
          {file.role === 'attachment' && (file.mime === 'application/pdf' || copyOf(document, file)) ? <a class="function-link" href={`/dokumenter/${document.id}?fil=bilag-${file.position + 1}`}><Icon name="visibility" small />{words.show}<span class="sr-only"> {fileTitle(document, file)}</span></a> : null}
          {file.mime === 'application/pdf' ? <a class="function-link" href={fileAddress(document.id, file)} target="_blank" rel="noopener"><Icon name="open-in-new" small />{words.open}<span class="sr-only"> {fileTitle(document, file)}</span></a> : null}
          <a class="function-link" href={`${fileAddress(document.id, file)}?hent`}><Icon name="download" small />{words.download}<span class="sr-only"> {fileTitle(document, file)}</span></a>
          {file.role === 'attachment' ? (
            <>
              <a class="function-link" href={`${fileAddress(document.id, file)}/historik`}><Icon name="time" small />{texts.case.history}<span class="sr-only"> {fileTitle(document, file)}</span></a>
              <Act action={`${fileAddress(document.id, file)}/eksport`} label={texts.case.export} icon="download-done" look="link" about={fileTitle(document, file)} />
              {mayChange && document.direction === 'internal' && file.within === 0 ? <Act action={`/dokumenter/${document.id}/eget-dokument`} label={texts.filing.part} icon="document" look="link" fields={{ bilag: String(file.position) }} about={fileTitle(document, file)} /> : null}
            </>
          ) : null}
        </div>
      </div>
    ))}
    {document.preservation?.state !== 'waiting' && document.preservation?.reason ? <p class="quiet">{sentenceOf({ reason: document.preservation.reason })}</p> : null}
    {document.preservation?.state === 'waiting' ? <p class="quiet">{words.preservedLater}</p> : null}
  </section>
);
