import type { CasePdfWords, InsightWords } from '../../src/archive/index.ts';
import { events } from './events.ts';
import { purposeOf } from './purposes.ts';

export const exportWords = {
  heading: 'Tag sagen med ud',
  lead: 'Alt på sagen, som du kan se. Det bliver skrevet i historikken.',
  zip: 'Hent som ZIP',
  zipHint: 'Alle filer, kvitteringer, noter og historik, med en liste over indhold og kontrolsummer.',
  pdf: 'Hent som én PDF',
  pdfHint: 'Indholdsfortegnelse og alle dokumenter, der kan læses som sider, med sidetal.',
  insight: 'Indsigt (artikel 15)',
  insightLead: 'Samler det, skolen ved om personen eller virksomheden: sager, dokumenter, modtaget post uden sag, oplysninger og loggen over brugen. Medarbejderes navne er ikke med.',
  insightGet: 'Hent indsigtspakke',
  insightNote: 'Fortrolige sager, begrænsede dokumenttyper og andres post er kun med, hvis du må se dem. Post, der også handler om andre, ligger i mappen post-skal-laeses-foerst, og andres sager, som personen kun er part i, i sager-skal-laeses-foerst: læs dem, før du giver pakken videre.',
};

export const casePdfWords: CasePdfWords = {
  lead: ({ identifier, officer, documents, at }) => [[identifier, officer ? `Sagsbehandler: ${officer}` : ''].filter(Boolean).join(' · '), `${documents === 1 ? '1 dokument' : `${documents} dokumenter`}. Udskrevet ${at}.`].filter(Boolean),
  columns: { number: 'Nr.', day: 'Dato', title: 'Dokument', type: 'Type', page: 'Side' },
  attachment: (n) => `bilag ${n}`,
  notShown: 'kun som fil',
  footer: 'Side {n} af {all}',
  contents: (page, pages) => (pages === 1 ? 'Indhold' : `Indhold, side ${page} af ${pages}`),
};

export const insightWords: InsightWords = {
  title: 'Hvad skolen har brugt dine oplysninger til',
  staff: 'Medarbejder på skolen',
  program: 'Elevarkiv',
  about: (number, at) => [`Oplysninger om ${number}`, `Lavet ${at}. Navne på medarbejdere er ikke med.`],
  event: (event) => events[event],
  purpose: purposeOf,
  columns: { at: 'Tidspunkt', by: 'Hvem', what: 'Hvad der skete', purpose: 'Formål' },
  page: (page, pages) => `Side ${page} af ${pages}`,
  folders: { log: 'brug-af-oplysninger', data: 'oplysninger', documents: 'dokumenter', post: 'modtaget-post', review: 'post-skal-laeses-foerst', reviewCases: 'sager-skal-laeses-foerst' },
};
