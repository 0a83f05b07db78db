import { HealthStrip } from '../../../views/overview/health-strip.tsx';
import { texts } from '../../../views/texts.ts';
import { healthOf } from '../overview/health.ts';
import type { Ctx } from '../route.ts';
import { adminPage } from './admin-page.tsx';

export const showHealth = (c: Ctx) => adminPage(c, 'health', { title: texts.health.title }, <HealthStrip health={healthOf(c.get('deps'))} />);
