import type { Actor } from '../../access/index.ts';
import { Problem } from '../../core/errors.ts';
import { danishDay } from '../../core/dates.ts';
import { tablePdf } from '../../typeset/index.ts';
import { getCase } from '../queries.ts';
import type { DocumentDetail, DocumentFile } from '../types.ts';
import { documentsOf, recordExport } from './case-package.ts';
import type { ExportDeps, PdfBinder } from './ports.ts';
import { inside } from './zip-stream.ts';

/** What the pages say; the interface gives it. `footer` has {n} and {all}. */
export type CasePdfWords = {
  lead(about: { identifier: string; officer: string; documents: number; at: string }): string[];
  columns: { number: string; day: string; title: string; type: string; page: string };
  attachment(n: number): string; /** In place of a page number. */ notShown: string; footer: string; contents(page: number, pages: number): string;
};

const mostBytes = 300 * 1024 * 1024;
const mostPages = 5000;

type Part = { title: string; document: DocumentDetail; file: DocumentFile | null };

/** What of a document is read on paper: the letter as it left or came, its attachments, the signed copy. Null where nothing is. */
function partsOf(document: DocumentDetail, words: CasePdfWords): Part[] {
  const pdf = (role: DocumentFile['role']) => document.files.filter((file) => file.role === role && file.mime === 'application/pdf');
  // The copy of attachment n of what somebody filed lies at n + 1, and stands in its place here.
  const attached = document.files.filter(({ role }) => role === 'attachment');
  const copies = document.direction === 'internal' ? pdf('readable').filter((copy) => attached.some(({ position }) => position === copy.position - 1)) : [];
  const main = pdf('signed')[0] ?? pdf('sent')[0] ?? pdf('readable').find((file) => !copies.includes(file)) ?? pdf('original')[0] ?? null;
  const shown = attached.flatMap((file) => (file.mime === 'application/pdf' ? [file] : copies.filter((copy) => copy.position === file.position + 1)));
  return [{ title: document.title, document, file: main }, ...shown.map((file, n): Part => ({ title: `${document.title}, ${words.attachment(n + 1)}`, document, file }))];
}

/**
 * A case as one PDF: a table of contents with page numbers, then every document that can be read as pages, the oldest first.
 * What cannot is named in the contents. Logged. Errors: export.too_large_pdf (300 MB or 5,000 pages), not_found.
 */
export async function exportCasePdf(deps: ExportDeps & { documents: PdfBinder }, actor: Actor, caseId: string, words: CasePdfWords): Promise<{ filename: string; content: Uint8Array }> {
  const found = getCase(deps.db, actor, caseId);
  const documents = documentsOf(deps.db, actor, caseId);
  const parts = documents.flatMap((document) => partsOf(document, words));
  const bytes = parts.reduce((sum, { file }) => sum + (file?.size ?? 0), 0);
  if (bytes > mostBytes) throw new Problem('invalid', 'export.too_large_pdf');
  const shown = parts.filter((part): part is Part & { file: DocumentFile } => part.file !== null);
  const contents = await Promise.all(shown.map(({ document, file }) => {
    const { blobId } = deps.db.statement('SELECT blob_id AS blobId FROM document_files WHERE document_id = ? AND role = ? AND position = ?').get(document.id, file.role, file.position) as { blobId: string };
    return deps.files.read(blobId);
  }));
  const units = shown.map((_, n) => [{ document: n + 1, page: null }]);
  const tableWith = (pages: (number | null)[]) => tablePdf({
    title: found.title, lead: words.lead({ identifier: found.identifiers.map(({ masked }) => masked).join(', '), officer: found.officer ?? '', documents: documents.length, at: danishDay(deps.clock.now()) }),
    columns: [{ label: words.columns.number, width: 10 }, { label: words.columns.day, width: 28 }, { label: words.columns.title, width: 82 }, { label: words.columns.type, width: 40 }, { label: words.columns.page, width: 20 }],
    rows: parts.map((part, n) => [String(n + 1), danishDay(part.document.createdAt), part.title, part.document.documentType ?? '', pages[n] === null ? words.notShown : String(pages[n])]),
    page: words.contents,
  });
  // The contents take the same room whatever numbers stand in them: bound once to count, once for good.
  const draft = await tableWith(parts.map(() => 0));
  const counted = await deps.documents.bind([draft, ...contents], [[{ document: 0, page: null }], ...units], { duplex: false });
  if (counted.pages.reduce((sum, pages) => sum + pages, 0) > mostPages) throw new Problem('invalid', 'export.too_large_pdf');
  let at = counted.pages[0]! + 1;
  const starts = new Map(shown.map((part, n) => {
    const start = at;
    at += counted.pages[n + 1]!;
    return [part as Part, start];
  }));
  const { pdf } = await deps.documents.bind([await tableWith(parts.map((part) => starts.get(part) ?? null)), ...contents], [[{ document: 0, page: null }], ...units], { duplex: false, footer: words.footer });
  recordExport(deps, actor, caseId, 'pdf');
  return { filename: `${inside(found.title)}.pdf`, content: pdf };
}
