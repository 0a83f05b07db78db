import type { BoundaryAct } from '../../src/sending/types.ts';
import { count, pageNames } from './sending.ts';

const done = (act: BoundaryAct, pages: number[]) => ({
  split: `brevet blev delt før ${pageNames(pages)}`, joined: `${pageNames(pages)} blev samlet i ét brev`, moved: `${pageNames(pages)} blev flyttet`, left_out: `${pageNames(pages)} blev udeladt`,
  taken_back: `${pageNames(pages)} kom med igen`, added: pages.length > 0 ? `${pageNames(pages)} blev et brev` : 'en modtager kom på listen', shared: 'hele dokumentet blev ét brev', listed: 'modtagerne blev sat efter en liste',
}[act]);

/** What the page with the letters' boundaries says. */
export const boundaries = {
  title: 'Sider og breve',
  link: 'Ret, hvor brevene begynder og slutter',
  linkFromPage: 'Ret brevets sider',
  back: 'Tilbage til modtagere',
  found: (letters: number, pages: number) => `${count(letters, 'brev', 'breve')} · ${count(pages, 'side', 'sider')}`,
  loosePages: (pages: number) => `${count(pages, 'side', 'sider')} uden brev`,
  leftOutPages: (pages: number) => `${count(pages, 'side', 'sider')} udeladt`,
  latest: (act: BoundaryAct, pages: number[]) => `Senest: ${done(act, pages)}.`,
  head: (ordinal: number) => `Brev ${ordinal}`,
  page: (page: number) => `Side ${page}`,
  unreadable: 'kan ikke læses',
  doubtful: 'Bekræft modtager',
  noRecipient: 'Skriv modtager',
  loose: 'Sider uden brev',
  looseDo: 'Vælg siderne, og flyt dem til et brev, lav dem til et eget brev, eller udelad dem.',
  leftOut: 'Udeladte sider',
  leftOutDo: 'De bliver ikke sendt.',
  toolbar: 'Handlinger med de valgte sider',
  pick: 'Vælg en eller flere sider for at flytte eller udelade dem. Saksen mellem to sider deler brevet.',
  splitHere: (page: number) => `Del brevet før side ${page}`,
  own: 'Lav til eget brev',
  leaveOut: 'Udelad',
  takeBack: 'Tag med igen',
  to: 'Flyt til brev nr.',
  move: 'Flyt',
  here: 'Flyt valgte hertil',
  hereLabel: (ordinal: number) => `: brev ${ordinal}`,
  join: 'Saml med næste',
  joinLabel: (ordinal: number) => `: brev ${ordinal} og brevet efter`,
  goTo: 'Gå til side',
  go: 'Vis',
  choose: 'Hvem skal det samlede brev sendes til?',
  chooseLead: 'De to breve har hver sin modtager. Vælg den rigtige, så bliver de samlet.',
  chooseThis: (who: string, masked: string) => `Saml og send til ${who}, ${masked}`,
  refused: 'Siderne er ikke ændret',
  undo: (act: BoundaryAct, pages: number[]) => `Fortryd: ${done(act, pages)}`,
  keysHeading: 'Genveje',
  keys: [
    ['← → ↑ ↓', 'gå fra side til side'], ['mellemrum', 'vælg siden'], ['Skift + pil', 'vælg flere'], ['Esc', 'vælg ingen'], ['d', 'del brevet før siden'], ['s', 'saml brevet med det næste'],
    ['e', 'lav de valgte til eget brev'], ['u', 'udelad de valgte'], ['f', 'flyt de valgte til brev nr.'], ['z', 'fortryd'],
  ] as const,
  drag: 'Sider kan også trækkes med musen fra et brev til et andet.',
};
