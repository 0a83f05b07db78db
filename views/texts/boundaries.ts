import type { BoundaryAct } from '../../src/sending/types.ts';
import { pageNames } from './sending.ts';

/** What the page with the letters' boundaries says. */
export const boundaries = {
  title: 'Sider og breve',
  link: 'Ret, hvor brevene begynder og slutter',
  back: 'Tilbage til modtagere',
  lead: 'Vælg en eller flere sider, og vælg så, hvad der skal ske med dem. Alt kan fortrydes, og intet bliver sendt herfra.',
  letter: (ordinal: number, who: string) => `Brev ${ordinal}: ${who}`,
  page: (page: number) => `Side ${page}`,
  picture: (page: number) => `Miniature af side ${page}`,
  loose: 'Sider uden brev',
  leftOut: 'Udeladte sider',
  toolbar: 'Handlinger med de valgte sider',
  split: 'Del brevet før siden',
  own: 'Lav til eget brev',
  leaveOut: 'Udelad',
  takeBack: 'Tag med igen',
  to: 'Flyt til brev nr.',
  move: 'Flyt',
  join: 'Saml med næste brev',
  joinLabel: (ordinal: number) => `: brev ${ordinal} og brev ${ordinal + 1}`,
  choose: 'Hvem skal det samlede brev sendes til?',
  chooseLead: 'De to breve har hver sin modtager. Vælg den rigtige, så bliver de samlet.',
  chooseThis: (who: string, masked: string) => `Saml og send til ${who}, ${masked}`,
  refused: 'Siderne er ikke ændret',
  undo: (act: BoundaryAct, pages: number[]) => `Fortryd: ${{
    split: `brevet blev delt før ${pageNames(pages)}`, joined: 'to breve blev samlet', moved: `${pageNames(pages)} blev flyttet`, left_out: `${pageNames(pages)} blev udeladt`,
    taken_back: `${pageNames(pages)} kom med igen`, added: `${pageNames(pages)} blev et brev`,
  }[act]}`,
};
