import { Tabs } from '../components/tabs.tsx';
import { texts } from '../texts.ts';

export type AdminTab = 'users' | 'people' | 'settings' | 'types' | 'contactPoints' | 'certificate' | 'signing' | 'cvr' | 'mail' | 'health';

const hrefs: Record<AdminTab, string> = {
  users: '/administration/brugere', people: '/elever', settings: '/administration/indstillinger', types: '/administration/dokumenttyper', contactPoints: '/administration/kontaktpunkter', certificate: '/opsaetning/certifikat', signing: '/administration/signering', cvr: '/administration/cvr', mail: '/administration/e-mail', health: '/administration/drift',
};

export const AdminTabs = ({ current }: { current: AdminTab }) => (
  <Tabs label={texts.admin.tabs} items={(Object.keys(hrefs) as AdminTab[]).map((tab) => ({ href: hrefs[tab], label: texts.admin[tab], current: tab === current }))} />
);
