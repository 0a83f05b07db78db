import { Tabs } from '../components/tabs.tsx';
import { people } from '../texts/people.ts';

export type PeopleTab = 'register' | 'classes' | 'imports' | 'mailboxes';
const hrefs: Record<PeopleTab, string> = { register: '/elever', classes: '/elever/klasser', imports: '/elever/indlaesning', mailboxes: '/elever/postkasser' };

export const PeopleTabs = ({ current }: { current: PeopleTab }) => (
  <Tabs label={people.tabs.label} items={(Object.keys(hrefs) as PeopleTab[]).map((tab) => ({ href: hrefs[tab], label: people.tabs[tab], current: tab === current }))} />
);
