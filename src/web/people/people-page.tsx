import type { Child } from 'hono/jsx';
import type { Problem } from '../../core/errors.ts';
import { PeopleTabs, type PeopleTab } from '../../../views/people/tabs.tsx';
import { page } from '../page.tsx';
import type { Ctx } from '../route.ts';

type Props = { title: string; heading?: Child; lead?: Child; actions?: Child; problem?: Problem | undefined; problemHeading?: string | undefined; refresh?: number | undefined };

/** A page of the register: its tabs over whatever it shows. */
export const peoplePage = (c: Ctx, tab: PeopleTab, props: Props, body: Child) => page(c, { styles: ['people/people.css'], ...props }, <><PeopleTabs current={tab} />{body}</>);
