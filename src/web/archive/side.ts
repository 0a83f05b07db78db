import { listUsers, may } from '../../access/index.ts';
import { caseTree, hasBulks, type CaseCounts, listAllFields, listCaseTypes, listDocumentTypes, listNamedSearches } from '../../archive/index.ts';
import type { Side } from '../../../views/archive/side.tsx';
import type { Ctx } from '../route.ts';

/** What stands at the left of every page of the archive: what one may search by, the tree, one's saved searches. */
export function archiveSide(c: Ctx, counts?: CaseCounts): Side {
  const { db } = c.get('deps');
  const actor = c.get('actor');
  return {
    tree: caseTree(db, actor, counts), types: listDocumentTypes(db), caseTypes: listCaseTypes(db).filter(({ id, kind }) => id !== kind), fields: listAllFields(db), named: listNamedSearches(db, actor), disposal: may(actor, 'dispose'), people: may(actor, 'people'), bulk: hasBulks(db, actor),
    // Whoever does not give cases out finds their own.
    officers: may(actor, 'grant_cases') ? listUsers(db, actor).filter((each) => may(each, 'read_cases')).map(({ id, name }) => ({ id, name })) : [{ id: actor.id, name: actor.name }],
  };
}
