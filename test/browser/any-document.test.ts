import { expect } from 'bun:test';
import { readFileSync } from 'node:fs';
import { demoSchool } from '../../src/demo/school.ts';
import { takeSeat } from '../support/browser.ts';
import { openDocumentFile, sheetFile, wordFile, zipped } from '../support/office-files.ts';
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
  'makro.docm': { bytes: wordFile([`CPR-nr. ${number(4)}`], { main: 'application/vnd.ms-word.document.macroEnabled.main+xml', parts: { 'word/vbaProject.bin': text('x') }, links: [{ id: 'm', type: 'http://schemas.microsoft.com/office/2006/relationships/vbaProject', target: 'vbaProject.bin' }] }), recipient: 4, says: ['Filen indeholder makroer. De er ikke kørt og er ikke med i PDF-filen.'] },
  'skrivelse.odt': { bytes: openDocumentFile(`<text:p>CPR-nr. ${number(5)}</text:p>`), recipient: 5, says: ['OpenDocument-tekst'] },
  'kaput.docx': { bytes: zipped({ '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' }), says: ['Filen er beskadiget og kan ikke laves om til PDF. Åbn den i det program, den kommer fra, gem den som PDF, og vælg den igen.'] },
};

if (tools) seat.story('Word, Excel, an e-mail, text, OpenDocument, a picture, macros and a broken file together: recipients, notes, originals', async ({ page, base, look, file }) => {
  // A letter that somebody has photographed: its number is only in the picture.
  const paper = Bun.spawnSync(['pdftoppm', '-r', '150', '-jpeg', '-f', '1', '-l', '1', `${import.meta.dir}/../../samples/optagelsesbreve.pdf`]).stdout;
  const all: typeof files = { ...files, 'foto.jpg': { bytes: new Uint8Array(paper), says: ['billede (JPEG)'] } };
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
    if (name === 'kaput.docx') {
      expect(await page.textContent('main')).toContain(says[0]!);
      await look('any-broken');
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
