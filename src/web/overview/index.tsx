import { may } from '../../access/index.ts';
import { localDay } from '../../core/dates.ts';
import { approvalsWaiting, batchesWaiting, countDispatches, countSignatures, listDispatches, needsPersonCount } from '../../sending/index.ts';
import { Overview } from '../../../views/overview/overview.tsx';
import { texts } from '../../../views/texts.ts';
import { shownNotices } from '../notices/subject.ts';
import { messageCounts } from '../../receiving/index.ts';
import { batchesToApprove, dueCount } from '../../retention/index.ts';
import { page } from '../page.tsx';
import { mailTroubleSince } from '../receiving/lists.tsx';
import type { Ctx, Route } from '../route.ts';
import { healthOf } from './health.ts';

/** From so many documents ready for disposal the page says "or more", so that it need not count them all. */
const mostCounted = 1000;

function showOverview(c: Ctx) {
  const deps = c.get('deps');
  const actor = c.get('actor');
  const sends = may(actor, 'dispatch');
  const counts = sends ? countDispatches(deps.db, actor) : { drafts: 0, running: 0, newestRunning: null };
  // What is under way first, filled up with what was finished last.
  const latest = sends ? (['open', 'done'] as const).flatMap((view) => listDispatches(deps.db, actor, { view, page: 1, rows: 5 }).rows).slice(0, 5) : [];
  const role = sends ? 'sender' : may(actor, 'read_cases') ? 'reader' : 'administrator';
  return page(c, { title: texts.overview.title, actions: sends ? <a class="button button-primary" href="/afsendelser">{texts.overview.newDispatch}</a> : undefined },
    <Overview
      role={role}
      post={{ ...messageCounts(deps.db, actor), trouble: may(actor, 'steer_post') ? mailTroubleSince(c) : undefined }}
      batches={batchesWaiting(deps.db, actor)}
      approvals={approvalsWaiting(deps.db, actor)}
      disposal={{ due: dueCount(deps, actor, mostCounted), most: mostCounted, batches: batchesToApprove(deps.db, actor) }}
      needsPerson={sends ? needsPersonCount(deps.db, actor) : 0}
      {...counts}
      recent={latest}
      signatures={sends ? countSignatures(deps.db, actor, null, localDay(deps.clock.now())) : { missing: 0, overdue: 0, failed: 0 }}
      notices={shownNotices(c, { view: 'open', page: 1 })}
      health={may(actor, 'administer') ? healthOf(deps) : undefined}
    />);
}

export const overviewRoutes: Route[] = [{ method: 'GET', path: '/overblik', rule: 'signed_in', handler: showOverview }];
