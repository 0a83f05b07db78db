import { expect } from 'bun:test';
import { join } from 'node:path';
import { demoSchool } from '../../src/demo/school.ts';
import { PDFDocument } from 'pdf-lib';
import { takeSeat } from '../support/browser.ts';
import { openDocumentFile, sheetFile, swollen, wordFile, zipped } from '../support/office-files.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { waitFor } from '../support/portal.ts';

// Whatever a secretary has on the desktop, dropped together: real LibreOffice, real OCR.
const seat = takeSeat('any document');
const tools = ['soffice', 'pdftoppm', 'tesseract'].every((tool) => Bun.which(tool));
if (!tools) console.log('1 story of any document is left out: it needs LibreOffice, pdftoppm and tesseract');

const students = demoSchool().students.filter(({ mailbox, protectedAddress }) => mailbox === 'REGISTERED' && !protectedAddress);
const number = (n: number) => students[n]!.cpr.replace(/^(\d{6})/, '$1-');
const text = (content: string) => new TextEncoder().encode(content);
const mail = (body: string) => `From: Kontoret <kontoret@skole.example>\r\nTo: Alle <alle@skole.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\nSubject: Ny tid\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${body}`;
const comments = { 'word/comments.xml': '<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="x"><w:p><w:r><w:t>Ring hjem</w:t></w:r></w:p></w:comment></w:comments>' };

const files: Record<string, { bytes: Uint8Array; recipient?: number; says: string[] }> = {
  'brev.docx': { bytes: wordFile(['Kære elev', `CPR-nr. ${number(0)}`, 'Velkommen.'], { parts: comments, links: [{ id: 'c', type: 'comments', target: 'comments.xml' }] }), recipient: 0, says: ['Lavet om til PDF fra', 'Word', 'Filen har kommentarer. De er ikke med på siderne.'] },
  'ark.xlsx': { bytes: sheetFile([['Navn', 'CPR-nr.'], [students[1]!.name, number(1)]]), recipient: 1, says: ['Excel'] },
  'mail.eml': { bytes: text(mail(`<p>CPR-nr. ${number(2)}</p><img src="http://sporing.example/x.gif">`)), recipient: 2, says: ['e-mail', 'Et billede ligger uden for filen (sporing.example) og er ikke hentet'] },
  'note.txt': { bytes: text(`Kære elev\n\nCPR-nr. ${number(3)}\n`), recipient: 3, says: ['tekst'] },
  'makro.docm': { bytes: wordFile([`CPR-nr. ${number(4)}`], { main: 'application/vnd.ms-word.document.macroEnabled.main+xml', parts: { 'word/vbaProject.bin': text('x') }, links: [{ id: 'm', type: 'http://schemas.microsoft.com/office/2006/relationships/vbaProject', target: 'vbaProject.bin' }, { id: 't', type: 'attachedTemplate', target: 'https://skabelon.example/brev.dotm', external: true }] }), recipient: 4, says: ['skabelon.example', 'Filen indeholder makroer. De er ikke kørt og er ikke med i PDF-filen.'] },
  'invitation.rtf': { bytes: text(`{\\rtf1\\ansi CPR-nr. ${number(6)}\\par Velkommen\\par}`), recipient: 6, says: ['RTF'] },
  'side.html': { bytes: text(`<!doctype html><html><body><p>CPR-nr. ${number(7)}</p><script>document.body.remove()</script></body></html>`), recipient: 7, says: ['HTML'] },
  'skrivelse.odt': { bytes: openDocumentFile(`<text:p>CPR-nr. ${number(5)}</text:p>`), recipient: 5, says: ['OpenDocument-tekst'] },
  'stor.docx': { bytes: swollen(500), says: ['Filen fylder 500 MB, når den pakkes ud, og det er mere, end der kan laves om til PDF.'] },
  'kaput.docx': { bytes: zipped({ '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' }), says: ['Filen er beskadiget og kan ikke laves om til PDF. Åbn den i det program, den kommer fra, gem den som PDF, og vælg den igen.'] },
};

if (tools) seat.story('Word, Excel, an e-mail, text, RTF, HTML, OpenDocument, a picture, macros with a remote template, a broken file and one that swells together: recipients, notes, originals', async ({ page, base, look, file }) => {
  // A letter that somebody has photographed: its number is only in the picture.
  const paper = Bun.spawnSync(['pdftoppm', '-r', '150', '-jpeg', '-f', '1', '-l', '1', `${import.meta.dir}/../../samples/optagelsesbreve.pdf`]).stdout;
  // A letter with an empty page behind it, and a plan that lies down.
  const mixed = await PDFDocument.load(await pdfOf([[`CPR-nr. ${number(8)}`, 'Se planen bagest'], []]));
  mixed.addPage([1191, 842]).drawText('Plan', { x: 100, y: 700 });
  const checked = { bytes: await mixed.save(), recipient: 8, says: ['Tomme sider', 'Side 2', 'A4, stående: 2 sider', 'A3, liggende: side 3', 'Rudekuvert'] };
  const all: typeof files = { ...files, 'plan.pdf': checked, 'foto.jpg': { bytes: new Uint8Array(paper), says: ['billede (JPEG)'] } };
  await page.goto(`${base}/afsendelser`);
  await page.setInputFiles('#fil', await Promise.all(Object.entries(all).map(([name, { bytes }]) => file(name, bytes))));
  await page.click('#upload button[type=submit]');
  // Several at once come back to the list, where each tells how far it is.
  await waitFor(async () => (await page.locator('#dispatch-list tbody tr').count()) === Object.keys(all).length, 'all in the list');
  await look('any-converting');
  await waitFor(async () => (await page.locator('#dispatch-list').getAttribute('hx-trigger')) === null, 'all read');
  await look('any-list');

  const addresses = new Map<string, string>();
  for (const name of Object.keys(all)) addresses.set(name, (await page.locator('#dispatch-list tbody a', { hasText: name.replace(/\.\w+$/, '') }).first().getAttribute('href'))!);
  for (const [name, { bytes, says, recipient }] of Object.entries(all)) {
    const address = base + addresses.get(name)!;
    await page.goto(address);
    if (recipient === undefined && name !== 'foto.jpg') {
      expect(await page.textContent('main')).toContain(says[0]!);
      await look(`any-broken-${name}`);
    } else {
      expect([name, await page.locator('.letters-column .letters > li').count()]).toEqual([name, 1]);
      if (recipient !== undefined) expect(await page.textContent('.letters-column')).toContain(students[recipient]!.name);
      await page.goto(`${address}/kontrol`);
      const report = (await page.textContent('main'))!;
      for (const words of says) expect([name, report]).toEqual([name, expect.stringContaining(words)]);
      if (name === 'brev.docx' || name === 'mail.eml') await look(`any-report-${name}`);
    }
    const original = await page.request.get(`${address}/fil`);
    expect([name, original.status(), original.headers()['content-disposition']]).toEqual([name, 200, expect.stringContaining(name)]);
    expect(Buffer.from(await original.body()).equals(Buffer.from(bytes))).toBe(true);
  }
});

if (tools) seat.story('files with a password: asked for, refused with what to do, opened, converted in the background; an attachment too', async ({ page, base, look, says }) => {
  const locked = (name: string) => join(import.meta.dir, '../pdf/locked', name);
  const draftOf = async (name: string) => {
    await page.goto(`${base}/afsendelser`);
    await page.setInputFiles('#fil', locked(name));
    await page.click('#upload button[type=submit]');
    await page.waitForSelector('#adgangskode');
    await look(`locked-${name}`);
    await page.fill('#adgangskode', 'forkert');
    await page.press('#adgangskode', 'Enter');
    await page.waitForSelector('#adgangskode-error');
    expect([await page.textContent('#adgangskode-error'), await page.inputValue('#adgangskode')]).toEqual(['Adgangskoden åbner ikke filen. Prøv igen.', '']);
    await look('locked-refused');
    await page.fill('#adgangskode', 'hemmelig ø');
    await page.press('#adgangskode', 'Enter');
    await page.waitForSelector('#reading, .recipients-acts');
    await look('locked-converting');
    await page.waitForSelector('.recipients-acts', { timeout: 60_000 });
    expect([name, await page.locator('.letters-column .letters > li').count()]).toEqual([name, 1]);
    return page.url().replace(/\/modtagere.*$/, '');
  };
  await draftOf('brev.odt');
  const draft = await draftOf('brev.doc');
  await page.goto(`${draft}/bilag`);
  await page.setInputFiles('#fil-faelles', locked('ark.xls'));
  await page.click('#upload-faelles button');
  await says('Filen ark.xls er låst med en adgangskode. Skriv den her, så den kan læses.');
  await look('locked-attachment');
  await page.fill('.attached input[name=adgangskode]', 'forkert');
  await page.press('.attached input[name=adgangskode]', 'Enter');
  await says('Adgangskoden åbner ikke filen. Prøv igen.');
  await look('locked-attachment-refused');
  await page.fill('.attached input[name=adgangskode]', 'hemmelig ø');
  await page.press('.attached input[name=adgangskode]', 'Enter');
  await says('lavet om til PDF');
  expect(await page.locator('.attached input[name=adgangskode]').count()).toBe(0);
  await look('locked-attachment-opened');
});
