import type { Child } from 'hono/jsx';
import type { Problem } from '../../core/errors.ts';
import { AdminTabs, type AdminTab } from '../../../views/admin/tabs.tsx';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

/** A page of the administration: its tabs over whatever it shows. */
export const adminPage = (c: Ctx, tab: AdminTab, props: { title: string; heading?: Child; lead?: Child; actions?: Child; problem?: Problem | undefined; problemHeading?: string | undefined; refresh?: number | undefined }, body: Child) =>
  page(c, props, <><AdminTabs current={tab} />{body}</>);
