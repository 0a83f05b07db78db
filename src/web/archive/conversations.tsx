import { openCase } from '../../archive/index.ts';
import { caseConversations } from '../../receiving/index.ts';
import { Conversations } from '../../../views/archive/conversations.tsx';
import { pageNumber } from '../form.ts';
import type { Ctx } from '../route.ts';
import { casePage } from './case-page.tsx';

/** Every thread of the case, both directions as one; what stands there is a view of the case, and logged as one. */
export function showConversations(c: Ctx) {
  const deps = c.get('deps');
  const found = openCase(deps, c.get('actor'), c.req.param('id') ?? '');
  return casePage(c, found, 'conversations', <Conversations caseId={found.id} list={caseConversations(deps, c.get('actor'), found.id, pageNumber(c))} />);
}
