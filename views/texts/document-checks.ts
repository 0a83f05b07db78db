import type { ConversionNote, SourcePlace } from '../../src/sending/ports.ts';
import type { FileKind } from '../../src/formats/types.ts';
import { amount, count } from './count.ts';
import { pageNames } from './sending.ts';

/** More pages than these are counted, not named. */
const namedPages = 6;
const inPages = (pages: number[]) => (pages.length <= namedPages ? pageNames(pages) : `${amount(pages.length)} sider`);
const beginning = (words: string) => words.charAt(0).toLocaleUpperCase('da') + words.slice(1);

/** What the Control page says of the document itself. */
export const checkWords = {
  heading: 'Dokumentet',
  file: 'Uploadet fil',
  download: 'Hent filen, som den blev uploadet',
  fileWords: (name: string, size: string) => `${name} (${size})`,
  madeFrom: 'Lavet om til PDF fra',
  kinds: {
    pdf: 'PDF', docx: 'Word', doc: 'Word (ældre format)', xlsx: 'Excel', xls: 'Excel (ældre format)', pptx: 'PowerPoint', ppt: 'PowerPoint (ældre format)',
    odt: 'OpenDocument-tekst', ods: 'OpenDocument-regneark', odp: 'OpenDocument-præsentation', rtf: 'RTF', text: 'tekst', html: 'HTML', eml: 'e-mail', jpeg: 'billede (JPEG)', png: 'billede (PNG)', tiff: 'billede (TIFF)', heic: 'billede (HEIC)',
  } satisfies Record<FileKind, string>,
  paper: 'Papir',
  papers: (list: { name: string; lying: boolean; pages: number[] }[]) => list.map(({ name, lying, pages }, place) => `${name}, ${lying ? 'liggende' : 'stående'}${list.length > 1 ? `: ${place === 0 ? `${amount(pages.length)} ${pages.length === 1 ? 'side' : 'sider'}` : inPages(pages)}` : ''}`).join(' · '),
  oddPaper: 'Siderne har ikke alle samme størrelse eller retning. Digital Post viser dem, som de er; på print bliver de passet til A4.',
  blank: 'Tomme sider',
  blankWords: (pages: number[]) => beginning(inPages(pages)),
  blankDo: 'Tomme sider bliver sendt med. Udelad dem under Modtagere, hvis de ikke skal med.',
  fonts: 'Skrifttyper',
  fontsAll: 'Alle skrifttyper ligger i filen',
  fontsMissing: (names: string[]) => `${names.slice(0, 4).join(', ')}${names.length > 4 ? ` og ${names.length - 4} til` : ''} ligger ikke i filen`,
  fontsDo: 'Modtagerens skærm vælger en skrifttype, der ligner. Gem dokumentet som PDF med indlejrede skrifttyper, hvis udseendet skal være ens for alle.',
  envelope: 'Rudekuvert',
  envelopeFits: (letters: number) => `${letters === 1 ? 'Brevet' : `Alle ${amount(letters)} breve`} passer til en rudekuvert`,
  envelopeNot: ({ fits, crosses, empty, number }: { fits: number; crosses: number; empty: number; number: number }) => {
    const letters = fits + crosses + empty + number;
    const inSome = (some: number, words: string) => (some === 0 ? '' : letters === 1 ? words : `i ${count(some, 'brev', 'breve')} ${words.replace(/^(teksten|CPR-nummeret|der) (\S+)/, '$2 $1')}`);
    const why = [inSome(crosses, 'teksten stikker ud over ruden'), inSome(empty, 'der står intet i ruden'), inSome(number, 'CPR-nummeret kan ses i ruden')].filter(Boolean).join(', ');
    return `${letters === 1 ? 'Brevet passer ikke til en rudekuvert' : `${fits === 0 ? 'Ingen' : amount(fits)} af ${amount(letters)} breve passer til en rudekuvert`}: ${why}.`;
  },
  envelopeDo: 'Det betyder kun noget for breve, der bliver printet uden adresseside. Ruden er regnet fra 15 til 120 mm fra papirets venstre kant og fra 44 til 79 mm fra toppen; kuverter kan afvige nogle millimeter.',
  hiddenHeading: (numbers: number) => (numbers === 1 ? 'Filen indeholder et nummer, som siderne ikke viser' : `Filen indeholder ${amount(numbers)} numre, som siderne ikke viser`),
  hiddenLead: 'Kun siderne bliver sendt, og filen bliver ikke arkiveret sammen med brevene. Se efter, om der mangler noget på siderne.',
  places: {
    body: 'i teksten eller cellerne, uden for det, der vises', comments: 'i en kommentar', deleted: 'i tekst, der er slettet med registrerede ændringer', hidden: 'i skjult tekst eller et indlejret regneark', notes: 'i noterne', metadata: 'i filens egenskaber',
  } satisfies Record<SourcePlace, string>,
  hiddenRow: (kind: 'cpr' | 'cvr', masked: string, place: SourcePlace) => `${kind === 'cpr' ? 'CPR' : 'CVR'} ${masked} ${checkWords.places[place]}`,
  hiddenMore: (more: number) => `og ${count(more, 'nummer', 'numre')} til`,
  notesHeading: 'Da filen blev lavet om til PDF',
  note: (note: ConversionNote): string => {
    switch (note.kind) {
      case 'macros': return 'Filen indeholder makroer. De er ikke kørt og er ikke med i PDF-filen.';
      case 'tracked_changes': return 'Filen har registrerede ændringer. Se efter på siderne, om rettelserne vises, og acceptér dem i Word, hvis de ikke skal med.';
      case 'comments': return 'Filen har kommentarer. De er ikke med på siderne.';
      case 'hidden_text': return 'Filen har skjult tekst. Den er ikke med på siderne.';
      case 'hidden_sheets': return 'Regnearket har skjulte ark. De er ikke med på siderne.';
      case 'frames_left_out': return 'Siden viser andre sider i rammer. De er ikke hentet.';
      case 'template': return `Filen henviser til en skabelon uden for filen (${note.where}). Den er ikke hentet; brevet er lavet af det, der ligger i filen.`;
      case 'picture': return `Et billede ligger uden for filen (${note.where}) og er ikke hentet. Sæt det ind i filen, hvis det skal med.`;
      case 'data': return `Filen henter data et andet sted (${note.where}). De er ikke hentet; siderne viser det, der var gemt i filen.`;
      case 'object': return `Filen henter indhold et andet sted (${note.where}). Det er ikke hentet.`;
    }
  },
};
