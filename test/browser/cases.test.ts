import { expect } from 'bun:test';
import { takeSeat } from '../support/browser.ts';

// A case as a case officer's work: the plan it lies under, the fields of its type, parties, status; who sees it and what a person sees.
const seat = takeSeat('cases, plan and fields');
const fields = [['Emne', 'text', 'Rejse til Rom'], ['Beløb', 'number', '1234,50'], ['Frist', 'date', '2026-12-24'], ['Udfald', 'choice', 'Bevilget'], ['Stikord', 'keywords', 'rom, tog'], ['Kontakt', 'person', 'Rektor Bo']] as const;

seat.story('the administrator reads a plan from a file, and gives a type of case a field of every kind', async ({ base, look, says, open, file, errors }) => {
  const rune = await open('rune');
  await rune.goto(`${base}/administration/arkivplan`);
  await look('plan', rune);
  const read = async (name: string, rows: string[]) => {
    await rune.setInputFiles('#fil', await file(name, new TextEncoder().encode(['nummer;titel;beskrivelse', ...rows].join('\r\n'))));
    await rune.click('form[action$=fil] button');
  };
  await read('forkert.csv', ['90.1;Lejrskole;', '90;;', '91;Ny;', '91;Igen;']);
  await says('Række 3', rune);
  await look('plan-wrong', rune);
  expect(await rune.locator('.alert-error li').count()).toBe(2);
  expect(await rune.textContent('main table')).not.toContain('Lejrskole');
  await read('plan.csv', ['90.1;Lejrskole;Ud af huset', '90;Ture;']);
  await rune.waitForSelector('.alert-success');
  expect(await rune.textContent('main table')).toContain('Lejrskole');
  await rune.goto(`${base}/administration/felter`);
  for (const [name, kind] of fields) {
    await rune.selectOption('#ejer', 'case_type:free');
    await rune.fill('#felt-navn', name);
    await rune.selectOption('#felt-indhold', kind);
    if (kind === 'choice') {
      await rune.fill('#valg', 'Bevilget');
      await rune.click('form[aria-labelledby=nyt-felt] button');
      await says('mindst to', rune);
      await look('fields-refused', rune);
      expect(await rune.inputValue('#felt-navn')).toBe(name);
      await rune.fill('#valg', 'Bevilget\nAfslået');
    }
    if (kind === 'text') await rune.check('#kraevet');
    await rune.click('form[aria-labelledby=nyt-felt] button');
    await rune.waitForSelector('.alert-success');
  }
  // A type of their own is added, switched off and on; the ones that letters use cannot be.
  await rune.fill('#type-navn', 'Byggesag');
  await rune.click('form[action$=sagstyper] button');
  await rune.waitForSelector('.alert-success');
  expect(await rune.locator('form[action*=sagstyper][action$=slukning]').count()).toBe(1);
  await rune.click('form[action*=sagstyper][action$=slukning] button');
  await rune.waitForSelector('form[action*=sagstyper][action$=taending]');
  await look('fields', rune);
  expect(errors).toEqual([]);
});

seat.story('a case of that type: its fields are asked for at once, what is wrong is said beside what was typed, and each is found again', async ({ page, base, look, says, errors }) => {
  await page.goto(`${base}/sager/ny`);
  await page.fill('#titel', 'Lejrskole 2027');
  await page.selectOption('#emne', { label: '\u200390.1 Lejrskole' });
  await page.click('main form.decision button[type=submit]');
  await page.waitForURL(/\/sager\/[0-9a-f-]{36}\/rettelse/);
  await look('case-fields');
  const input = (name: string) => page.getByLabel(name, { exact: true });
  const fill = async () => { for (const [name, kind, value] of fields) await (kind === 'choice' ? input(name).selectOption(value) : input(name).fill(value)); };
  const save = () => page.click('main form.decision button');
  for (const [name, value, words] of [['Beløb', 'mange penge', 'Beløb'], ['Emne', 'Om 010107-1234', 'personnummer'], ['Kontakt', '010107-1234', 'Kontakt']] as const) {
    await fill();
    await input(name).fill(value);
    await save();
    await says(words);
    await page.waitForSelector('.alert-error');
    expect(await input(name).inputValue()).toBe(value);
  }
  await look('case-fields-refused');
  await fill();
  await page.fill('#noegleord', 'lejrskole, udland');
  await save();
  await page.waitForURL(/\/oplysninger/);
  const facts = (await page.textContent('[aria-labelledby=facts]'))!.replace(/\s+/g, ' ');
  for (const words of ['Rejse til Rom', '1234,50', '24. dec. 2026', 'Bevilget', 'rom, tog', 'Rektor Bo', 'lejrskole, udland', '90.1 Lejrskole']) expect(facts).toContain(words);
  await look('case-fields-filled');
  // A party, and the case is closed and opened again.
  await page.click('[aria-labelledby=parter] summary');
  await page.fill('#part-navn', 'Rejsebureauet');
  await page.fill('#part-rolle', 'Leverandør');
  await page.click('form[action$=parter] button');
  await says('Rejsebureauet');
  await page.click('form[action$=lukning] button');
  await page.waitForSelector('form[action$=kassationsvalg]');
  await look('case-closed');
  await page.click('form[action$=genaabning] button');
  await page.waitForSelector('form[action$=lukning]');
  const address = page.url();
  await page.goto(address.replace('oplysninger', 'historik'));
  for (const words of ['En part blev føjet til sagen', 'Oplysninger blev udfyldt', 'Sagens status blev ændret', 'Lise Overgaard']) expect([words, ((await page.textContent('main')) ?? '').includes(words)]).toEqual([words, true]);
  await look('case-fields-history');
  // What was filled in is found by its words, narrowed down by keyword and place in the plan.
  const found = async () => {
    await page.goto(`${base}/arkiv`);
    await page.fill('#ord', 'bevilget');
    await page.click('.find summary');
    await page.fill('.find #noegleord', 'udland');
    await page.selectOption('#find-emne', { label: '\u200390.1 Lejrskole' });
    await page.click('.find button');
    await page.waitForURL(/\/soegninger\//);
    return page.locator('.hit').count();
  };
  for (let tries = 0; tries < 60 && (await found()) === 0; tries++) await Bun.sleep(500);
  expect(await page.textContent('.hits')).toContain('Lejrskole 2027');
  expect(errors).toEqual([]);
});

seat.story('who sees a case, and what a person sees: said with why, and a confidential case is on neither list for those not named', async ({ page, base, look, says, open }) => {
  await page.goto(`${base}/arkiv`);
  await page.click('.tree a:has-text("Lejrskole")');
  await page.click('main table a:has-text("Lejrskole 2027")');
  await page.click('a[href$=oplysninger]');
  const details = page.url();
  expect(await page.textContent('[aria-labelledby=who-sees]')).toMatch(/Lise Overgaard/);
  await page.selectOption('#person', { label: 'Peter Winther' });
  await page.click('form[action$=adgange] button');
  await page.waitForSelector('[aria-labelledby=who-sees] tr:has-text("Peter Winther")');
  // Peter only reads: no act that would be refused is offered.
  const peter = await open('peter');
  await peter.goto(details);
  expect(await peter.locator('a[href$=rettelse], form[action$=lukning], form[action$=fortrolighed], form[action$=parter], form[action$=adgange], form[action$=numre]').count()).toBe(0);
  await look('case-reader', peter);
  await peter.goto(details.replace('/oplysninger', ''));
  expect(await peter.locator('.filing, form[action$=overfoersler]').count()).toBe(0);
  const rune = await open('rune');
  await rune.goto(`${base}/administration/brugere`);
  await rune.click('main a:has-text("Peter Winther")');
  // On how many cases Peter is named; what they are called is the archive's, not the administrator's.
  await rune.waitForSelector('[aria-labelledby=sees]');
  expect((await rune.textContent('[aria-labelledby=sees]'))!.replace(/\s+/g, ' ')).toMatch(/Nævnt på sager ?1/);
  expect(await rune.textContent('main')).not.toContain('Lejrskole 2027');
  await look('user-sees', rune);
  await page.goto(details);
  await page.click('form[action$=fortrolighed] button');
  await page.waitForSelector('.alert-success');
  await page.click('[aria-labelledby=case-access] tr:has-text("Peter Winther") button');
  await page.waitForSelector('.alert-success');
  expect((await peter.goto(details))?.status()).toBe(404);
  await page.goto(details);
  expect(await page.locator('[aria-labelledby=who-sees] tbody tr').count()).toBe(1);
  expect(await page.textContent('.case-head')).toContain('Kun dem, der er nævnt på den');
  await look('case-confidential');
});

seat.story('a student and a company get a case before any letter: by number, and from the register', async ({ page, base, look, says, errors }) => {
  const open = async (number: string, name = '') => {
    await page.goto(`${base}/sager/ny`);
    await page.fill('#nummer', number);
    await page.fill('#navn', name);
    await page.click('form[action$=efter-nummer] button');
  };
  await open('050510-4001');
  await says('Skriv navnet');
  await look('case-by-number-refused');
  expect(await page.inputValue('#nummer')).toBe('050510-4001');
  await page.fill('#navn', 'Bo Bang');
  await page.click('form[action$=efter-nummer] button');
  await says('Sagen er oprettet');
  expect(await page.textContent('h1')).toContain('Bo Bang');
  expect(page.url()).not.toContain('0505');
  const made = page.url();
  await look('case-by-number');
  await open('0505104001');
  await says('Der var allerede en sag');
  expect(page.url()).toBe(made);
  await page.goto(`${base}/elever`);
  await page.locator('main table a').first().click();
  await look('person-case');
  const name = (await page.textContent('h1'))!.trim();
  await page.click('form[action$=sag] button');
  await page.waitForURL(/\/sager\//);
  expect(await page.textContent('h1')).toContain(name);
  expect(errors).toEqual([]);
});
