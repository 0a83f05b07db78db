import { mostInBulk, offeredActs, type BulkSubject } from '../../archive/index.ts';
import type { BulkOffer } from '../../../views/bulk/bar.tsx';
import type { Ctx } from '../route.ts';

/** What a page with rows to choose among loads. */
export const bulkAssets = { styles: ['bulk/bulk.css'], modules: ['bulk/bulk.js'] };

type Shown = { /** The page it stands on, to come back to. */ origin: string; kind: BulkOffer['kind']; cases: string[]; documents: string[]; total: number; more?: boolean };

/** The acts that whoever looks may do to rows of a page; null where there are none. */
export function bulkOffer(c: Ctx, { cases, documents, more = false, ...shown }: Shown): BulkOffer | null {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const of = (subject: BulkSubject, ids: string[]) => ({ subject, acts: offeredActs(db, actor, subject, ids) });
  const groups = [of('document', documents), of('case', cases)].filter(({ acts }) => acts.length > 0);
  if (groups.length === 0) return null;
  const page = [...documents.map((id) => `document:${id}`), ...cases.map((id) => `case:${id}`)];
  return { ...shown, more, most: mostInBulk, groups, goesOn: more || shown.total > page.length, page: shown.kind === 'case' ? [] : page };
}
