import type { Child } from 'hono/jsx';
import type { CaseCriteria, CaseTree, DocumentType } from '../../src/archive/index.ts';
import type { Criteria } from '../search/criteria-list.tsx';
import { SearchForm } from '../search/form.tsx';
import { SavedSearches } from '../search/saved.tsx';
import { bulk } from '../texts/bulk.ts';
import { people } from '../texts/people.ts';
import { retention } from '../texts/retention.ts';
import { Tree } from './tree.tsx';

export type Side = { tree: CaseTree; types: DocumentType[]; caseTypes: { id: string; name: string }[]; fields: { id: string; name: string; of: string }[]; officers: { id: string; name: string }[]; named: { id: string; name: string }[]; /** May see the register of people. */ people: boolean; /** Has done something to many at once. */ bulk: boolean; /** May see what can be disposed of. */ disposal: boolean };

/** The left of every page of the archive: search, what narrows it down (`children`), saved searches, tree. */
export const ArchiveSide = ({ side, searched, typedCase, searchId, branch, children }: { side: Side; searched?: Criteria; typedCase?: string; searchId?: string; branch?: CaseCriteria; children?: Child }) => (
  <div class="archive-left">
    <SearchForm tree={side.tree} types={side.types} caseTypes={side.caseTypes} fields={side.fields} officers={side.officers} criteria={searched} typedCase={typedCase} />
    {children}
    <SavedSearches named={side.named} current={searchId} />
    {searched ? null : <Tree tree={side.tree} criteria={branch} />}
    {side.bulk ? <p><a href="/samlet">{bulk.mine}</a></p> : null}
    {side.disposal ? <p><a href="/kassation">{retention.page.archiveLink}</a></p> : null}
    {side.people ? <p><a href="/elever">{people.title}</a></p> : null}
  </div>
);
