import type { Child } from 'hono/jsx';
import type { CaseDetail } from '../../src/archive/types.ts';
import { Act } from '../components/act.tsx';
import { Alert } from '../components/alert.tsx';
import { CaseBadge } from '../components/state-badge.tsx';
import { Tabs } from '../components/tabs.tsx';
import { texts } from '../texts.ts';
import { ArchiveSide, type Side } from './side.tsx';

const words = texts.case;
export type CaseTab = 'documents' | 'conversations' | 'notes' | 'history' | 'details';

type Props = {
  side: Side; found: CaseDetail; tab: CaseTab;
  /** How many have been given access besides the officer. */
  given: number;
  /** The full numbers, only in the answer to somebody who asked. */
  numbers?: string[] | undefined;
  reveal: boolean;
  preview?: Child;
  children?: Child;
};

const tabs: { tab: CaseTab; path: string }[] = [{ tab: 'documents', path: '' }, { tab: 'conversations', path: '/samtaler' }, { tab: 'notes', path: '/noter' }, { tab: 'history', path: '/historik' }, { tab: 'details', path: '/oplysninger' }];

const CaseNumber = ({ found, numbers }: Pick<Props, 'found' | 'numbers'>) => (
  <dd id="case-number">
    <span class="number">{numbers ? numbers.join(', ') : found.identifiers.map((each) => each.masked).join(', ')}</span>
    {!numbers && found.identifiers.some((each) => each.kind === 'cpr')
      ? <Act action={`/sager/${found.id}/nummervisning`} label={words.show} icon="visibility" look="link" iconOnly replaces="case-number" /> : null}
  </dd>
);

const Head = ({ found, given, numbers }: Pick<Props, 'found' | 'given' | 'numbers'>) => (
  <dl class="case-head">
    {found.identifiers.length > 0 ? <div><dt>{words.number}</dt><CaseNumber found={found} numbers={numbers} /></div> : null}
    {found.className ? <div><dt>{words.className}</dt><dd>{found.className}</dd></div> : null}
    <div><dt>{words.status}</dt><dd><CaseBadge status={found.status} /></dd></div>
    <div><dt>{words.officer}</dt><dd>{found.officer ?? words.noOfficer}</dd></div>
    <div><dt>{words.seenBy}</dt><dd>{found.confidential ? words.seenByNamed : `${words.seenByRoles}${given > 0 ? ` ${words.seenByMore(given)}` : ''}`}</dd></div>
  </dl>
);

/** Tree, case and preview, as the whitepaper's archive has them. */
export const CaseFrame = ({ side, found, tab, given, numbers, preview, children }: Props) => (
  <div class={preview ? 'archive archive-case' : 'archive'}>
    <ArchiveSide side={side} />
    <div class="case">
      {found.protectedAddress ? <Alert tone="warning" heading={words.protected}>{words.protectedText}</Alert> : null}
      {found.confidential ? <Alert tone="info" heading={texts.cases.confidentialNow}>{texts.cases.confidentialText}</Alert> : null}
      {found.mergedInto ? <Alert tone="warning" heading={texts.cases.mergedNow}>{texts.cases.mergedText} <a href={`/sager/${found.mergedInto.id}`}>{found.mergedInto.title}</a></Alert> : null}
      <Head found={found} given={given} numbers={numbers} />
      <Tabs label={words.tabs} items={tabs.map((each) => ({ href: `/sager/${found.id}${each.path}`, label: words[each.tab], current: each.tab === tab }))} />
      {children}
    </div>
    {preview ?? null}
  </div>
);
