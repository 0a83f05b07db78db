import { expect } from 'bun:test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeSeat, type Seat } from '../support/browser.ts';
import { sheetFile, wordFile } from '../support/office-files.ts';
import { pdfOf } from '../support/letter-pdf.ts';
import { waitFor } from '../support/portal.ts';

// Documents of any kind on a case: several, a folder, over a connection that breaks; and what is done with them afterwards.
const seat = takeSeat('filing on a case');
const text = (content: string) => new TextEncoder().encode(content);

async function newCase({ page, base }: Seat, title: string): Promise<string> {
  await page.goto(`${base}/sager/ny`);
  await page.fill('#titel', title);
  await page.selectOption('#emne', { index: 2 });
  await page.click('main form.decision button[type=submit]');
  await page.waitForURL(/\/sager\/[0-9a-f-]{36}/);
  return page.url();
}

/** Opens the drop zone and sends these; waits until the page shows `n` documents. */
async function fileAll({ page }: Seat, address: string, input: '#filer' | '#mappe', files: string | string[], n: number): Promise<void> {
  await page.goto(address);
  // It stands open where a file is half on its way.
  if (!(await page.locator('.filing').evaluate((each) => (each as HTMLDetailsElement).open))) await page.click('.filing summary');
  await page.setInputFiles(input, files);
  await page.click('.filing button');
  await waitFor(async () => (await page.locator('#documents tbody tr').count()) === n, `${n} documents`);
}

seat.story('several files and a whole folder; one that is empty is told, the others are in', async (here) => {
  const { page, base, look, says, file, errors, portal } = here;
  await page.goto(`${base}/sager/ny`);
  await look('case-new');
  const address = await newCase(here, 'Skolerejse til Berlin');
  await look('case-empty');
  const names = [
    await file('Program.docx', wordFile(['Afgang kl. 7', 'Museumsbesøg på Pergamonmuseet'])), await file('Deltagere.xlsx', sheetFile([['Navn', 'Værelse'], ['Ida', '12']])),
    await file(`${'Referat af møde '.repeat(14)}med alle.txt`, text('Referatet er langt')), await file('tom.txt', new Uint8Array()),
  ];
  await page.click('.filing summary');
  await look('filing-open');
  await page.setInputFiles('#filer', names);
  await page.click('.filing button');
  await says('3 af 4 filer er lagt på sagen');
  expect(await page.textContent('.transfers')).toMatch(/tom\.txt.*Filen er tom/);
  await look('filing-refused');
  await page.click('#overfoersel-vis a');
  await waitFor(async () => (await page.locator('#documents tbody tr').count()) === 3, 'three documents');
  await look('filing-case');

  const folder = join(portal.folder, 'Bilag til rejsen');
  mkdirSync(join(folder, 'Kvitteringer'), { recursive: true });
  await Bun.write(join(folder, 'Billet.pdf'), await pdfOf([['Billet til Berlin']]));
  await Bun.write(join(folder, 'Kvitteringer/Hotel.pdf'), await pdfOf([['Hotel Adlon']]));
  await fileAll(here, address, '#mappe', folder, 5);
  await page.click('#documents a:has-text("Hotel")');
  expect(await page.textContent('main')).toContain('Bilag til rejsen/Kvitteringer');

  // A folder that is dropped is opened too: as the browser itself hands it over.
  await page.goto(address);
  await page.click('.filing summary');
  const box = (await page.locator('.drop').boundingBox())!;
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await devtools.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 20, data });
  await waitFor(async () => (await page.locator('#documents tbody tr').count()) === 7, 'the folder that was dropped');
  // More than is taken at once is said before anything leaves.
  await page.locator('form[data-filing]').evaluate((form) => { (form as HTMLFormElement).dataset['most'] = '2'; });
  await page.click('.filing summary');
  await page.setInputFiles('#filer', names.slice(0, 3));
  await page.click('.filing button');
  await says('ingen er sendt');
  await look('filing-too-many');
  expect(errors).toEqual([]);
});

seat.story('a connection that breaks costs a piece: tried again by itself, and gone on with after the page was left', async (here) => {
  const { page, look, says, file } = here;
  const address = await newCase(here, 'Optagelse af koncert');
  const film = await file('koncert.mp4', new Uint8Array(9 * 1024 * 1024).map((_, n) => n % 253));
  const pieces: string[] = [];
  let broken = 1;
  await page.route(/\/overfoersler\/[0-9a-f-]+\/\d+$/, async (route) => {
    const from = new URL(route.request().url()).pathname.split('/').at(-1)!;
    if (from !== '0' && broken-- > 0) return route.abort();
    pieces.push(from);
    return route.continue();
  });
  await fileAll(here, address, '#filer', film, 1);
  expect(pieces).toEqual(['0', '4194304', '8388608']);

  // The lid is closed after the first piece; the next day the same file is chosen again.
  pieces.length = 0;
  broken = Infinity;
  const other = await file('koncert 2.mp4', new Uint8Array(9 * 1024 * 1024).map((_, n) => n % 251));
  await page.goto(address);
  await page.click('.filing summary');
  await page.setInputFiles('#filer', other);
  await page.click('.filing button');
  await says('Forbindelsen er afbrudt');
  await page.goto(address);
  await says('koncert 2.mp4: 44 %');
  await look('filing-halfway');
  broken = 0;
  await fileAll(here, address, '#filer', other, 2);
  expect(pieces).toEqual(['0', '4194304', '8388608']);
  await page.unroute(/\/overfoersler\/[0-9a-f-]+\/\d+$/);

  // Logged out meanwhile: said at once, and the rest is not tried.
  await page.goto(address);
  await page.click('.filing summary');
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.setInputFiles('#filer', [await file('a.txt', text('et')), await file('b.txt', text('to'))]);
  await page.click('.filing button');
  await says('Du er logget ud');
  expect(await page.locator('.transfers li').count()).toBe(1);
  expect(await page.textContent('#overfoersel-status')).toContain('0 af 2');
  await page.context().addCookies(cookies);
});

seat.story('a document: read, a new version, a note, approval, another title, copied and moved, and a colleague asked', async (here) => {
  const { page, base, look, says, file, open } = here;
  const second = await newCase(here, 'Studietur 2027');
  const first = await newCase(here, 'Studietur 2026');
  await fileAll(here, first, '#filer', await file('referat_af_moede.docx', wordFile(['Referat', 'Vi tager til Krakow'])), 1);
  await page.click('#documents a.primary');
  await waitFor(async () => (await page.locator('.preview img').count()) > 0, 'the pages');
  await look('document');
  await page.fill('#tekst', 'Husk bilaget');
  await page.click('form[action$=noter] button');
  await says('Husk bilaget');
  await page.click('form[action$=godkendelse] button');
  await says('Godkendt');
  await look('document-approved');
  await page.setInputFiles('#version-fil', await file('referat_rettet.docx', wordFile(['Referat', 'Vi tager til Gdansk'])));
  await page.click('form[action$=versioner] button');
  await says('Version 2 er den, der gælder.');
  // An approval was of the version it was given to.
  expect(await page.locator('form[action$=godkendelse] button').textContent()).toContain('Godkend');
  expect(await page.textContent('main')).not.toContain('Godkendt af');
  const [old] = await Promise.all([page.waitForEvent('download'), page.click('a[href$="/versioner/1"]')]);
  expect(old.suggestedFilename()).toBe('referat_af_moede.docx');
  await look('document-versions');

  await page.click('a[href$=rettelse]');
  await look('document-edit');
  await page.fill('#titel', 'Referat af forældremøde');
  await page.fill('#noegleord', 'rejse, forældre');
  await page.click('main form.decision button');
  await says('Referat af forældremøde');
  const document = page.url();
  await page.click('a[href$=flytning]');
  await page.fill('#ord', 'Studietur 2027');
  await page.click('.decision form button');
  await look('document-move');
  await page.click('.acts button:has-text("Kopiér hertil")');
  await page.waitForURL((url) => url.href !== document && /\/dokumenter\//.test(url.href) && !/flytning/.test(url.href));
  await look('document-copied');
  await page.goto(`${document}/flytning`);
  await page.fill('#ord', 'Studietur 2027');
  await page.click('.decision form button');
  await page.click('.acts button:has-text("Flyt hertil")');
  await page.waitForURL(document);
  // The trace names the document and leads to the other case, from both.
  for (const [address, words, other] of [[first, 'Dokumentet blev flyttet til en anden sag', 'Studietur 2027'], [second, 'Dokumentet blev flyttet hertil', 'Studietur 2026']] as const) {
    await page.goto(`${address}/historik`);
    expect(await page.locator(`tr:has-text("${words}")`).first().textContent()).toMatch(new RegExp(`Referat af forældremøde.*${other}`));
  }
  await look('case-history');
  await page.goto(second);
  expect(await page.locator('#documents tbody tr').count()).toBe(2);

  // A colleague is asked; Peter sees the case from the moment he is given it.
  const peter = await open('peter');
  expect((await peter.goto(document))?.status()).toBe(404);
  await page.goto(`${second}/oplysninger`);
  await look('case-details');
  await page.selectOption('#person', { label: 'Peter Winther' });
  await page.click('form[action$=adgange] button');
  await waitFor(async () => (await page.locator('[aria-labelledby=who-sees] tr:has-text("Peter Winther")').count()) === 1, 'Peter among those who see it');
  await look('case-who-sees');
  await page.goto(document);
  await page.click('[aria-labelledby=ask] summary');
  await page.selectOption('#kollega', { label: 'Peter Winther' });
  await page.fill('#note', 'Passer datoen?');
  await page.fill('#senest', new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10));
  await look('document-ask');
  await page.click('[aria-labelledby=ask] form button');
  await says('Peter Winther');
  await peter.goto(`${base}/overblik`);
  expect(await peter.textContent('main')).toContain('Passer datoen?');
  await peter.goto(`${base}/adviser`);
  await look('notice-open', peter);
  await peter.click('.notice button:has-text("Referat af forældremøde")');
  await peter.waitForURL(/\/dokumenter\//);
  expect(await peter.locator('a[href$=rettelse]').count()).toBe(0);
  await look('document-reader', peter);
  await peter.goto(`${base}/adviser`);
  await peter.click('form[action$=faerdig] button');
  await peter.goto(`${base}/adviser?vis=faerdige`);
  await look('notice-done', peter);
  await page.goto(`${base}/adviser`);
  expect(await page.textContent('main')).toContain('En kollega har set på det, du bad om');
});

seat.story('whatever is filed is seen in the page: PDF, a picture, Word, a sheet, an e-mail, a text; and what cannot be says so', async (here) => {
  const { page, look, says, file, errors } = here;
  const address = await newCase(here, 'Alle slags filer');
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: 400, height: 200 } });
  const mail = ['From: Mor <mor@eksempel.dk>', 'To: kontoret@eksempel.dk', 'Subject: Studietur', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', '', 'Må Ida komme med på studieturen?'].join('\r\n');
  const kinds: [string, Uint8Array][] = [
    ['brev.pdf', await pdfOf([['Et brev']])], ['billede.png', png], ['referat.docx', wordFile(['Et referat'])], ['liste.xlsx', sheetFile([['Navn'], ['Ida']])],
    ['spoergsmaal.eml', text(mail)], ['note.txt', text('En note')], ['lyd.bin', new Uint8Array([0, 1, 2, 3])],
  ];
  await fileAll(here, address, '#filer', await Promise.all(kinds.map(([name, content]) => file(name, content))), kinds.length);
  await look('kinds-case');
  for (const [name] of kinds) {
    await page.goto(address);
    await page.click(`#documents a.primary:has-text("${name.replace(/\..*/, '')}")`);
    if (name === 'lyd.bin') await says('Filen kan ikke vises her');
    else await waitFor(async () => { await page.reload(); return (await page.locator('.preview img').count()) > 0; }, `the pages of ${name}`);
    await look(`kind-${name.replace('.', '-')}`);
  }
  // A file laid beside one of them is shown as a page too, and found by its words.
  await page.goto(address);
  await page.click('#documents a.primary:has-text("Note")');
  const note = page.url();
  await page.setInputFiles('#bilag-filer', [await file('kørselsplan.docx', wordFile(['Bussen holder ved kantinen']))]);
  await page.click('form[action$=bilag] button');
  await says('Bilagene ligger ved dokumentet');
  await waitFor(async () => { await page.goto(`${note}?fil=bilag-1`); return (await page.locator('.preview img').count()) > 0 && ((await page.textContent('main')) ?? '').includes('Bilag 1 lavet om til PDF'); }, 'the attachment as a page');
  expect(await page.locator('.preview img').first().getAttribute('src')).toContain('/filer/laesbar/1/');
  expect(await page.locator('.viewer-tabs [aria-current=true]').textContent()).toContain('kørselsplan');
  await look('document-attached');
  // Laid in the wrong place: it becomes a document of its own, which can be moved.
  await page.setInputFiles('#bilag-filer', [await file('forkert.txt', new TextEncoder().encode('Hører til en anden'))]);
  await page.click('form[action$=bilag] button');
  await page.click('.file:has-text("forkert.txt") form[action$=eget-dokument] button');
  await says('Bilaget er nu et dokument for sig på sagen');
  expect(await page.textContent('h1')).toContain('Forkert');
  await look('attachment-parted');
  await page.goto(note);
  expect(await page.textContent('main')).not.toContain('forkert.txt');
  expect(await page.textContent('main')).toContain('Et bilag blev gjort til et dokument for sig');
  // Once read, each has a small picture in the list, and its words are searched.
  await waitFor(async () => { await page.goto(address); return (await page.locator('#documents img').count()) === kinds.length; }, 'a picture of each, and of the one that was an attachment');
  await look('kinds-read');
  for (let tries = 0; tries < 120; tries++) {
    await page.goto(`${here.base}/arkiv`);
    await page.fill('#ord', 'studieturen');
    await page.click('.find button');
    await page.waitForURL(/soegninger/);
    if ((await page.locator('.hit').count()) > 0) break;
    await Bun.sleep(500);
  }
  expect(await page.textContent('.hits')).toContain('Spoergsmaal');
  expect(errors).toEqual([]);
});
