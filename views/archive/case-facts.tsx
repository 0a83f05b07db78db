import type { CaseDetail } from '../../src/archive/types.ts';
import { danishTime } from '../../src/core/dates.ts';
import { Facts } from '../components/facts.tsx';
import { texts } from '../texts.ts';

const words = texts.case;

export const CaseFacts = ({ found }: { found: CaseDetail }) => (
  <section class="panel" aria-labelledby="facts">
    <h2 id="facts">{words.details}</h2>
    <Facts rows={[
      [words.kind, words.kinds[found.kind]],
      [words.status, texts.states.case[found.status]],
      [words.documents, texts.frame.count(found.documents)],
      [words.created, danishTime(found.createdAt)],
      [words.updated, danishTime(found.updatedAt)],
    ]} />
  </section>
);
