import { Alert } from '../components/alert.tsx';
import { paper } from '../texts/paper.ts';
import { sentenceOf } from '../texts.ts';

const words = paper.gone;

/** What became of what was chosen, where it is more than one batch. */
export const Gone = ({ print, remote, handled, left }: { print: string | null; remote: string | null; handled: number; left: [reason: string, letters: number][] }) => (
  <>
    <Alert tone={left.length > 0 ? 'warning' : 'success'}>
      {handled > 0 ? <p>{words.handled(handled)}</p> : null}
      {left.map(([reason, letters]) => <p>{words.left(letters)} {sentenceOf({ reason })}</p>)}
    </Alert>
    <div class="form-acts">
      {print ? <a class="button button-primary" href={`/printbunker/${print}`}>{words.print}</a> : null}
      {remote ? <a class="button button-secondary" href={`/printbunker/${remote}`}>{words.remote}</a> : null}
      <a class="button button-secondary" href="/breve-der-kraever-dig">{paper.backToNeeds}</a>
    </div>
  </>
);
