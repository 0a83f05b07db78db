import { Icon } from '../components/icon.tsx';
import { texts } from '../texts.ts';

/** One's own saved searches; nothing where there are none. */
export const SavedSearches = ({ named, current }: { named: { id: string; name: string }[]; current?: string | undefined }) => (named.length === 0 ? null : (
  <nav class="saved" aria-label={texts.search.saved}>
    <h2>{texts.search.saved}</h2>
    <ul class="tree">
      {named.map(({ id, name }) => <li><a href={`/soegninger/${id}`} aria-current={id === current ? 'page' : undefined}><Icon name="search" small /><span>{name}</span></a></li>)}
    </ul>
  </nav>
));
