import type { DocumentDetail, DocumentFile } from '../../src/archive/types.ts';
import { Empty } from '../components/empty.tsx';
import { Icon } from '../components/icon.tsx';
import { texts } from '../texts.ts';
import { fileAddress, pictureAddress } from './file-address.ts';

const words = texts.case;
/** More pages than this are read in the PDF itself. */
const mostPages = 20;

/** The letter as sent; where nothing left yet, its pages as they came. */
export const mainFile = (document: DocumentDetail): DocumentFile | undefined =>
  document.files.find((file) => file.role === 'sent') ?? document.files.find((file) => file.role === 'original') ?? document.files[0];

export const Pages = ({ document, file }: { document: DocumentDetail; file: DocumentFile }) => (
  <div class="preview-pages" tabindex={0} role="region" aria-label={document.title}>
    {Array.from({ length: Math.min(file.pages ?? 0, mostPages) }, (_, n) => n + 1).map((page) => (
      <figure>
        <img src={pictureAddress(document.id, file, page)} alt={`${document.title}, ${words.page(page, file.pages ?? 0)}`} width={900} height={1273} loading={page > 2 ? 'lazy' : 'eager'} />
        <figcaption>{words.page(page, file.pages ?? 0)}</figcaption>
      </figure>
    ))}
    {file.pages ? null : <p class="quiet">{words.noPicture}</p>}
  </div>
);

/** Pictures of the pages, with the way to the PDF and to everything else about the document. */
export const Preview = ({ document }: { document: DocumentDetail }) => {
  const file = mainFile(document);
  return (
    <aside class="preview" id="forhaandsvisning" aria-label={words.preview}>
      <div class="preview-head">
        <h2>{document.title}</h2>
        <span class="acts">
          <a class="function-link" href={`/dokumenter/${document.id}`}><Icon name="document" small />{words.openDocument}</a>
          {file ? <a class="function-link" href={fileAddress(document.id, file)} target="_blank" rel="noopener"><Icon name="open-in-new" small />{words.openPdf}</a> : null}
        </span>
      </div>
      {file ? <Pages document={document} file={file} /> : <p class="quiet">{words.noPicture}</p>}
    </aside>
  );
};

export const NoPreview = () => (
  <aside class="preview" id="forhaandsvisning" aria-label={words.preview}>
    <Empty icon="visibility" heading={words.previewHeading}>{words.previewText}</Empty>
  </aside>
);
