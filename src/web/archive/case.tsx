import { getCase, listUploads, openCase, pageOfDocuments, openDocument, showCaseNumber, type CaseDetail, type DocumentDetail } from '../../archive/index.ts';
import { mayChangeCase } from '../../access/index.ts';
import type { Problem } from '../../core/errors.ts';
import { FilingForm } from '../../../views/filing/upload.tsx';
import { DocumentTable } from '../../../views/archive/document-table.tsx';
import { Pager } from '../../../views/components/pager.tsx';
import { NoPreview, Preview } from '../../../views/archive/preview.tsx';
import type { Ctx } from '../route.ts';
import { pageNumber } from '../form.ts';
import { shownFile } from './file-choice.ts';
import { bulkOffer } from '../bulk/offer.ts';
import { disposedNote } from '../retention/certificate.tsx';
import { casePage } from './case-page.tsx';

/** The case's documents, and filing on it for whoever may; `refused` what could not be filed. */
export function documentsPage(c: Ctx, found: CaseDetail, parts: { chosen?: DocumentDetail | undefined; numbers?: string[]; refused?: { filename: string; problem: Problem }[] } = {}) {
  const list = pageOfDocuments(c.get('deps').db, c.get('actor'), found, pageNumber(c));
  const preview = parts.chosen ? <Preview document={parts.chosen} shown={shownFile(c)} /> : <NoPreview />;
  return casePage(c, found, 'documents', (
    <>
      {disposedNote(c, found)}
      {found.mergedInto === null && found.status !== 'disposed' && mayChangeCase(c.get('deps').db, c.get('actor'), found.id) ? <FilingForm caseId={found.id} refused={parts.refused ?? []} halfway={listUploads(c.get('deps').db, c.get('actor'), found.id)} /> : null}
      {found.status === 'disposed' ? null : <DocumentTable rows={list.rows} page={list.page} chosen={parts.chosen?.id} offer={bulkOffer(c, { origin: `/sager/${found.id}`, kind: 'case', cases: [], documents: list.rows.map(({ id }) => id), total: list.total })} />}
      <Pager {...list} href={(at) => `/sager/${found.id}?side=${at}`} />
    </>
  ), { numbers: parts.numbers, ...(list.rows.length > 0 ? { preview } : {}) });
}

/** The case with its documents; `?dokument=` also shows one of them at the right (with scripts only that part is fetched). */
export function showCase(c: Ctx) {
  const deps = c.get('deps');
  const found = openCase(deps, c.get('actor'), c.req.param('id') ?? '');
  const wanted = c.req.query('dokument');
  const chosen = wanted ? openDocument(deps, c.get('actor'), wanted, shownFile(c)) : undefined;
  return documentsPage(c, found, { chosen: chosen?.caseId === found.id ? chosen : undefined });
}

/** The full number, once, because somebody asked: never in an address, and written in the log. */
export function revealNumber(c: Ctx) {
  const deps = c.get('deps');
  const found = getCase(deps.db, c.get('actor'), c.req.param('id') ?? '');
  return documentsPage(c, found, { numbers: showCaseNumber(deps, c.get('actor'), found.id) });
}
