import type { HistoryEntry } from '../../audit/index.ts';
import { titlesOf } from '../../archive/index.ts';
import type { Named } from '../../../views/components/history.tsx';
import type { Ctx } from '../route.ts';

const idsOf = ({ subject, payload }: HistoryEntry): unknown[] => [subject.kind === 'document' ? subject.id : null, payload?.['from'], payload?.['to']];

/** The documents and cases that entries are about, as the reader may see them; not the one whose page it is (`own`). */
export function namedIn(c: Ctx, entries: HistoryEntry[], own: string): Named {
  const ids = [...new Set(entries.flatMap(idsOf))].filter((id): id is string => typeof id === 'string' && id !== own);
  return Object.fromEntries(titlesOf(c.get('deps').db, c.get('actor'), ids).map(({ id, kind, title }) => [id, { title, href: `/${kind === 'case' ? 'sager' : 'dokumenter'}/${id}` }]));
}
