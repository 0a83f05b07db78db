import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoSchool, type DemoStudent } from '../../src/demo/school.ts';
import { troubleLetters } from './content-trouble.ts';
import { companyRecipient, makeMergeLetter, senderOf, studentRecipient, type Truth } from './make-merge-letter.ts';
import { renderWithPdfLib } from './render-pdf-lib.ts';

/** Makes the committed samples again: `samples/*.pdf`, `samples/samples.json` and `samples/truth/*.json`. */
const folder = join(import.meta.dir, '../../samples');
await mkdir(join(folder, 'truth'), { recursive: true });
const school = demoSchool();
const at = (file: string) => join(folder, file);

/** `ready` with a mailbox, and one without, so that the demonstration meets both. */
function choose(classNames: string[], ready: number): DemoStudent[] {
  const members = school.students.filter((one) => classNames.includes(one.className) && !one.replacementNumber);
  const chosen = [...members.filter((one) => one.mailbox === 'REGISTERED').slice(0, ready), ...members.filter((one) => one.mailbox === 'EXEMPT' || one.mailbox === null).slice(0, 1)];
  return chosen.sort((one, other) => one.className.localeCompare(other.className) || one.name.localeCompare(other.name, 'da'));
}

const companies = [...school.companies.filter((one) => one.mailbox === 'REGISTERED').slice(0, 5), ...school.companies.filter((one) => one.mailbox === 'CLOSED')];
const trouble = troubleLetters(school);
await renderWithPdfLib(trouble.letters, senderOf(school), at('blandet-med-tvivl.pdf'));

const made: { titleDa: string; descriptionDa: string; documentType: string; truth: Truth }[] = [
  {
    titleDa: 'Optagelsesbreve', documentType: 'Optagelsesdokument',
    descriptionDa: '12 breve på to sider hver, skrevet i LibreOffice. Cpr-nummeret står øverst til højre.',
    truth: await makeMergeLetter({ kind: 'admission', tool: 'libreoffice', recipients: choose(['1.a', '1.b'], 11).map(studentRecipient), output: at('optagelsesbreve.pdf') }),
  },
  {
    titleDa: 'Fraværsadvarsler', documentType: 'Advarsel',
    descriptionDa: '9 breve på en til tre sider, printet fra en browser. Nogle har bilag med fraværet dag for dag.',
    truth: await makeMergeLetter({ kind: 'absence', tool: 'chromium', recipients: choose(['2.a', '3.c'], 8).map(studentRecipient), output: at('fravaersadvarsler.pdf') }),
  },
  {
    titleDa: 'Fakturaer til virksomheder', documentType: 'Faktura',
    descriptionDa: '6 fakturaer til virksomheder med CVR-nummer, P-nummer, EAN-nummer og betalingslinje.',
    truth: await makeMergeLetter({ kind: 'invoice', tool: 'pdf-lib', recipients: companies.map(companyRecipient), output: at('fakturaer.pdf') }),
  },
  {
    titleDa: 'Blandet bunke med tvivl', documentType: 'Brev',
    descriptionDa: '11 indkaldelser med alt det, der kan drille: en side uden modtager, to personer på en side, samme elev to gange, ukendte og fritagne modtagere.',
    truth: trouble.truth('blandet-med-tvivl.pdf'),
  },
];

for (const { truth } of made) await writeFile(at(`truth/${truth.file.replace('.pdf', '.json')}`), `${JSON.stringify(truth, null, 1).replace(/\n {3,}/g, ' ').replace(/\n {2}([\]}])/g, ' $1')}\n`);
const list = made.map(({ titleDa, descriptionDa, documentType, truth }) => ({ file: truth.file, titleDa, descriptionDa, letters: truth.letters.length, documentType }));
await writeFile(at('samples.json'), `${JSON.stringify(list, null, 2)}\n`);
for (const { truth } of made) console.log(`${truth.file}: ${truth.pages} pages, ${truth.letters.length} letters`);
