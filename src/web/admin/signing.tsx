import { signingPage } from '../../../views/texts/signatures.ts';
import type { Ctx } from '../route.ts';
import { settingsPart, takeSettingsPart } from './settings-part.tsx';

const address = '/administration/signering';

const show = (c: Ctx, refused?: Parameters<typeof settingsPart>[2]) =>
  settingsPart(c, { part: 'signing', title: signingPage.title, lead: signingPage.lead, address, below: null }, refused);

export const showSigning = (c: Ctx) => show(c);
export const takeSigning = (c: Ctx) => takeSettingsPart(c, { part: 'signing', address }, (refused) => show(c, refused));
