import { adminRoutes } from './admin/index.ts';
import { approvalRoutes } from './approval/index.tsx';
import { archiveRoutes } from './archive/index.ts';
import { assetRoutes } from './assets/index.ts';
import { myPageRoutes } from './my-page/index.tsx';
import { noticeRoutes } from './notices/index.tsx';
import { overviewRoutes } from './overview/index.tsx';
import { paperRoutes } from './paper/index.ts';
import { peopleRoutes } from './people/index.ts';
import { receivingRoutes } from './receiving/index.ts';
import { retentionRoutes } from './retention/index.tsx';
import { signatureRoutes } from './signatures/index.tsx';
import type { Route } from './route.ts';
import { bulkRoutes } from './bulk/index.ts';
import { caseRoutes } from './cases/index.ts';
import { filingRoutes } from './filing/index.ts';
import { searchRoutes } from './search/index.ts';
import { statisticsRoutes } from './statistics/index.tsx';
import { sendingRoutes } from './sending/index.ts';
import { sessionRoutes } from './session/index.ts';
import { setUpRoutes } from './setup/index.ts';

/** Every address of the portal with who may call it: the one table (a guard compares it with what is mounted). */
export const routes: Route[] = [
  ...assetRoutes,
  ...sessionRoutes,
  ...setUpRoutes,
  ...overviewRoutes,
  ...noticeRoutes,
  ...signatureRoutes,
  ...myPageRoutes,
  ...sendingRoutes,
  ...approvalRoutes,
  ...paperRoutes,
  ...receivingRoutes,
  ...retentionRoutes,
  ...caseRoutes,
  ...filingRoutes,
  ...archiveRoutes,
  ...searchRoutes,
  ...bulkRoutes,
  ...peopleRoutes,
  ...statisticsRoutes,
  ...adminRoutes,
];
