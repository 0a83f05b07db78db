import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { checkMemo, readMemo, safeFilename, writeMemo, writeTree, type MemoNode } from '../../src/connectors/digital-post/index.ts';
import { Problem } from '../../src/core/errors.ts';
import { letter } from './letters.ts';
import { haveSchemas, schemaFault } from './schemas.ts';

if (!haveSchemas) console.warn('memo-write.test.ts: written messages are checked by checkMemo only, no MeMo schemas found');

const text = (xml: Uint8Array) => Buffer.from(xml).toString('utf8');
const faults = (xml: Uint8Array) => [...checkMemo(xml).map(({ path, rule }) => `${path} ${rule}`), ...(haveSchemas && schemaFault(xml) !== null ? [schemaFault(xml)!] : [])];
const reasonOf = (act: () => unknown) => {
  try {
    act();
  } catch (fault) {
    if (fault instanceof Problem) return `${fault.code} ${fault.reason} ${fault.values.field ?? ''}`.trim();
    throw fault;
  }
  return 'written';
};

describe('a letter as MeMo 1.2', () => {
  test('carries every value of the letter', () => {
    const contactPointId = '241d39f6-998e-4929-b198-ccacbbf4b330';
    const sent = letter({
      sender: { cvr: '12345678', label: 'Ærø & <Gymnasium>', contactPointId }, replyAllowed: true, caseId: '42', doNotDeliverUntil: '2026-12-01',
      recipient: { kind: 'cvr', number: '87654321', label: 'Firma "A/S"' }, document: { filename: 'Brev: æøå.pdf', mime: 'application/pdf', content: Buffer.from([0, 1, 2, 255]) },
    });
    const xml = writeMemo(sent);
    expect(faults(xml)).toEqual([]);
    const memo = readMemo(xml);
    expect(memo.MessageHeader).toEqual({
      messageType: 'DIGITALPOST', messageUUID: sent.messageUuid, label: sent.label, reply: 'true', doNotDeliverUntilDate: '2026-12-01', postType: 'MYNDIGHEDSPOST',
      Sender: { senderID: '12345678', idType: 'CVR', label: 'Ærø & <Gymnasium>', ContactPoint: { contactPointID: contactPointId } },
      Recipient: { recipientID: '87654321', idType: 'CVR', label: 'Firma "A/S"' },
      ReplyData: [{ messageUUID: sent.messageUuid, caseID: '42', contactPointID: contactPointId, generatingSystemID: 'elevarkiv' }],
    });
    expect(JSON.parse(JSON.stringify(memo.MessageBody))).toEqual({
      createdDateTime: '2026-11-24T08:15:00.123Z',
      MainDocument: {
        label: sent.label,
        File: [{ encodingFormat: 'application/pdf', filename: 'Brev- æøå.pdf', language: 'da', content: { bytes: 4, sha256: new Bun.CryptoHasher('sha256').update(Buffer.from([0, 1, 2, 255])).digest('hex') } }],
      },
    });
  });

  test('with every option together: reply by a day, held until a day, its case, P-number and case officer, an action to sign, ten attachments', () => {
    const attachments = Array.from({ length: 10 }, (_, n) => ({ title: `Bilag ${n + 1}`, filename: `bilag-${n + 1}.pdf`, mime: 'application/pdf', content: Buffer.from(`%PDF ${n}`) }));
    const sent = letter({
      replyAllowed: true, replyBy: new Date('2026-12-10T22:59:59Z'), doNotDeliverUntil: '2026-12-01', caseId: '42', sender: { cvr: '12345678', label: 'Skolen', contactPointId: '241d39f6-998e-4929-b198-ccacbbf4b330' },
      recipient: { kind: 'cvr', number: '87654321', label: 'Firma' }, attachments,
      attention: { productionUnit: { number: '1019601052', name: 'Afdeling Nord' }, email: { address: 'an@firma.dk', name: 'An Ansat' }, telephone: { number: '12345678', name: null }, person: 'An Ansat' },
      signing: { url: `https://${'s'.repeat(248)}`, until: new Date('2026-12-20T22:59:59Z') },
    });
    const xml = writeMemo(sent);
    expect(faults(xml)).toEqual([]);
    const memo = readMemo(xml);
    const header = memo.MessageHeader as MemoNode;
    expect([header.replyByDateTime, header.doNotDeliverUntilDate, (header.ReplyData as MemoNode[])[0]!.caseID]).toEqual(['2026-12-10T22:59:59.000Z', '2026-12-01', '42']);
    expect((header.Recipient as MemoNode).AttentionData).toEqual({
      AttentionPerson: { label: 'An Ansat' }, ProductionUnit: { productionUnitNumber: '1019601052', productionUnitName: 'Afdeling Nord' },
      EMail: { emailAddress: 'an@firma.dk', relatedAgent: 'An Ansat' }, Telephone: { telephoneNumber: '12345678' },
    });
    const body = memo.MessageBody as MemoNode;
    expect((body.MainDocument as MemoNode).Action).toEqual([{ label: 'Underskriv', actionCode: 'UNDERSKRIV', endDateTime: '2026-12-20T22:59:59.000Z', EntryPoint: { url: sent.signing!.url } }]);
    expect((body.AdditionalDocument as MemoNode[]).map(({ label }) => label)).toEqual(attachments.map(({ title }) => title));
    expect(reasonOf(() => writeMemo({ ...sent, signing: { url: 'http://x.dk', until: null } }))).toContain('memo.bad_signing_address');
    expect(reasonOf(() => writeMemo({ ...sent, signing: { url: `https://${'s'.repeat(249)}`, until: null } }))).toContain('memo.bad_signing_address');
    expect(reasonOf(() => writeMemo({ ...sent, attachments: [...attachments, attachments[0]!] }))).toContain('memo.too_many');
  });

  test('prefixes every element, says its version and nothing of the schema version', () => {
    const xml = text(writeMemo(letter()));
    expect(xml).toStartWith('<?xml version="1.0" encoding="UTF-8"?>\n<memo:Message xmlns:memo="https://DigitalPost.dk/MeMo-1" memoVersion="1.2">');
    expect(xml).not.toContain('memoSchVersion');
    expect(xml.match(/<(?!\/?memo:|\?xml)[^>]*>/g)).toBeNull();
  });

  test('has contact point and reply data only where an answer is allowed', () => {
    const header = readMemo(writeMemo(letter({ sender: { cvr: '12345678', label: 'Skolen', contactPointId: 'x' } }))).MessageHeader;
    expect(header.reply).toBe('false');
    expect(header.ReplyData).toBeUndefined();
    expect((header.Sender as MemoNode).ContactPoint).toBeUndefined();
  });

  test('refuses what MeMo does not take, by field', () => {
    const long = 'a'.repeat(257);
    const cases: [Partial<Parameters<typeof letter>[0]> & object, string][] = [
      [{ label: long }, 'invalid memo.text_too_long MessageHeader/label'],
      [{ label: '😀'.repeat(129) }, 'invalid memo.text_too_long MessageHeader/label'],
      [{ label: ' \u00a0' }, 'invalid memo.missing label'],
      [{ label: 'a\u0000b' }, 'invalid memo.forbidden_character MessageHeader/label'],
      [{ label: 'a\nb' }, 'invalid memo.forbidden_character MessageHeader/label'],
      [{ label: 'a\ud800b' }, 'invalid memo.forbidden_character MessageHeader/label'],
      [{ label: 'a\uffffb' }, 'invalid memo.forbidden_character MessageHeader/label'],
      [{ messageUuid: Bun.randomUUIDv7() }, 'invalid memo.bad_uuid MessageHeader/messageUUID'],
      [{ doNotDeliverUntil: '2026-02-30' }, 'invalid memo.bad_date MessageHeader/doNotDeliverUntilDate'],
      [{ createdAt: new Date(NaN) }, 'invalid memo.bad_date_time createdDateTime'],
      [{ sender: { cvr: '1234567', label: 'Skolen', contactPointId: null } }, 'invalid memo.bad_sender'],
      [{ sender: { cvr: '12345678', label: long, contactPointId: null } }, 'invalid memo.text_too_long MessageHeader/Sender/label'],
      [{ recipient: { kind: 'cpr', number: '12345678', label: null } }, 'invalid memo.bad_recipient'],
      [{ recipient: { kind: 'cvr', number: '1234567890', label: null } }, 'invalid memo.bad_recipient'],
      [{ document: { filename: `${long}.pdf`, mime: 'application/pdf', content: Buffer.from('x') } }, 'invalid memo.text_too_long MessageBody/MainDocument/File/filename'],
      [{ document: { filename: 'a.pdf', mime: 'application/pdf', content: new Uint8Array() } }, 'invalid memo.empty_file'],
    ];
    for (const [wish, reason] of cases) expect(reasonOf(() => writeMemo(letter(wish)))).toBe(reason);
    expect(reasonOf(() => writeMemo(letter({ label: 'a'.repeat(256) })))).toBe('written');
  });

  test('keeps the bytes of a large document', () => {
    const content = crypto.getRandomValues(new Uint8Array(60_001));
    const file = (readMemo(writeMemo(letter({ document: { filename: 'a.pdf', mime: 'application/pdf', content: content.subarray(1) } }))).MessageBody!.MainDocument as MemoNode).File as MemoNode[];
    expect((file[0]!.content as unknown as { data: Uint8Array }).data).toEqual(Buffer.from(content.subarray(1)));
  });

  test('any words give a message in order, read back as they were, or a Problem', () => {
    const odd = fc.constantFrom('\u00a0', '"', "'", '<', '&', ']]>', '😀', '\u0007', '\r\n', '\u2060', '\u3000', '\ud83d', '/', '..', 'æ', '\u202e', '\u0085', '%', '\ufffe', 'a'.repeat(120));
    const words = fc.array(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 8 }).map((pieces) => pieces.join(''));
    let written = 0;
    fc.assert(fc.property(words, words, words, (label, filename, name) => {
      const wish = letter({ label, recipient: { kind: 'cpr', number: '0104101234', label: name }, document: { filename, mime: 'application/pdf', content: Buffer.from('x') } });
      let xml: Uint8Array;
      try {
        xml = writeMemo(wish);
      } catch (fault) {
        expect(fault).toBeInstanceOf(Problem);
        return;
      }
      written++;
      expect(faults(xml)).toEqual([]);
      const { MessageHeader, MessageBody } = readMemo(xml);
      expect(MessageHeader.label).toBe(label);
      expect((MessageHeader.Recipient as MemoNode).label ?? '').toBe(name);
      expect((((MessageBody!.MainDocument as MemoNode).File as MemoNode[])[0]!.filename as string).toLowerCase()).toEndWith('.pdf');
    }), { numRuns: 600 });
    expect(written).toBeGreaterThan(50);
  }, 60_000);
});

describe('any other MeMo from the same tables', () => {
  test('attention data, attachments and actions come out in the schema\'s order', () => {
    const xml = writeTree({
      MessageBody: {
        AdditionalDocument: [{ File: [{ encodingFormat: 'application/pdf', filename: 'bilag.pdf', language: 'da', content: Buffer.from('b') }], label: 'Bilag' }],
        MainDocument: {
          Action: [{ EntryPoint: { url: 'https://skole.example/underskriv/1' }, actionCode: 'UNDERSKRIV', label: 'Underskriv' }],
          File: [{ content: Buffer.from('a'), filename: 'brev.pdf', encodingFormat: 'application/pdf', language: 'da' }],
        },
        createdDateTime: '2026-11-24T08:00:00Z',
      },
      MessageHeader: {
        Recipient: { idType: 'CVR', recipientID: '87654321', AttentionData: { 'grd:ProductionUnit': { 'grd:productionUnitNumber': '1234567890' }, AttentionPerson: { label: 'Bo' } } },
        Sender: { label: 'Skolen', idType: 'CVR', senderID: '12345678' }, label: 'Brev', messageUUID: letter().messageUuid, messageType: 'DIGITALPOST',
      },
    });
    expect(faults(xml)).toEqual([]);
    expect(text(xml)).toContain('xmlns:grd="https://data.gov.dk/model/core/"');
  });

  test('an unknown element, a missing one and one too many are refused', () => {
    const base = { messageType: 'DIGITALPOST', messageUUID: letter().messageUuid, label: 'x', Sender: { senderID: '12345678', idType: 'CVR', label: 's' }, Recipient: { recipientID: '87654321', idType: 'CVR' } };
    expect(() => writeTree({ MessageHeader: { ...base, subject: 'x' } })).toThrow('MessageHeader has no subject');
    expect(reasonOf(() => writeTree({ MessageHeader: { ...base, Sender: null } }))).toBe('invalid memo.missing MessageHeader/Sender');
    const infos = [1, 2, 3].map((number) => ({ label: `${number}`, value: 'x' }));
    expect(reasonOf(() => writeTree({ MessageHeader: { ...base, Recipient: { ...base.Recipient, ContactPoint: { contactPointID: 'c', ContactInfo: infos } } } })))
      .toBe('invalid memo.too_many MessageHeader/Recipient/ContactPoint/ContactInfo');
    expect(reasonOf(() => writeTree({ MessageHeader: { ...base, notification: 'n'.repeat(151) } }))).toBe('invalid memo.text_too_long MessageHeader/notification');
  });
});

describe('file names', () => {
  test('keep Danish letters and lose what the platform refuses', () => {
    expect(safeFilename('Ærø: brev / "æøå" 2026.pdf')).toBe('Ærø- brev - -æøå- 2026.pdf');
    expect(safeFilename('../../etc/passwd')).toBe('etc-passwd');
    expect(safeFilename('a\u00a0b\u2003c\u2060d\u3000e.pdf')).toBe('a b cd e.pdf');
    expect(safeFilename('???.pdf')).toBe('letter.pdf');
    expect(safeFilename('')).toBe('letter');
    expect(safeFilename('😀.pdf')).toBe('😀.pdf');
  });
});
