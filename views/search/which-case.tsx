import type { CaseList } from '../../src/archive/index.ts';
import { ArchiveSide, type Side } from '../archive/side.tsx';
import { Empty } from '../components/empty.tsx';
import { texts } from '../texts.ts';
import { CriteriaFields, type Criteria } from './criteria-list.tsx';

const words = texts.search;

/** The cases that what was typed may mean, each one click from the search it narrows down. */
export const WhichCase = ({ side, criteria, typed, found }: { side: Side; criteria: Criteria; typed: string; found: CaseList }) => (
  <div class="archive">
    <ArchiveSide side={side} searched={criteria} typedCase={typed} />
    <div>
      {found.total === 0 ? <Empty icon="search" heading={words.noSuchCase}><p>{words.noSuchCaseText}</p></Empty> : (
        <ul class="plain-list">
          {found.rows.map((each) => (
            <li class="file">
              <span class="file-words"><strong>{each.title}</strong><span>{[each.identifier, each.className].filter(Boolean).join(' \u00b7 ')}</span></span>
              <form method="post" action="/soegninger">
                <CriteriaFields criteria={criteria} without="caseId" />
                <input type="hidden" name="sag" value={each.id} />
                <button class="button button-secondary" type="submit">{words.choose}<span class="sr-only"> {each.title}</span></button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {found.total > found.rows.length ? <p class="quiet">{words.whichMore(found.rows.length)}</p> : null}
    </div>
  </div>
);
