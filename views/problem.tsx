import type { ProblemCode } from '../src/core/errors.ts';
import { Layout, type Frame } from './layout.tsx';
import { problemPage } from './texts/problem-page.ts';
import { sentenceOf, type Said } from './texts.ts';

/** The page for something that went wrong: what, why, and a way on. */
export const ProblemPage = ({ frame, code, said }: { frame: Frame; code: ProblemCode; said: Said }) => (
  <Layout frame={frame} title={problemPage.titles[code]}>
    <div class="decision">
      <p>{sentenceOf(said)}</p>
      <p><a class="button button-secondary" href="/">{problemPage.home}</a></p>
    </div>
  </Layout>
);
