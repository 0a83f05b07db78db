import { Database } from 'bun:sqlite';
import { expect } from 'bun:test';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { takeSeat } from '../support/browser.ts';
import { waitFor } from '../support/portal.ts';

// The school's post as those see it who give it out, have it and answer it, against what scripts/start runs; the sandbox sends it.
const seat = takeSeat('the post');
const sandbox = () => seat.base.replace(/\d+$/, (port) => String(Number(port) + 364));
const database = () => {
  const found = new Database(join(seat.portal.folder, 'box/elevarkiv.sqlite'));
  found.exec('PRAGMA busy_timeout = 10000');
  return found;
};
const play = async (outside: Page, ...scenarios: string[]) => {
  for (const scenario of scenarios) {
    await outside.goto(`${sandbox()}/post`);
    await outside.click(`form:has(input[value="${scenario}"]) button`);
  }
};
const read = async (page: Page, title: string) => {
  await page.click(`.mail-link:has-text("${title}")`);
  await page.waitForSelector(`#laesefelt h2:has-text("${title}")`);
};
const done = (page: Page, said: string) => page.waitForSelector(`.alert-success:has-text("${said}")`);

seat.story('a conversation on the case: the letter, the reply with its picture and receipt, whose turn it is, and our answer', async ({ page, base, open, look, upload, errors }) => {
  // Nothing has been sent that could be answered, and the sandbox says so.
  const outside = await open('');
  await play(outside, 'reply');
  expect(await outside.textContent('[role=alert]')).toContain('Send først et brev fra portalen');
  const dispatch = await upload('optagelsesbreve.pdf');
  await page.goto(`${dispatch}/valg`);
  await page.fill('#titel', 'Samtale om fravær');
  await page.selectOption('#type', { index: 1 });
  await page.check('#besvares');
  await page.click('.form-acts button[type=submit]');
  await page.waitForURL(/kontrol/);
  const send = page.locator('form[action$=indsendelse] button');
  await waitFor(async () => { await page.reload(); return (await send.count()) > 0; }, 'the report');
  await send.click();
  await waitFor(async () => { await page.goto(dispatch); return /Modtaget/.test((await page.textContent('main')) ?? ''); }, 'delivery');
  await play(outside, 'reply');
  await waitFor(async () => { await page.goto(`${base}/modtaget/mine`); return (await page.locator('.mail-link:has-text("Samtale om fravær")').count()) === 1; }, 'the reply');
  const filed = page.locator('.mail-row', { hasText: 'På sag' }).filter({ hasText: 'Samtale om fravær' });
  expect(await filed.count()).toBe(1);
  const id = (await filed.getAttribute('data-message'))!;
  // A leader looks before anybody has read it.
  const birgit = await open('birgit');
  await birgit.goto(`${base}/modtaget/${id}`);
  expect(await birgit.textContent('main')).toContain('Svar på et brev, skolen har sendt. Givet til den, der sendte det, og lagt på brevets sag.');
  await birgit.click('.mail-filed a');
  await birgit.click('nav a:has-text("Samtaler")');
  const talk = birgit.locator('.talk', { hasText: 'Samtale om fravær' });
  expect(await talk.textContent()).toContain('Ulæst svar');
  expect(await talk.locator('.talk-sent').count()).toBe(1);
  expect(await talk.locator('.talk-received').textContent()).toContain('Skolen kvitterede for modtagelsen');
  await look('post-talk-unread', birgit);
  const address = birgit.url();
  // Read: it is the school's turn, and it is answered from here.
  await page.goto(`${base}/modtaget/mine?brev=${id}`);
  await page.waitForSelector('#laesefelt .mail-picture');
  await look('post-reply-picture');
  await page.goto(address);
  expect(await page.textContent('.talk')).toContain('Afventer skolens svar');
  await page.click('.talk a:has-text("Besvar")');
  await page.fill('#tekst', 'Tak, det er modtaget.');
  await page.selectOption('#type', { index: 1 });
  await look('post-reply');
  await page.click('button[value=kontrol]');
  await page.waitForSelector('h1:has-text("Kontrol")');
  await waitFor(async () => { await page.reload(); return (await page.locator('button:has-text("Afsend 1 brev")').count()) === 1; }, 'the look-up');
  await page.click('button:has-text("Afsend 1 brev")');
  await waitFor(async () => { await page.goto(address); return ((await page.textContent('.talk .badge, .talk-head')) ?? '').includes('Afventer svar'); }, 'our answer');
  expect(await page.locator('.talk').first().locator('ol > li').count()).toBe(3);
  await look('post-talk');
  // A stranger's answer finds its sender, but no case.
  await play(outside, 'strangerReply');
  await waitFor(async () => { await page.goto(`${base}/modtaget/mine`); return (await page.locator('.mail-mark:has-text("Ulæst")').count()) === 1; }, 'the stranger');
  await page.locator('.mail-row.mail-unread .mail-link').click();
  await page.waitForSelector('#laesefelt .mail-why:has-text("afsenderen er en anden end modtageren og forældrene")');
  expect(await page.locator('#laesefelt .mail-filed').count()).toBe(0);
  await page.goto(address);
  await page.setViewportSize({ width: 320, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await page.setViewportSize({ width: 1366, height: 768 });
  expect(errors).toEqual([]);
});

seat.story('every scenario of the sandbox, and a mail written by hand, is seen in the portal as it should be', async ({ page, base, open, look, errors }) => {
  const outside = await open('');
  await outside.goto(`${sandbox()}/post`);
  const names = await outside.locator('input[name=scenario]').evaluateAll((all) => all.map((each) => (each as HTMLInputElement).value));
  expect(names.length).toBe(16);
  await play(outside, ...names.filter((name) => !['reply', 'strangerReply', 'oldMail'].includes(name)));
  await outside.goto(`${sandbox()}/post`);
  await outside.selectOption('#fra', { index: 3 });
  await outside.fill('#titel', 'Skrevet i hånden');
  await outside.fill('#tekst', 'Til studievejlederen');
  await outside.fill('#person', 'Aisha Khan');
  await outside.check('#billede');
  await look('post-sandbox', outside);
  await outside.click('form[action="/post/brev"] button');
  await waitFor(async () => { await page.goto(`${base}/modtaget`); return (await page.locator('.mail-row').count()) === 13; }, 'the post');
  await look('post-tray');
  // Each with what it is about.
  const says = async (title: string, ...words: string[]) => {
    await read(page, title);
    for (const each of words) expect([title, (await page.textContent('#laesefelt'))?.includes(each)]).toEqual([title, true]);
  };
  await says('Høring om uddannelsesparathed', '1019601052', 'Intet i brevet siger, hvem det er til');
  await says('Vs.: Klage over optagelse', 'Videresendt fra Styrelsen for Undervisning', 'Svar inden den 15.');
  await look('post-forwarded');
  await says('Mødetid', 'Husk mødet i morgen kl. 10.');
  await says('Forkert filtype', 'Afsenderen kalder den application/pdf');
  await says('Ansøgning med videofil', 'optagelse.zip', '20,0 MB');
  await says('Nyhedsbrev', 'Læs mere & svar.', 'billeder, links og programkode er udeladt');
  expect(await page.locator('#laesefelt .mail-body img, #laesefelt .mail-body script, #laesefelt .mail-body a').count()).toBe(0);
  await says('Besked i version 1.1', 'Sendt fra et ældre system.');
  await says('Spørgsmål om SU', 'Hvornår skal jeg søge SU?');
  expect(await page.textContent('#laesefelt')).not.toContain('0001');
  expect(await page.locator('.mail-link:has-text("Sendt to gange")').count()).toBe(1);
  await page.goto(`${base}/modtaget?kun=unreadable`);
  expect(await page.locator('.mail-row').count()).toBe(2);
  await page.locator('.mail-link').first().click();
  await page.waitForSelector('#laesefelt h2:has-text("Brev, der ikke kan læses")');
  await look('post-unreadable');
  // The mail by hand found the person it was addressed to.
  const aisha = await open('aisha');
  await aisha.goto(`${base}/modtaget/mine`);
  await read(aisha, 'Skrevet i hånden');
  expect(await aisha.textContent('#laesefelt')).toContain('Stilet til Aisha Khan');
  // Old mail comes when it is asked for, with the platform's own count of it.
  await play(outside, 'oldMail');
  await page.goto(`${base}/modtaget/fordeling`);
  await page.fill('#fra', '2026-01-01');
  await page.click('button:has-text("Bestil ældre post")');
  await done(page, 'Ældre post er bestilt');
  await waitFor(async () => { await page.goto(`${base}/modtaget/fordeling`); return /lagt (\d+) af \1 frem/.test((await page.textContent('main')) ?? ''); }, 'the old mail');
  await look('post-old-mail');
  await waitFor(async () => { await page.goto(`${base}/modtaget`); return (await page.locator('.mail-link:has-text("Gammelt brev")').count()) === 3; }, 'the old letters');
  expect(errors).toEqual([]);
});

seat.story('the tray by keyboard: read, several to a group, with a note, on a case, done, back to the tray', async ({ page, base, open, look, errors }) => {
  const rune = await open('rune');
  await rune.goto(`${base}/administration/adgang`);
  await rune.fill('#gruppe', 'Studievejledningen');
  await rune.click('form:has(#gruppe) button');
  await done(rune, 'Grupperne er ændret');
  await rune.click('summary:has-text("Studievejledningen")');
  for (const name of ['Aisha Khan', 'Peter Winther']) await rune.locator('fieldset:has(legend:has-text("Studievejledningen")) label', { hasText: name }).click();
  await rune.locator('details[open] form button[type=submit]').first().click();
  await done(rune, 'Grupperne er ændret');

  await page.goto(`${base}/modtaget`);
  await page.keyboard.press('n');
  await page.waitForSelector('#laesefelt[data-message]');
  const first = await page.getAttribute('#laesefelt', 'data-message');
  await page.keyboard.press('n');
  await page.waitForSelector(`#laesefelt[data-message]:not([data-message="${first}"])`);
  await page.keyboard.press('p');
  await page.waitForSelector(`#laesefelt[data-message="${first}"]`);
  // Two are ticked and given to the group.
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  expect(await page.locator('.mail-tick input:checked').count()).toBe(2);
  await page.selectOption('#flere-til', { label: 'Studievejledningen' });
  await look('post-several');
  await page.click('button[value=fordel]');
  await done(page, 'Brevene er fordelt');
  await page.goto(`${base}/modtaget/fordelt`);
  expect(await page.locator('.mail-mark:has-text("Hos Studievejledningen")').count()).toBe(2);
  // A filter, and a word.
  await page.goto(`${base}/modtaget`);
  await page.click('.mail-filters a:has-text("Fra virksomheder")');
  const companies = await page.locator('.mail-row').count();
  expect(companies).toBeGreaterThan(0);
  await page.click('.mail-filters a:has-text("Signerede")');
  await look('post-filter-empty');
  await page.fill('#postsoegning', 'klage optagelse');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.mail-row');
  expect(await page.locator('.mail-row').count()).toBe(1);
  // On a case by keyboard: the panel, a name, the case.
  await page.keyboard.press('n');
  await page.waitForSelector('#laesefelt h2:has-text("Vs.: Klage over optagelse")');
  await page.keyboard.press('j');
  const { name } = database().query<{ name: string }, []>('SELECT title AS name FROM cases ORDER BY created_at LIMIT 1').get()!;
  await page.fill('#sagsord', name);
  await look('post-file');
  await page.click('.mail-find button');
  await page.waitForSelector('h1:has-text("Vælg sag")');
  await look('post-find-case');
  await page.locator('.mail-files button:has-text("Læg her")').first().click();
  await done(page, 'Brevet ligger nu på sagen');
  expect(await page.textContent('#laesefelt')).toContain(name);
  // Given on with a note; returned to the tray by the one who got it.
  await page.goto(`${base}/modtaget`);
  await read(page, 'Spørgsmål om SU');
  await page.keyboard.press('f');
  await page.locator('#fordel select').selectOption({ label: 'Peter Winther' });
  await page.fill('#fordel textarea', 'Kan du tage den?');
  await page.click('#fordel button[type=submit]');
  await done(page, 'Brevet er fordelt');
  const peter = await open('peter');
  await peter.goto(`${base}/modtaget/mine`);
  await read(peter, 'Spørgsmål om SU');
  await peter.waitForSelector('.mail-note:has-text("Kan du tage den?")');
  await peter.click('#laesefelt button:has-text("Til den fælles bakke")');
  await done(peter, 'tilbage i den fælles bakke');
  await page.goto(`${base}/modtaget`);
  await read(page, 'Spørgsmål om SU');
  expect(await page.textContent('#laesefelt .mail-why')).toContain('Lagt tilbage i den fælles bakke af Peter Winther');
  // Done with one key; open again.
  await read(page, 'Mødetid');
  await page.keyboard.press('e');
  await done(page, 'meldt færdigt');
  await page.goto(`${base}/modtaget/faerdige`);
  await read(page, 'Mødetid');
  await page.click('#laesefelt button:has-text("Åbn igen")');
  await done(page, 'åbnet igen');
  expect(errors).toEqual([]);
});

seat.story('my post: taken over from the group, handed on, seen by the deputy, unanswered for too long, done', async ({ base, open, look, errors }) => {
  const [aisha, peter] = [await open('aisha'), await open('peter')];
  await peter.goto(`${base}/modtaget/mine`);
  expect(await peter.locator('.mail-mark:has-text("Hos Studievejledningen")').count()).toBe(2);
  await peter.locator('.mail-link').first().click();
  await peter.waitForSelector('#laesefelt[data-message]');
  const id = (await peter.getAttribute('#laesefelt', 'data-message'))!;
  await look('post-mine', peter);
  await peter.keyboard.press('o');
  await done(peter, 'Brevet er dit nu');
  // No longer the group's.
  await aisha.goto(`${base}/modtaget/mine`);
  expect(await aisha.locator(`.mail-row[data-message="${id}"]`).count()).toBe(0);
  await peter.goto(`${base}/modtaget/mine?brev=${id}`);
  await peter.keyboard.press('f');
  await peter.locator('#fordel select').selectOption({ label: 'Aisha Khan' });
  await peter.fill('#fordel textarea', 'Du kender familien');
  await peter.fill('#senest', '2030-01-15');
  await peter.click('#fordel button[type=submit]');
  await done(peter, 'Brevet er fordelt');
  await peter.goto(`${base}/modtaget/mine`);
  expect(await peter.locator(`.mail-row[data-message="${id}"]`).count()).toBe(0);
  // Aisha is away: her post is Peter's for those days.
  await aisha.goto(`${base}/min-side`);
  await aisha.selectOption('#stedfortraeder', { label: 'Peter Winther' });
  await aisha.fill('#til-dag', '2030-12-31');
  await aisha.click('form[action="/min-side/stedfortraeder"] button');
  await done(aisha, 'Stedfortræderen er valgt');
  await look('post-deputy', aisha);
  await peter.goto(`${base}/modtaget/mine?brev=${id}`);
  expect(await peter.textContent(`.mail-row[data-message="${id}"]`)).toContain('Hos Aisha Khan');
  expect(await peter.textContent(`.mail-row[data-message="${id}"]`)).toContain('15. jan. 2030');
  // Weeks go by.
  const box = database();
  box.query("UPDATE messages SET received_at = '2026-10-01T08:00:00.000Z', reply_allowed = 1 WHERE id = ?").run(id);
  await peter.goto(`${base}/modtaget/mine?kun=unanswered`);
  expect(await peter.locator('.mail-row').count()).toBe(1);
  expect(await peter.textContent('.mail-row')).toContain('Ubesvaret');
  await look('post-unanswered', peter);
  await aisha.goto(`${base}/modtaget/mine?brev=${id}`);
  await aisha.keyboard.press('e');
  await done(aisha, 'meldt færdigt');
  await peter.goto(`${base}/modtaget/mine?kun=unanswered`);
  expect(await peter.locator('.mail-row').count()).toBe(0);
  // How one is told.
  await peter.goto(`${base}/min-side`);
  await peter.fill('#email', 'peter@skole.example');
  await peter.check('#tit-at_once');
  await peter.click('#min-side button');
  await done(peter, 'Dit valg er gemt');
  await look('post-my-page', peter);
  expect(errors).toEqual([]);
});

seat.story('a letter to a company by its contact point, found by its number', async ({ page, base, look, errors }) => {
  const company = database().query<{ cvr: string; name: string }, []>('SELECT cvr, name FROM companies ORDER BY cvr LIMIT 1').get()!;
  await page.goto(`${base}/modtaget`);
  await page.click('a:has-text("Skriv til en myndighed")');
  await page.fill('#cvr', '10000009');
  await page.click('button:has-text("Find")');
  await page.waitForSelector('text=Digital Post kender ingen organisation');
  await page.fill('#cvr', company.cvr);
  await page.click('button:has-text("Find") >> nth=0');
  await page.waitForSelector(`h2:has-text("${company.name}")`);
  await page.check('label:has-text("Personale og løn")');
  await look('post-organisation');
  await page.fill('#titel', 'Praktikplads');
  await page.fill('#tekst', 'Vi vil gerne aftale en praktikplads.');
  await page.selectOption('#type', { index: 1 });
  await page.click('button[value=kontrol]');
  await page.waitForSelector('h1:has-text("Kontrol")');
  const send = page.locator('button:has-text("Afsend 1 brev")');
  await waitFor(async () => { await page.reload(); return (await send.count()) === 1; }, 'the report');
  await send.click();
  await waitFor(async () => { await page.reload(); return /1 Modtaget/.test((await page.textContent('main')) ?? ''); }, 'delivery');
  expect(database().query<{ point: string | null }, [string]>('SELECT contact_point_id AS point FROM letters WHERE recipient_number = ? ORDER BY rowid DESC LIMIT 1').get(company.cvr)!.point).toMatch(/^[\da-f-]{36}$/);
  expect(errors).toEqual([]);
});
