import { describe, expect, test } from 'bun:test';
import { checkMemo } from '../../src/sandbox/memo/check.ts';
import { defaultSettings } from '../../src/sandbox/settings.ts';
import { haveSchemas, schemaFault, sayIfSkipped } from './schemas.ts';
import { action, additional, entryPoint, letter } from './peer.ts';
import { violations } from './violations.ts';

const now = new Date('2026-11-24T10:00:00Z');
const codesOf = (xml: string, settings = defaultSettings) => checkMemo(Buffer.from(xml), settings, now).violations.map((entry) => entry.code);

describe('a letter that keeps every rule', () => {
  const good: Record<string, string> = {
    'as it is': letter(),
    'with ten attachments': letter((xml) => xml.replace('</memo:MainDocument>', `</memo:MainDocument>${Array.from({ length: 10 }, (_, index) => additional(index)).join('')}`)),
    'with the content in two formats': letter((xml) => xml.replace('</memo:File>', '</memo:File>' + /<memo:File>.*<\/memo:File>/.exec(additional(1))![0])),
    'with a signing link': letter((xml) => xml.replace('</memo:MainDocument>', `${action('UNDERSKRIV', entryPoint('https://skolen.dk/s/1?a=1&amp;b=2'))}</memo:MainDocument>`)),
    'to a company': letter((xml) => xml.replace('0101070001', '87654321').replace('>CPR<', '>CVR<')),
    'to a replacement number': letter((xml) => xml.replace('0101070001', '6101070001')),
    'of the greatest lengths': letter((xml) => xml.replace('>Optagelse<', `>${'æ'.repeat(256)}<`).replace('<memo:reply>', `<memo:notification>${'å'.repeat(150)}</memo:notification><memo:reply>`)),
    'delivered tomorrow': letter((xml) => xml.replace('</memo:reply>', '</memo:reply><memo:doNotDeliverUntilDate>2026-11-25</memo:doNotDeliverUntilDate>')),
    'delivered today': letter((xml) => xml.replace('</memo:reply>', '</memo:reply><memo:doNotDeliverUntilDate>2026-11-24</memo:doNotDeliverUntilDate>')),
    'with CDATA, comments and characters by number': letter((xml) => xml.replace('>Optagelse<', '><![CDATA[Optagelse & mere]]><!-- her -->&#229;&#xE6;<')),
  };
  for (const [name, xml] of Object.entries(good)) {
    test(name, () => expect(codesOf(xml)).toEqual([]));
    test.skipIf(!haveSchemas)(`${name}, by the schema`, () => expect(schemaFault(xml)).toBeNull());
  }
  sayIfSkipped(Object.keys(good).length + violations.length, 'rules.test.ts');
});

describe('one rule broken', () => {
  for (const [index, { code, change, schema }] of violations.entries()) {
    const xml = letter(change);
    test(`${index}: ${code}`, () => expect(codesOf(xml)).toContain(code));
    // The other side of the table: which of our rules go beyond the schema is a fact, not an opinion.
    test.skipIf(!haveSchemas)(`${index}: the schema ${schema} it`, () => expect(schemaFault(xml) === null ? 'passes' : 'refuses').toBe(schema));
  }
});

describe('rules that settings decide', () => {
  test('mandatory and legal notices, contact point for answers, file types', () => {
    const flags = letter((xml) => xml.replace('<memo:postType>', '<memo:mandatory>true</memo:mandatory><memo:legalNotification>1</memo:legalNotification><memo:postType>'));
    expect(codesOf(flags)).toEqual([]);
    expect(codesOf(flags, { ...defaultSettings, mandatoryAllowed: false, legalNotificationAllowed: false })).toEqual(['mandatory.not.allowed', 'legal.notification.not.allowed']);
    const nowhere = letter((xml) => xml.replace(/<memo:ContactPoint>.*<\/memo:ContactPoint>/, ''));
    expect(codesOf(nowhere)).toEqual([]);
    expect(codesOf(nowhere, { ...defaultSettings, replyNeedsContactPoint: true })).toEqual(['reply.contact.point.missing']);
    expect(codesOf(letter(), { ...defaultSettings, fileExtensions: ['txt'] })).toEqual(['file.extension.not.allowed']);
  });

  test('the size of all files together counts', () => {
    const tenKilobytes = Buffer.alloc(10_000, 65).toString('base64');
    const big = letter((xml) => xml.replace('JVBERi0xLjcK', tenKilobytes));
    expect(codesOf(big, { ...defaultSettings, maximumMegabytes: 0.01 })).toEqual([]);
    expect(codesOf(big, { ...defaultSettings, maximumMegabytes: 0.0099 })).toEqual(['message.size.too.large']);
  });
});
