import type { DispatchSummary } from '../../src/sending/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { Icon } from '../components/icon.tsx';
import { sending } from '../texts/sending.ts';
import { DispatchList } from './dispatch-list.tsx';

type Props = {
  view: 'open' | 'done';
  list: { rows: DispatchSummary[]; total: number; page: number; pageSize: number };
  needsPerson: number;
  megabytes: number;
  samples: { titleDa: string; descriptionDa: string; letters: number }[];
};
const words = sending.tray;

/** A plain form; with scripts a file can be dropped anywhere on the page and the upload tells how far it is. */
const Upload = ({ megabytes }: { megabytes: number }) => (
  <form id="upload" class="drop-zone" method="post" action="/afsendelser" enctype="multipart/form-data"
    data-sending={sending.upload.sending} data-storing={sending.upload.storing} data-failed={sending.upload.failed} data-drop={sending.upload.drop}
    data-too-large={sending.upload.tooLarge.replace('{megabytes}', String(megabytes))} data-megabytes={String(megabytes)}>
    <h2><label for="fil">{sending.upload.heading}</label></h2>
    <span class="form-hint" id="fil-hint">{sending.upload.hint(megabytes)}</span>
    <div class="drop-row">
      <input class="form-input file-input" id="fil" name="fil" type="file" accept="application/pdf,.pdf" aria-describedby="fil-hint" required />
      <button class="button button-primary" type="submit">{sending.upload.button}</button>
    </div>
    <div class="upload-progress" id="upload-progress" hidden>
      <progress class="progress" id="upload-bar" max="100" value="0" aria-labelledby="upload-status"></progress>
      <p id="upload-status" class="progress-text" role="status" aria-live="polite"></p>
    </div>
    <div class="alert alert-error upload-error" id="upload-error" role="alert" hidden><span class="alert-icon"><Icon name="error" /></span><div class="alert-body"><p class="alert-text"></p></div></div>
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

export const Tray = ({ view, list, needsPerson, megabytes, samples }: Props) => (
  <>
    {needsPerson > 0 ? <Alert tone="warning" heading={words.needsPerson(needsPerson)}>{words.needsPersonLead} <a href="/breve-der-kraever-dig">{words.needsPersonLink}</a></Alert> : null}
    <div class={samples.length > 0 ? 'tray tray-with-samples' : 'tray'}>
      <div>
        <Upload megabytes={megabytes} />
        <DispatchList view={view} list={list} />
      </div>
      {samples.length > 0 ? <Samples samples={samples} /> : null}
    </div>
  </>
);
