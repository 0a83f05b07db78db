import type { DocumentDetail } from '../../src/archive/types.ts';
import type { DocumentVersion, FieldValue, Note } from '../../src/archive/index.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Act } from '../components/act.tsx';
import { Facts } from '../components/facts.tsx';
import { Field } from '../components/field.tsx';
import { fieldShown } from '../cases/field-words.ts';
import { Notes, type EditedNote } from '../cases/notes.tsx';
import { sentenceOf, texts } from '../texts.ts';

const words = texts.filing;

export type DocumentExtras = {
  mayChange: boolean; mayApprove: boolean; version: number; approved: { at: string; by: string } | null; readable: 'waiting' | 'made' | 'none' | 'failed' | null; unsearchable: string | null; folder: string | null;
  fields: FieldValue[]; keywords: string[]; versions: DocumentVersion[]; notes: Note[]; /** One's own note that was just taken away; a new one as typed, and one that is being changed. */
  gone?: string | undefined; typed?: string | undefined; editing?: EditedNote | undefined;
};

/** What a document says of itself beside its files, and the acts on it for whoever may. */
export const DocumentActs = ({ document, extras }: { document: DocumentDetail; extras: DocumentExtras }) => (
  <>
    {extras.readable === 'waiting' ? <p class="quiet" role="status" data-reading="1">{words.reading}</p> : null}
    {extras.readable === 'none' ? <p class="quiet">{words.unreadable}</p> : null}
    {extras.readable === 'failed' ? <p class="quiet">{words.failed}</p> : null}
    {extras.unsearchable ? <p class="quiet">{sentenceOf({ reason: extras.unsearchable })}</p> : null}
    <section class="panel" aria-labelledby="godkendelse">
      <h2 id="godkendelse">{words.approval}</h2>
      <Facts rows={[
        [words.approval, extras.approved && words.approved(danishTime(extras.approved.at), extras.approved.by)],
        [words.fromFolder, extras.folder],
        ...extras.fields.map((field): [string, string] => [field.name, fieldShown(field)]),
        [words.keywords, extras.keywords.join(', ')],
      ]} />
      <div class="button-group">
        {!extras.mayApprove ? null : extras.approved
          ? <Act action={`/dokumenter/${document.id}/godkendelse`} label={words.takeBack} />
          : <Act action={`/dokumenter/${document.id}/godkendelse`} label={words.approve} icon="check" fields={{ godkendt: '1' }} />}
        {extras.mayChange ? <a class="button button-secondary" href={`/dokumenter/${document.id}/rettelse`}>{words.edit}</a> : null}
        {extras.mayChange ? <a class="button button-secondary" href={`/dokumenter/${document.id}/flytning`}>{words.move}</a> : null}
      </div>
    </section>
    {document.direction === 'internal' && extras.mayChange ? <Attach id={document.id} /> : null}
    {document.direction === 'internal' ? <Versions document={document} extras={extras} /> : null}
    <section aria-labelledby="noter">
      <h2 id="noter">{words.notes}</h2>
      <Notes action={`/dokumenter/${document.id}/noter`} notes={extras.notes} small typed={extras.typed} gone={extras.gone} editing={extras.editing} />
    </section>
  </>
);

const Attach = ({ id }: { id: string }) => (
  <section class="panel" aria-labelledby="bilag">
    <h2 id="bilag">{words.attachments}</h2>
    <form class="grant" method="post" action={`/dokumenter/${id}/bilag`} enctype="multipart/form-data">
      <Field id="bilag-filer" name="filer" type="file" label={words.newAttachments} multiple required />
      <button class="button button-secondary" type="submit">{words.attach}</button>
    </form>
  </section>
);

const Versions = ({ document, extras }: { document: DocumentDetail; extras: DocumentExtras }) => (
  <section class="panel" aria-labelledby="versioner">
    <h2 id="versioner">{words.versions}</h2>
    <p>{words.current(extras.version)}</p>
    {extras.versions.length > 0 ? (
      <ul class="plain-list">
        {extras.versions.map((each) => (
          <li class="file">
            <span class="file-words"><strong>{words.version(each.version)}</strong><span>{each.filename} · {words.replaced(danishTime(each.replacedAt), each.replacedBy)}</span></span>
            <a class="function-link" href={`/dokumenter/${document.id}/versioner/${each.version}`}>{words.download}<span class="sr-only"> {words.version(each.version)}</span></a>
          </li>
        ))}
      </ul>
    ) : null}
    {extras.mayChange ? (
      <form class="grant" method="post" action={`/dokumenter/${document.id}/versioner`} enctype="multipart/form-data">
        <Field id="version-fil" name="fil" type="file" label={words.newVersion} required />
        <button class="button button-secondary" type="submit">{words.upload}</button>
      </form>
    ) : null}
  </section>
);
