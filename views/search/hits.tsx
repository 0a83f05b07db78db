import type { SearchHit, Snippet } from '../../src/search/index.ts';
import { danishDay } from '../../src/core/dates.ts';
import { Tick } from '../bulk/bar.tsx';
import { Icon } from '../components/icon.tsx';
import { texts } from '../texts.ts';

const words = texts.search;

const Marked = ({ parts }: { parts: Snippet }) => <>{parts.map((part) => (part.hit ? <mark>{part.text}</mark> : part.text))}</>;

const icons = { sent: 'send', received: 'email', internal: 'file' } as const;

/** One case or document: its title, where it lies, and the place in the text where the words stand. */
export const Hit = ({ hit, ticked }: { hit: SearchHit; ticked: boolean }) => (
  <li class={ticked ? 'hit hit-ticked' : 'hit'}>
    {ticked ? <Tick subject={hit.kind} id={hit.id} title={hit.title.map(({ text }) => text).join('')} /> : null}
    <p class="hit-title">
      <Icon name={hit.kind === 'case' ? 'folder' : icons[hit.direction ?? 'internal']} small />
      <a href={hit.kind === 'case' ? `/sager/${hit.id}` : `/sager/${hit.caseId}?dokument=${hit.id}`}><Marked parts={hit.title} /></a>
    </p>
    <p class="hit-about">
      {[
        hit.kind === 'case' ? words.caseHit : hit.documentType,
        hit.kind === 'document' && hit.direction ? words.directions[hit.direction] : null,
        hit.kind === 'document' ? hit.caseTitle : null, danishDay(hit.at),
      ].filter(Boolean).join(' · ')}
    </p>
    {hit.snippet ? <p class="hit-text"><Marked parts={hit.snippet} /></p> : null}
  </li>
);
