import { sending } from '../../texts/sending.ts';

type Props = { id: string; action: string; label: string; hideLabel?: boolean; hint?: string; button: string; about?: string; /** What the file field offers. */ accept: string; megabytes: number; one?: boolean };

/** A plain form for files; with scripts they can be dropped on it, and each says how far it has come. */
export const UploadForm = ({ id, action, label, hideLabel, hint, button, about, accept, megabytes, one }: Props) => (
  <form class="attach-upload" id={`upload-${id}`} method="post" action={action} enctype="multipart/form-data" data-megabytes={String(megabytes)} data-sending={sending.upload.sending}
    data-too-large={sending.upload.tooLarge.replace('{megabytes}', String(megabytes))} data-failed={sending.upload.failed}>
    <label class={hideLabel ? 'sr-only' : 'form-label'} for={`fil-${id}`}>{label}</label>
    {hint ? <span class="form-hint" id={`fil-${id}-hint`}>{hint}</span> : null}
    <div class="drop-row">
      <input class="form-input file-input" id={`fil-${id}`} name="fil" type="file" accept={accept} aria-describedby={hint ? `fil-${id}-hint` : undefined} multiple={!one} required />
      <button class="button button-secondary" type="submit">{button}{about ? <span class="sr-only"> {about}</span> : null}</button>
    </div>
    <p class="upload-words" role="status" hidden></p>
  </form>
);
