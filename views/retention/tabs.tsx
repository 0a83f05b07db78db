import { Tabs } from '../components/tabs.tsx';
import { retention } from '../texts/retention.ts';

const words = retention.page;
const hrefs = { due: '/kassation', ahead: '/kassation/kalender', batches: '/kassation/bunker', certificates: '/kassation/certifikater' } as const;

export const RetentionTabs = ({ current }: { current: keyof typeof hrefs }) => (
  <Tabs label={words.tabs} items={(Object.keys(hrefs) as (keyof typeof hrefs)[]).map((tab) => ({ href: hrefs[tab], label: words[tab], current: tab === current }))} />
);
