import { Tabs } from '../components/tabs.tsx';
import { texts } from '../texts.ts';

const hrefs = {
  users: '/administration/brugere',
  access: '/administration/adgang',
  people: '/elever',
  settings: '/administration/indstillinger',
  types: '/administration/dokumenttyper',
  fields: '/administration/felter',
  filingPlan: '/administration/arkivplan',
  contactPoints: '/administration/kontaktpunkter',
  certificate: '/opsaetning/certifikat',
  signing: '/administration/signering',
  cvr: '/administration/cvr',
  search: '/administration/soegning',
  mail: '/administration/e-mail',
  health: '/administration/drift',
} as const;

export type AdminTab = keyof typeof hrefs;

export const AdminTabs = ({ current }: { current: AdminTab }) => (
  <Tabs label={texts.admin.tabs} items={(Object.keys(hrefs) as AdminTab[]).map((tab) => ({ href: hrefs[tab], label: texts.admin[tab], current: tab === current }))} />
);
