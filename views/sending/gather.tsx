import type { Problem } from '../../src/core/errors.ts';
import { Alert } from '../components/alert.tsx';
import { Labelled } from '../components/field.tsx';
import { lists } from '../texts/lists.ts';
import { sentenceOf } from '../texts.ts';

const words = lists.many;

/** Many files to become one dispatch. */
export const Gather = ({ most, megabytes, accept, refused }: { most: number; megabytes: number; accept: string; refused: { filename: string; problem: Problem }[] }) => (
  <>
    {refused.length > 0 ? <Alert tone="error" heading={words.refused}>{refused.slice(0, 10).map(({ filename, problem }) => <p>{filename ? <><strong>{filename}</strong>: </> : null}{sentenceOf(problem)}</p>)}</Alert> : null}
    <section class="panel">
      <form class="upload-form" method="post" action="/breve/samling" enctype="multipart/form-data">
        <Labelled id="filer" label={words.files} hint={words.hint(most, megabytes)}>
          <input class="form-input file-input" id="filer" name="filer" type="file" accept={accept} multiple required aria-describedby="filer-hint" />
        </Labelled>
        <button class="button button-primary" type="submit">{words.upload}</button>
      </form>
    </section>
  </>
);
