import type { DocumentChecks } from '../../src/sending/document-checks.ts';
import { Alert } from '../components/alert.tsx';
import { Facts } from '../components/facts.tsx';
import { Icon } from '../components/icon.tsx';
import { checkWords as words } from '../texts/document-checks.ts';
import { bytes } from '../texts/count.ts';
import type { FileKind } from '../../src/formats/types.ts';

const mostHidden = 5;

/** What the file holds that the pages do not show, and what was left out: to be seen before anything is sent. */
export const CheckWarnings = ({ checks: { hidden, notes } }: { checks: DocumentChecks }) => (
  <>
    {hidden.length > 0 ? (
      <Alert tone="warning" heading={words.hiddenHeading(hidden.length)}>
        <ul>{hidden.slice(0, mostHidden).map(({ kind, masked, place }) => <li>{words.hiddenRow(kind, masked, place)}</li>)}{hidden.length > mostHidden ? <li>{words.hiddenMore(hidden.length - mostHidden)}</li> : null}</ul>
        <p>{words.hiddenLead}</p>
      </Alert>
    ) : null}
    {notes.length > 0 ? <Alert tone="info" heading={words.notesHeading}>{notes.length === 1 ? words.note(notes[0]!) : <ul>{notes.map((note) => <li>{words.note(note)}</li>)}</ul>}</Alert> : null}
  </>
);

const lettersIn = (counts: NonNullable<DocumentChecks['envelope']>) => counts.fits + counts.crosses + counts.empty + counts.number;
const envelope = (counts: NonNullable<DocumentChecks['envelope']>) => (counts.fits === lettersIn(counts) ? words.envelopeFits(counts.fits) : words.envelopeNot(counts));

/** Facts of the document: file, paper, blank pages, fonts, envelope. What deserves a thought has one beneath. */
export const DocumentPanel = ({ id, checks, purged }: { id: string; checks: DocumentChecks; purged: boolean }) => {
  const { madeFrom, papers, blank, fonts, envelope: window } = checks;
  const thoughts = [papers.length > 1 ? words.oddPaper : '', blank.length > 0 ? words.blankDo : '', fonts.length > 0 ? words.fontsDo : '', window && window.fits < lettersIn(window) ? words.envelopeDo : ''].filter(Boolean);
  return (
    <section class="panel" aria-labelledby="document-checks">
      <h2 id="document-checks">{words.heading}</h2>
      <Facts rows={[
        [words.file, words.fileWords(checks.filename, bytes(checks.size))],
        [words.madeFrom, madeFrom && words.kinds[madeFrom as FileKind]],
        [words.paper, papers.length > 0 ? words.papers(papers) : null],
        [words.blank, blank.length > 0 ? words.blankWords(blank) : null],
        [words.fonts, fonts.length > 0 ? words.fontsMissing(fonts.map(({ name }) => name)) : words.fontsAll],
        [words.envelope, window && envelope(window)],
      ]} />
      {thoughts.map((thought) => <p class="quiet">{thought}</p>)}
      {purged ? null : <a class="function-link" href={`/afsendelser/${id}/fil`}><Icon name="download" small />{words.download}</a>}
    </section>
  );
};
