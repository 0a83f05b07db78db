import { afterAll, beforeAll, expect, test } from 'bun:test';
import { additional, contacts, letter, tryPeer, type Tried } from './peer.ts';

let peer: Tried;
let mailbox: string;
beforeAll(async () => {
  peer = await tryPeer();
  await peer.post(letter((xml) => xml.replace('>Optagelse<', '>Optagelse &lt;b&gt; &amp; velkomst<').replace('</memo:MainDocument>', `</memo:MainDocument>${additional(1)}`)));
  await peer.post(letter((xml) => xml.replace('0101070001', '0202070002').replace('>Optagelse<', '>Advarsel<')));
  mailbox = (await peer.control('/mailboxes?name=Ane'))[0].mailbox;
});
afterAll(() => peer.end());

const page = async (path: string) => {
  const answer = await fetch(peer.controlUrl + path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

test('the list shows every mailbox, those with letters first, and finds by name', async () => {
  const { text } = await page('/');
  for (const contact of contacts) expect(text).toContain(contact.name);
  expect(text.indexOf('Ane Prøve')).toBeLessThan(text.indexOf('Bo Fritaget'));
  const found = (await page('/?name=TØMRER%20højl')).text;
  expect(found).toContain('Tømrer Højlund ApS');
  expect(found).not.toContain('Ane Prøve');
  expect((await page('/?name=ukendt')).text).toContain('Ingen postkasser svarer til søgningen.');
});

test('a mailbox, its letter and its files', async () => {
  const list = (await page(`/mailboxes/${mailbox}`)).text;
  expect(list).toContain('Optagelse &lt;b&gt; &amp; velkomst');
  const href = /href="(\/mailboxes\/[^"]*\/letters\/[^"]*)"/.exec(list)![1]!;
  const shown = (await page(href)).text;
  for (const part of ['Prøveskolen', 'Ane Prøve', 'Kan besvares', 'Hoveddokument', 'Bilag 1.txt', `src="${href}/files/0"`]) expect(shown).toContain(part);
  const file = await page(`${href}/files/0`);
  expect(file.text).toBe('%PDF-1.7\n');
  expect(file.headers.get('content-type')).toBe('application/pdf');
  expect(file.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''Optagelse.pdf");
  const whole = await page(`${href}/memo.xml`);
  expect([whole.headers.get('content-disposition')?.startsWith('attachment'), /<memo:Message\b/.test(whole.text)]).toEqual([true, true]);
  expect((await page(`${href}/files/1?download=1`)).headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Bilag%201.txt");
});

test('what was refused is listed with its reason, and lies in no mailbox', async () => {
  const { text } = await page('/refused');
  expect(text).toContain('Advarsel');
  expect(text).toContain('recipient.mailbox.not.registered');
  const [exempt] = await peer.control('/mailboxes?name=Bo');
  expect((await page(`/mailboxes/${exempt.mailbox}`)).text).toContain('Der er ingen breve i postkassen.');
});

test('no CPR number in any page or address, no inline script or style, and a policy that forbids them', async () => {
  const list = (await page(`/mailboxes/${mailbox}`)).text;
  const letterPath = /href="(\/mailboxes\/[^"]*\/letters\/[^"]*)"/.exec(list)![1]!;
  for (const path of ['/', '/refused', `/mailboxes/${mailbox}`, letterPath]) {
    const { text, headers } = await page(path);
    for (const contact of contacts.filter((entry) => entry.kind === 'cpr')) {
      expect(text).not.toContain(contact.number);
      expect(text).not.toContain(contact.number.slice(6));
    }
    expect(text).toStartWith('<!doctype html>');
    expect(text).not.toMatch(/<script|<style| style=| on[a-z]+=/);
    expect(headers.get('content-security-policy')).toStartWith("default-src 'none'; style-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('what is not there says so', async () => {
  for (const path of ['/x', '/mailboxes/x', `/mailboxes/${mailbox}/letters/x`, `/mailboxes/${mailbox}/letters/x/files/0`]) {
    const { status, text } = await page(path);
    expect(status).toBe(404);
    expect(text).toContain('Siden findes ikke');
  }
});
