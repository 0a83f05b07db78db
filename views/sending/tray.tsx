import type { Problem } from '../../src/core/errors.ts';
import type { DispatchSummary, SetUpBlocker } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Icon } from '../components/icon.tsx';
import { batches as batchWords } from '../texts/paper.ts';
import { lists } from '../texts/lists.ts';
import { sending } from '../texts/sending.ts';
import { sentenceOf } from '../texts.ts';
import { NotReady } from './blockers.tsx';
import { DispatchList } from './dispatch-list.tsx';

type Props = {
  view: 'open' | 'done';
  list: { rows: DispatchSummary[]; total: number; page: number; pageSize: number };
  needsPerson: number;
  /** Batches of paper that wait. */
  batches: number;
  /** What was not taken of an upload. A form without a file has no file name. */
  refused: { filename: string; problem: Problem }[];
  megabytes: number;
  /** Which files the box takes, as a file field says it. */
  accept: string;
  /** Why nothing can be sent yet. */
  notReady: SetUpBlocker[];
  administers: boolean;
  samples: { titleDa: string; descriptionDa: string; letters: number }[];
};
const words = sending.tray;

/** A plain form; with scripts a file can be dropped anywhere on the page and the upload tells how far it is. */
const Upload = ({ megabytes, accept }: { megabytes: number; accept: string }) => (
  <form id="upload" class="drop-zone" method="post" action="/afsendelser" enctype="multipart/form-data"
    data-sending={sending.upload.sending} data-storing={sending.upload.storing} data-failed={sending.upload.failed} data-drop={sending.upload.drop} data-done={sending.upload.done}
    data-too-large={sending.upload.tooLarge.replace('{megabytes}', String(megabytes))} data-megabytes={String(megabytes)}>
    <h2><label for="fil">{sending.upload.heading}</label></h2>
    <span class="form-hint" id="fil-hint">{sending.upload.hint(megabytes)}</span>
    <div class="drop-row">
      <input class="form-input file-input" id="fil" name="fil" type="file" accept={accept} aria-describedby="fil-hint" multiple required />
      <button class="button button-primary" type="submit">{sending.upload.button}</button>
    </div>
    <ul class="uploads no-max-width" id="uploads" hidden></ul>
    <template id="upload-line">
      <li class="upload-line">
        <p class="upload-words" role="status"></p>
        <progress class="progress" max="100" value="0"></progress>
        <p class="form-error-message" role="alert" hidden><Icon name="error" small /><span></span></p>
      </li>
    </template>
  </form>
);

const Samples = ({ samples }: Pick<Props, 'samples'>) => (
  <section class="samples" aria-labelledby="samples-heading">
    <h2 id="samples-heading">{sending.samples.heading}</h2>
    <p class="quiet lead">{sending.samples.lead}</p>
    <ul class="sample-list no-max-width">
      {samples.map((sample, number) => (
        <li>
          <div class="sample-head"><span>{sample.titleDa}</span><span class="quiet">{sending.samples.letters(sample.letters)}</span></div>
          <p class="quiet">{sample.descriptionDa}</p>
          <Act action={`/eksempler/${number}`} label={sending.samples.button} about={sample.titleDa} />
        </li>
      ))}
    </ul>
  </section>
);

const Refused = ({ refused }: Pick<Props, 'refused'>) => (
  <Alert tone="error" heading={sending.upload.refused(refused.length)}>
    {refused.map(({ filename, problem }) => <p>{filename ? <><strong>{filename}</strong>: </> : null}{sentenceOf(problem)}</p>)}
  </Alert>
);

export const Tray = ({ view, list, needsPerson, batches, refused, megabytes, accept, samples, notReady, administers }: Props) => (
  <>
    {refused.length > 0 ? <Refused refused={refused} /> : null}
    {notReady.length > 0 ? <NotReady blockers={notReady} administers={administers} /> : null}
    {batches > 0 ? <Alert tone="info" heading={`${batches} ${batchWords.overview(batches)}`}><a href="/printbunker">{batchWords.title}</a></Alert> : null}
    {needsPerson > 0 ? <Alert tone="warning" heading={words.needsPerson(needsPerson)}>{words.needsPersonLead} <a href="/breve-der-kraever-dig">{words.needsPersonLink}</a></Alert> : null}
    <div class={samples.length > 0 ? 'tray tray-with-samples' : 'tray'}>
      <div>
        <Upload megabytes={megabytes} accept={accept} />
        <p><a href="/breve/samling">{lists.many.link}</a></p>
        <DispatchList view={view} list={list} />
      </div>
      {samples.length > 0 ? <Samples samples={samples} /> : null}
    </div>
  </>
);
