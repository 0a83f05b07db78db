import { documentHistory, getCase, getDocument, openDocument, type DocumentDetail } from '../../archive/index.ts';
import { seesDispatch } from '../../sending/index.ts';
import { DocumentPage } from '../../../views/archive/document-page.tsx';
import { DocumentBadge } from '../../../views/components/state-badge.tsx';
import { History } from '../../../views/components/history.tsx';
import { texts } from '../../../views/texts.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { beforeOf } from './before.ts';
import { crumbsOf } from './case-page.tsx';

function around(c: Ctx, document: DocumentDetail, last?: string) {
  const found = getCase(c.get('deps').db, c.get('actor'), document.caseId);
  const crumbs = [...crumbsOf(found, document.title)];
  if (!last) return crumbs;
  return [...crumbs.slice(0, -1), { label: document.title, href: `/dokumenter/${document.id}` }, { label: last }];
}

/** A document with its files, receipts and what happened to it. Opening it is logged. */
export function showDocument(c: Ctx) {
  const document = openDocument(c.get('deps'), c.get('actor'), c.req.param('id') ?? '');
  const heading = <>{document.title} <DocumentBadge status={document.status} /></>;
  return page(c, { title: document.title, heading, lead: document.documentType ?? undefined, wide: true, crumbs: around(c, document) },
    <DocumentPage
      document={document} history={documentHistory(c.get('deps').db, c.get('actor'), document.id).slice(0, 8)}
      seesDispatch={document.dispatchId !== null && seesDispatch(c.get('deps').db, c.get('actor'), document.dispatchId)}
    />);
}

export function showDocumentHistory(c: Ctx) {
  const { db } = c.get('deps');
  const document = getDocument(db, c.get('actor'), c.req.param('id') ?? '');
  const entries = documentHistory(db, c.get('actor'), document.id, { before: beforeOf(c) });
  return page(c, { title: texts.history.title, lead: document.title, crumbs: around(c, document, texts.history.title) }, <History entries={entries} older={`/dokumenter/${document.id}/historik`} />);
}
