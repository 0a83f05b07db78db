import { caseAccessList, listUsers, may } from '../../access/index.ts';
import { getCase } from '../../archive/index.ts';
import { AccessPanel } from '../../../views/archive/access-panel.tsx';
import { CaseFacts } from '../../../views/archive/case-facts.tsx';
import type { Ctx } from '../route.ts';
import { casePage } from './case-page.tsx';

export function showCaseDetails(c: Ctx) {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  const found = getCase(db, actor, c.req.param('id') ?? '');
  const access = caseAccessList(db, found.id);
  const users = may(actor, 'grant_cases') ? listUsers(db, actor).filter((user) => !user.lockedAt && may(user, 'read_cases')) : undefined;
  return casePage(c, found, 'details', <><CaseFacts found={found} /><AccessPanel caseId={found.id} access={access} users={users} /></>);
}
