import type { MergeFileView } from '../../../src/sending/index.ts';
import { Act } from '../../components/act.tsx';
import { Icon } from '../../components/icon.tsx';
import { attachments } from '../../texts/attachments.ts';
import { sentenceOf } from '../../texts.ts';
import type { RefusedInput } from './item.tsx';
import { Unlock } from './unlock.tsx';
import { UploadForm } from './upload-form.tsx';

const words = attachments.merge;

const stateOf = (file: MergeFileView) =>
  file.state === 'reading' ? words.reading : file.state === 'refused' ? words.refused : file.state === 'confirmed' ? words.confirmed(file.parts) : words.waits;

/** A second merge file: what has come of those there are, and where one is put in. */
export const MergePanel = ({ dispatchId, merges, megabytes, accept, back, refused }: { dispatchId: string; merges: MergeFileView[]; megabytes: number; accept: string; back: string; refused: RefusedInput | undefined }) => (
  <section class="panel" aria-labelledby="flettefil">
    <h2 id="flettefil">{words.heading}</h2>
    <p class="quiet">{words.lead}</p>
    {merges.length > 0 ? (
      <ul class="attached-list no-max-width">
        {merges.map((file) => (
          <li class="attached">
            <Icon name="file-pdf" small />
            <div class="attached-what">
              <strong>{file.filename}</strong>
              <span class="attached-facts">{[stateOf(file), file.pages ? attachments.item.pages(file.pages) : null].filter(Boolean).join(' · ')}</span>
              {file.problem ? <p class="attached-note attached-bad"><Icon name="error" small />{sentenceOf({ reason: file.problem.key, values: file.problem.values })}</p> : null}
              <Unlock fileId={file.id} problem={file.problem} about={file.filename} back={back} refused={refused} />
              {file.state === 'refused' ? null : <a href={`/bilagsfiler/${file.id}`}>{words.look}<span class="sr-only">, {file.filename}</span></a>}
            </div>
            <div class="attached-acts"><Act action={`/bilagsfiler/${file.id}/fjernelse`} label={`${words.remove}: ${file.filename}`} icon="close" look="link" iconOnly fields={{ til: back }} /></div>
          </li>
        ))}
      </ul>
    ) : null}
    <UploadForm id="flettefil" action={`/afsendelser/${dispatchId}/bilag/flettefil`} label={words.upload} button={words.button} megabytes={megabytes} accept={accept} one />
  </section>
);
