import type { Child } from 'hono/jsx';
import type { HistoryEntry } from '../../src/audit/index.ts';
import type { DocumentDetail, DocumentFile } from '../../src/archive/types.ts';
import { danishDay, danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Facts } from '../components/facts.tsx';
import { HistoryTable } from '../components/history.tsx';
import { attentionWords, company } from '../texts/company.ts';
import { addresseeWords, copies } from '../texts/copies.ts';
import { texts } from '../texts.ts';
import { Files } from './files.tsx';
import { FileTabs, Pages, shownOf } from './preview.tsx';
import { Receipts } from './receipts.tsx';

const words = texts.document;
const inCase = texts.case;

type Props = { document: DocumentDetail; /** The attachment that is shown in place of the letter. */ shown?: Pick<DocumentFile, 'role' | 'position'> | undefined; history: HistoryEntry[]; /** May follow the letter to its dispatch. */ seesDispatch: boolean; /** May change what lies on the case. */ mayChange: boolean; /** What other parts know of the document. */ children?: Child };

const About = ({ document, seesDispatch }: Pick<Props, 'document' | 'seesDispatch'>) => (
  <section class="panel">
    <Facts rows={[
      [inCase.columns.type, document.documentType],
      [copies.addressee, document.addressee && addresseeWords(document.addressee)],
      [company.addressee, document.addressee?.attention && attentionWords(document.addressee.attention)],
      [words.directionLabel, words.direction[document.direction]],
      [inCase.columns.sent, document.sentAt && danishTime(document.sentAt)],
      [inCase.columns.received, document.receivedAt && danishTime(document.receivedAt)],
      [inCase.columns.disposal, document.disposalDate && danishDay(document.disposalDate)],
    ]} />
    <div class="button-group">
      <Act action={`/dokumenter/${document.id}/eksport`} label={inCase.export} icon="download" />
      <a class="function-link" href={`/sager/${document.caseId}`}>{words.backToCase}</a>
      {document.dispatchId && seesDispatch ? <a class="function-link" href={`/afsendelser/${document.dispatchId}`}>{words.dispatch}</a> : null}
    </div>
  </section>
);

/** Left what is known about the document, right its pages. */
export const DocumentPage = ({ document, shown, history, seesDispatch, mayChange, children }: Props) => {
  const file = shownOf(document, shown);
  return (
    <div class="document-grid">
      <div>
        <About document={document} seesDispatch={seesDispatch} />
        <Files document={document} mayChange={mayChange} />
        {children}
        {document.direction === 'internal' ? null : <Receipts receipts={document.receipts} ours={document.direction === 'received'} />}
        <section aria-labelledby="history">
          <h2 id="history">{words.history}</h2>
          <HistoryTable entries={history} />
          <p><a href={`/dokumenter/${document.id}/historik`}>{texts.history.all}</a></p>
        </section>
      </div>
      {file ? <aside class="preview" aria-label={inCase.preview}><FileTabs document={document} current={file} href={(name) => `/dokumenter/${document.id}${name ? `?fil=${name}` : ''}`} /><Pages document={document} file={file} /></aside> : null}
    </div>
  );
};
