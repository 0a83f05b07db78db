import { expect } from 'bun:test';
import { absenceMerge, pdfOfLines } from '../support/attachments.ts';
import { takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

const seat = takeSeat('attachments and letter templates');

const isRead = () => waitFor(async () => (await seat.page.locator('.attached-facts', { hasText: 'Læses' }).count()) === 0 && (await seat.page.locator('.attached').count()) > 0, 'the attachments');

seat.story('attachments for all, for one and from a merge file go with the letters; saved as a template, the same kind of letter is recognised with its reasons, filled in, and left by one click', async ({ page, base, look, file, upload }) => {
  const rules = await file('Ordensregler.pdf', await pdfOfLines(['Ordensregler', 'Kontakt elevrådet: 160709-4581'], ['Side to']));
  const timetable = await file('Skema.pdf', await pdfOfLines(['Mandag 8.15']));
  const absence = await file('fravær.pdf', await absenceMerge(['2812098777', '1607094581', '2202116235', '0605094110']));
  const draft = await upload('optagelsesbreve.pdf');
  await page.goto(`${draft}/valg`);
  await page.fill('#titel', 'Velkommen til skolen');
  await page.selectOption('#type', { index: 2 });
  await page.check('#besvares');
  await page.fill('#kontering', '4711');
  await page.click('button[name=videre][value=bilag]');
  await page.waitForURL('**/bilag');
  await look('attachments-empty');
  await page.setInputFiles('#fil-faelles', [rules, timetable]);
  await page.click('#upload-faelles button');
  await isRead();
  expect(await page.locator('#bilag').textContent()).toContain('1 CPR-nummer fjernes');
  // They go in the order they stand in.
  const order = () => page.locator('#bilag .attached-what > a').evaluateAll((all) => all.map((each) => each.textContent!.split(',')[0]));
  expect(await order()).toEqual(['Ordensregler', 'Skema']);
  await page.locator('.attached', { hasText: 'Ordensregler' }).locator('form[action$=flytning] button').click();
  await page.waitForFunction(() => document.querySelector('#bilag .attached-what > a')?.textContent?.startsWith('Skema'));
  expect(await order()).toEqual(['Skema', 'Ordensregler']);
  // Dropped on a recipient's name it is theirs.
  const data = await page.evaluateHandle((bytes) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], 'Støtteaftale.pdf', { type: 'application/pdf' }));
    return transfer;
  }, [...(await pdfOfLines(['Aftale']))]);
  await page.locator('.attach-row').nth(1).dispatchEvent('drop', { dataTransfer: data });
  await page.waitForURL('**vis=egne');
  await isRead();
  expect(await page.locator('.attach-row').count()).toBe(1);
  await look('attachments-own');
  await page.setInputFiles('#fil-flettefil', absence);
  await page.click('#upload-flettefil button');
  await waitFor(async () => (await page.locator('#tilknytning').count()) > 0, 'the parts');
  await page.locator('table a').first().click();
  await page.waitForSelector('.viewer');
  await look('attachments-match');
  await page.click('button[form=tilknytning]');
  await page.waitForURL('**vis=egne');
  expect(await page.locator('.attach-row').count()).toBe(4);
  await page.goto(`${draft}/modtagere?dokside=3`);
  await page.locator('.viewer-tabs a').nth(1).click();
  await page.waitForSelector('.viewer img[src*=bilagsfiler]');
  await look('attachments-tab');

  await page.goto(`${draft}/valg`);
  await page.click('button[name=videre][value=brevskabelon]');
  await page.waitForSelector('#skabelon');
  await look('template-save');
  await page.fill('#navn', 'Optagelsesbreve');
  await page.click('button[form=skabelon]');
  await page.waitForURL('**/valg');
  await page.goto(`${draft}/kontrol`);
  await look('attachments-report');
  await page.click('.page-actions form[action$=indsendelse] button');
  await waitFor(async () => (await page.locator('a[href^="/dokumenter/"]').count()) > 0, 'a letter in the archive');
  await page.locator('a[href^="/dokumenter/"]').first().click();
  await page.locator('.viewer-tabs a').nth(1).click();
  await page.waitForURL('**fil=bilag-1');
  await look('attachments-archive');

  const next = await upload('optagelsesbreve.pdf');
  expect(await page.locator('.alert', { hasText: 'Genkendt som Optagelsesbreve' }).count()).toBe(1);
  await page.locator('.template-why summary').click();
  await look('template-recognised');
  for (const reason of ['faste linjer står samme sted', 'Filen kommer fra samme program', 'Samme skrifttyper', 'Ligheden er']) expect([reason, (await page.textContent('.template-why'))!.includes(reason)]).toEqual([reason, true]);
  // What was chosen for the first letters is chosen for these, and what went with all of them lies on them too.
  const chosen = () => page.evaluate(() => ['titel', 'type', 'kontering'].map((id) => (document.getElementById(id) as HTMLInputElement).value).concat(String((document.getElementById('besvares') as HTMLInputElement).checked)));
  await page.goto(`${draft}/valg`);
  expect(await page.locator('.alert', { hasText: 'Genkendt som' }).count()).toBe(0);
  await page.goto(`${next}/valg`);
  const filled = await chosen();
  expect([filled[0], filled[1] === '', filled[2], filled[3]]).toEqual(['Velkommen til skolen', false, '4711', 'true']);
  await look('template-filled');
  await page.goto(`${next}/bilag`);
  expect(await page.locator('#bilag .attached').count()).toBe(2);
  // One click leaves it: nothing of it stays, and nothing was sent.
  await page.goto(`${next}/valg`);
  await page.click('.alert form[action$=fravalg] button');
  await page.waitForSelector('.template-acts', { state: 'detached' });
  expect([(await chosen())[1], (await chosen())[2], (await chosen())[3]]).toEqual(['', '', 'false']);
  await look('template-left');
  await page.goto(`${next}/bilag`);
  expect(await page.locator('#bilag .attached').count()).toBe(0);
  // At most ten with a letter: the eleventh is named, and so is what cannot be read; the others are in.
  const eleven = await Promise.all(Array.from({ length: 11 }, async (_, n) => file(`Skema ${n + 1}.pdf`, await pdfOfLines([`Uge ${n + 1}`]))));
  await page.setInputFiles('#fil-faelles', [await file('program.exe', Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0])), ...eleven]);
  await page.click('#upload-faelles button');
  await page.waitForSelector('.alert-error');
  expect(await page.textContent('.alert-error')).toContain('Filen program.exe er af en type, der ikke kan vedlægges.');
  expect(await page.textContent('.alert-error')).toMatch(/Skema \d+\.pdf: Et brev kan have højst 10 bilag\./);
  expect(await page.locator('#bilag .attached').count()).toBe(10);
  await look('attachments-too-many');
  await page.goto(`${base}/brevskabeloner`);
  await look('template-list');
  await page.locator('table a').first().click();
  await look('template-edit');
  await page.setViewportSize({ width: 320, height: 700 });
  for (const path of [`${next}/bilag`, `${next}/valg`, `${base}/brevskabeloner`, page.url()]) {
    await page.goto(path);
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth <= 320)]).toEqual([path, true]);
  }
});
