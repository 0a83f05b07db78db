import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkMemo } from '../../src/sandbox/memo/check.ts';
import { defaultSettings } from '../../src/sandbox/settings.ts';
import { haveSchemas, memoFolder, sayIfSkipped } from './schemas.ts';

const check = (sample: string, settings = defaultSettings, at = '2026-11-24T10:00:00Z') => checkMemo(readFileSync(join(memoFolder, sample)), settings, new Date(at));
const codes = (sample: string, settings = defaultSettings, at?: string) => [...new Set(check(sample, settings, at).violations.map((entry) => entry.code))].sort();
// SOURCES.md of the samples: they carry placeholders as numbers, which a real peer rejects.
const placeholders = ['recipient.id.format.not.allowed', 'sender.id.format.not.allowed'];

describe.skipIf(!haveSchemas)('published samples', () => {
  test('the smallest letter is right', () => {
    expect(codes('samples/MeMo_Minimum_Example.xml')).toEqual([]);
    const { facts } = check('samples/MeMo_Minimum_Example.xml');
    expect(facts).toEqual({
      uuid: '8c2ea15d-61fb-4ba9-9366-42f8b194c114', messageId: null, title: 'Pladsanvisning', sender: { type: 'CVR', id: '12345678', label: 'Kommunen' },
      recipient: { type: 'CPR', id: '2211771212' }, reply: false, doNotDeliverUntil: null,
    });
  });

  test('the full letter breaks only what its publishers say it breaks', () => {
    const known = ['action.end.before.start', 'unstructured.address.not.alone'];
    const wide = { ...defaultSettings, fileExtensions: ['pdf', 'txt', 'doc'] };
    expect(codes('samples/MeMo_Full_Example.xml', wide, '2025-09-01T10:00:00Z')).toEqual(known);
    expect(codes('samples/MeMo_Full_Example.xml', wide, '2026-11-24T10:00:00Z')).toEqual([...known, 'do.not.deliver.until.date.too.early', 'reply.by.date.time.too.early'].sort());
    expect(codes('samples/MeMo_Full_Example.xml', defaultSettings, '2025-09-01T10:00:00Z')).toEqual([...known, 'file.extension.not.allowed'].sort());
  });

  test('placeholders are no numbers, and two texts are two attachments', () => {
    expect(codes('samples/MeMo_NemSMS.xml')).toEqual(placeholders);
    expect(codes('samples/MeMo_with_attachment.xml')).toEqual(['file.format.repeated', ...placeholders]);
  });

  test('version 1.1 is not what this peer takes', () => {
    expect(codes('samples-1.1/MeMo_Minimum_Example.xml')).toEqual(['memo.schema.version.not.allowed', 'memo.version.not.supported']);
  });
});
sayIfSkipped(4, 'samples.test.ts');
