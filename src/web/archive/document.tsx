import { documentHistory, fileHistory, getDocument, openDocument, type DocumentDetail } from '../../archive/index.ts';
import { localDay } from '../../core/dates.ts';
import type { Problem } from '../../core/errors.ts';
import { askColleague, askedAbout, colleaguesOn } from '../../notices/index.ts';
import { may } from '../../access/index.ts';
import { signedPost } from '../../receiving/index.ts';
import { signaturesOfDocument } from '../../signatures/index.ts';
import { seesDispatch } from '../../sending/index.ts';
import { fileAddress } from '../../../views/archive/file-address.ts';
import { fileTitle } from '../../../views/archive/files.tsx';
import type { EditedNote } from '../../../views/cases/notes.tsx';
import { DocumentPage } from '../../../views/archive/document-page.tsx';
import { DocumentBadge } from '../../../views/components/state-badge.tsx';
import { History } from '../../../views/components/history.tsx';
import { DocumentSignature } from '../../../views/signatures/document-panel.tsx';
import { DocumentActs } from '../../../views/filing/document-acts.tsx';
import { retentionPanel } from '../retention/documents.tsx';
import { documentExtras } from '../filing/extras.ts';
import { AskColleague, type Asking } from '../../../views/notices/ask-colleague.tsx';
import { texts } from '../../../views/texts.ts';
import { attempt, readForm } from '../form.ts';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';
import { sayDone } from '../said.ts';
import { namedIn } from './named.ts';
import { beforeOf } from './before.ts';
import { fileChoice, shownFile } from './file-choice.ts';
import { around } from './around.ts';

/** A document with its files, receipts and what happened to it. Opening it is logged. */
export const showDocument = (c: Ctx) => documentPage(c, openDocument(c.get('deps'), c.get('actor'), c.req.param('id') ?? '', shownFile(c)));

type Refused = { problem: Problem; /** What was typed: to a colleague, as a new note, in one's own note. */ asked?: Asking['typed']; note?: string; editing?: EditedNote };

/** The page of a document as it was, with what was typed and why it could not be done. */
export const documentRefused = (c: Ctx, documentId: string, refused: Refused) => documentPage(c, getDocument(c.get('deps').db, c.get('actor'), documentId), refused);

function documentPage(c: Ctx, document: DocumentDetail, refused?: Refused) {
  const heading = <>{document.title} <DocumentBadge status={document.status} /></>;
  const extras = documentExtras(c.get('deps').db, c.get('actor'), document.id, { gone: c.req.query('fjernet'), typed: refused?.note, editing: refused?.editing });
  return page(c, { title: document.title, heading, problem: refused?.problem, lead: document.documentType ?? undefined, wide: true, crumbs: around(c, document), styles: ['cases.css'], modules: ['filing-upload.js'] },
    <DocumentPage
      document={document} shown={shownFile(c)} history={documentHistory(c.get('deps').db, c.get('actor'), document.id).slice(0, 8)}
      seesDispatch={document.dispatchId !== null && seesDispatch(c.get('deps').db, c.get('actor'), document.dispatchId)} mayChange={extras.mayChange}
    >
      {signature(c, document)}
      <DocumentActs document={document} extras={extras} />
      {retentionPanel(c, document.id)}
      <AskColleague documentId={document.id} asking={askingOf(c, document, refused?.asked)} />
    </DocumentPage>);
}

/** What is known of the document's signature; the file that was not taken for signed only for those of the dispatch. */
function signature(c: Ctx, document: DocumentDetail) {
  const { db } = c.get('deps');
  const views = signaturesOfDocument(db, document.id);
  const follows = views[0] !== undefined && may(c.get('actor'), 'dispatch') && seesDispatch(db, c.get('actor'), views[0].dispatchId);
  const refused = views[0]?.verdict && views[0].verdict.faults.length > 0 && follows ? `/signaturer/${views[0].id}/afvist-fil` : null;
  return <DocumentSignature views={views} refused={refused} follows={follows} post={views[0] ? signedPost(db, c.get('actor'), views[0].id) : null} />;
}

const askingOf = (c: Ctx, { id, caseId }: DocumentDetail, typed: Asking['typed']): Asking => ({
  colleagues: colleaguesOn(c.get('deps'), c.get('actor'), caseId), asked: askedAbout(c.get('deps').db, { kind: 'document', id }), today: localDay(c.get('deps').clock.now()), typed,
});

/** Asks a colleague to look at the document. */
export async function takeAsk(c: Ctx) {
  const document = getDocument(c.get('deps').db, c.get('actor'), c.req.param('id') ?? '');
  const form = await readForm(c);
  const typed = { userId: form.text('kollega'), note: form.text('note'), dueOn: form.text('senest') };
  return attempt(c, () => {
    askColleague(c.get('deps'), c.get('actor'), { subject: { kind: 'document', id: document.id }, caseId: document.caseId, ...typed });
    sayDone(c, 'noticeGiven');
  }, { to: `/dokumenter/${document.id}` }, (problem) => documentPage(c, document, { problem, asked: typed }));
}

export function showDocumentHistory(c: Ctx) {
  const { db } = c.get('deps');
  const document = getDocument(db, c.get('actor'), c.req.param('id') ?? '');
  const entries = documentHistory(db, c.get('actor'), document.id, { before: beforeOf(c) });
  return page(c, { title: texts.history.title, lead: document.title, crumbs: around(c, document, texts.history.title) }, <History entries={entries} named={namedIn(c, entries, document.id)} older={`/dokumenter/${document.id}/historik`} />);
}

/** What was done with one of its files. */
export function showFileHistory(c: Ctx) {
  const { db } = c.get('deps');
  const choice = fileChoice(c);
  const document = getDocument(db, c.get('actor'), c.req.param('id') ?? '');
  const entries = fileHistory(db, c.get('actor'), document.id, choice, { before: beforeOf(c) });
  const file = document.files.find((each) => each.role === choice.role && each.position === choice.position)!;
  return page(c, { title: texts.history.title, lead: fileTitle(document, file), crumbs: around(c, document, texts.history.title) }, <History entries={entries} older={`${fileAddress(document.id, file)}/historik`} />);
}
