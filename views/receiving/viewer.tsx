import type { MessageDetail, MessageFile } from '../../src/receiving/index.ts';
import { receiving as words } from '../texts/receiving.ts';

/** Pictures a browser shows as they are; never SVG, which can hold a program. */
export const pictures = new Set(['image/png', 'image/jpeg', 'image/gif']);
const mostPictureBytes = 8_000_000;
/** More pages than this are read in the PDF itself. */
const mostPages = 20;

/** The searchable PDF of one that was scanned (archive/searchable.ts), by its name; it shows the same pages. */
export const isSearchable = ({ kind, filename }: MessageFile) => kind === 'readable' && filename.endsWith(' (OCR).pdf');

/** What can be shown in the page: PDFs, readable copies, pictures. The text that stands above already is left out. */
const shownOf = ({ files, body }: MessageDetail): MessageFile[] =>
  files.filter((file) => !isSearchable(file)).filter(({ kind, mime, size, filename }) => kind !== 'technical' && size > 0 && ((mime === 'application/pdf' && !(body && kind === 'readable' && filename === 'brev.pdf')) || (pictures.has(mime) && size < mostPictureBytes)))
    // A picture is seen as it came, not as the PDF that was made of it.
    .filter(({ kind, label, filename }, _n, all) => kind !== 'readable' || !all.some((other) => pictures.has(other.mime) && [other.label, other.filename].includes(label) && filename.startsWith(other.filename.replace(/\.[a-z\d]{1,5}$/i, ''))));

const PdfPages = ({ id, file }: { id: string; file: MessageFile }) => {
  const pages = Math.min(file.pages ?? 1, mostPages);
  return (
    <>
      {Array.from({ length: pages }, (_, n) => n + 1).map((page) => (
        <figure>
          <img src={`/modtaget/${id}/filer/${file.position}/sider/${page}`} alt={`${file.filename}, ${words.page(page, file.pages)}`} width={900} height={1273} loading={page > 1 ? 'lazy' : 'eager'} />
          <figcaption>{words.page(page, file.pages)}</figcaption>
        </figure>
      ))}
      {file.pages === null || file.pages > mostPages ? <p class="quiet">{words.morePages}</p> : null}
    </>
  );
};

/** The files of a message, one at a time, in the page: as pictures only, so that nothing in them is alive. */
export const Viewer = ({ message, file: wanted }: { message: MessageDetail; file: number }) => {
  const shown = shownOf(message);
  const file = shown.find(({ position }) => position === wanted) ?? shown[0];
  if (!file) return null;
  const at = (position: number) => `/modtaget/${message.id}?fil=${position}`;
  return (
    <div class="mail-viewer" id="brevfil">
      {shown.length > 1 ? (
        <nav class="viewer-tabs" aria-label={words.fileTabs}>
          {shown.map((each) => <a href={`${at(each.position)}#brevfil`} aria-current={each === file ? 'true' : undefined} hx-get={at(each.position)} hx-target="#brevfil" hx-select="#brevfil" hx-swap="outerHTML">{each.filename}</a>)}
        </nav>
      ) : null}
      <div class="preview-pages" tabindex={0} role="region" aria-label={`${words.viewer} ${file.filename}`}>
        {pictures.has(file.mime) ? <img class="mail-picture" src={`/modtaget/${message.id}/filer/${file.position}`} alt={file.label || file.filename} loading="lazy" /> : <PdfPages id={message.id} file={file} />}
      </div>
    </div>
  );
};
