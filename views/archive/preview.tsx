import type { Child } from 'hono/jsx';
import type { DocumentDetail, DocumentFile } from '../../src/archive/types.ts';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { texts } from '../texts.ts';
import { fileAddress, pictureAddress } from './file-address.ts';
import { copiedFrom, copyOf, fileTitle, isSearchable } from './files.tsx';

const words = texts.case;
/** More pages than this are read in the PDF itself. */
const mostPages = 20;

const isPdf = ({ mime }: DocumentFile) => mime === 'application/pdf';

/** The letter as sent; where nothing left yet, its pages as they came; of what came here, what can be read. */
export const mainFile = (document: DocumentDetail): DocumentFile | undefined =>
  document.files.find((file) => file.role === 'sent') ?? document.files.find((file) => file.role === 'readable' && ((document.direction === 'internal' && !copiedFrom(document, file)) || (document.direction === 'received' && !isSearchable(file)))) ??
  (document.direction === 'received' ? document.files.find((file) => file.role === 'attachment' && isPdf(file)) : undefined) ?? document.files.find((file) => file.role === 'original') ?? document.files[0];

/** The letter, or the attachment that is asked for: where that is no PDF, the copy that can be read. */
export function shownOf(document: DocumentDetail, shown: Pick<DocumentFile, 'role' | 'position'> | undefined): DocumentFile | undefined {
  const file = shown && document.files.find((each) => each.role === shown.role && each.position === shown.position);
  return (file?.role === 'attachment' && !isPdf(file) ? copyOf(document, file) : undefined) ?? file ?? mainFile(document);
}

/** The letter and its attachments as tabs; nothing where it has none. `href` makes the address of one, by the value of `fil`. */
export const FileTabs = ({ document, current: shown, href, swaps }: { document: DocumentDetail; current: DocumentFile | undefined; href: (file: string | null) => string; /** Address of the preview alone, where the tabs change only that. */ swaps?: (file: string | null) => string }) => {
  const main = mainFile(document);
  // Of what came here its PDFs and the readable copies of the rest; else the letter and what was attached to it.
  const beside = document.files.filter((file) => file !== main && (document.direction === 'received' ? isPdf(file) : file.role === 'attachment'));
  if (beside.length === 0) return null;
  // A copy is shown under the tab of what it was made of.
  const current = (shown && copiedFrom(document, shown)) ?? shown;
  const named = (file: DocumentFile) => file.filename.replace(/\.[a-z0-9]{1,5}$/i, '');
  const tab = (file: string | null, label: Child, isCurrent: boolean) => (
    <a href={href(file)} aria-current={isCurrent ? 'true' : undefined} {...(swaps ? { 'hx-get': swaps(file), 'hx-target': '#forhaandsvisning', 'hx-swap': 'outerHTML' } : {})}>{label}</a>
  );
  return (
    <nav class="viewer-tabs" aria-label={words.fileTabs}>
      {tab(null, document.direction === 'received' && main ? named(main) : document.direction === 'internal' ? texts.document.filedTab : words.mainTab, !current || !beside.includes(current))}
      {beside.map((file) => (file.role === 'attachment'
        ? tab(`bilag-${file.position + 1}`, <><span class="sr-only">{texts.document.attachment(file.position + 1)}: </span>{named(file)}</>, current === file)
        : tab(`laesbar-${file.position + 1}`, isSearchable(file) ? fileTitle(document, file) : named(file), current === file)))}
    </nav>
  );
};

export const Pages = ({ document, file }: { document: DocumentDetail; file: DocumentFile }) => (
  <div class="preview-pages" tabindex={0} role="region" aria-label={document.title}>
    {Array.from({ length: Math.min(file.pages ?? (isPdf(file) ? 1 : 0), mostPages) }, (_, n) => n + 1).map((page) => (
      <figure>
        <img src={pictureAddress(document.id, file, page)} alt={`${document.title}, ${words.page(page, file.pages)}`} width={900} height={1273} loading={page > 2 ? 'lazy' : 'eager'} />
        <figcaption>{words.page(page, file.pages)}</figcaption>
      </figure>
    ))}
    {!isPdf(file) ? <p class="quiet">{words.noPages}</p> : file.pages === null || file.pages > mostPages ? <p class="quiet">{words.morePages}</p> : null}
  </div>
);

/** Pictures of the pages, with the way to the PDF and to everything else about the document. */
export const Preview = ({ document, shown }: { document: DocumentDetail; shown?: Pick<DocumentFile, 'role' | 'position'> | undefined }) => {
  const file = shownOf(document, shown);
  const query = (name: string | null) => (name ? `fil=${name}` : '');
  return (
    <aside class="preview" id="forhaandsvisning" aria-label={words.preview}>
      <div class="preview-head">
        <h2>{document.title}</h2>
        <span class="acts">
          <a class="function-link" href={`/dokumenter/${document.id}`}><Icon name="document" small />{words.openDocument}</a>
          {file && isPdf(file) ? <a class="function-link" href={fileAddress(document.id, file)} target="_blank" rel="noopener"><Icon name="open-in-new" small />{words.openPdf}</a> : file ? <a class="function-link" href={`${fileAddress(document.id, file)}?hent`}><Icon name="download" small />{texts.document.download}</a> : null}
        </span>
      </div>
      <FileTabs document={document} current={file} href={(name) => `/sager/${document.caseId}?dokument=${document.id}&${query(name)}#forhaandsvisning`} swaps={(name) => `/dokumenter/${document.id}/forhaandsvisning?${query(name)}`} />
      {file ? <Pages document={document} file={file} /> : <p class="quiet">{words.noPicture}</p>}
    </aside>
  );
};

export const NoPreview = () => (
  <aside class="preview" id="forhaandsvisning" aria-label={words.preview}>
    <Empty icon="visibility" heading={words.previewHeading}>{words.previewText}</Empty>
  </aside>
);
