import { action, additional, entryPoint } from './peer.ts';

type Change = (xml: string) => string;
const swap = (from: string | RegExp, to: string): Change => (xml) => {
  const changed = xml.replace(from, to);
  if (changed === xml) throw new Error(`the letter has no ${from}`);
  return changed;
};
const after = (mark: string, more: string) => swap(mark, `${mark}${more}`);
const before = (mark: string, more: string) => swap(mark, `${more}${mark}`);
const filename = (name: string) => swap('Optagelse.pdf', name);
const act = (code: string, inside: string) => before('</memo:MainDocument>', action(code, inside));
const long = (length: number) => 'æ'.repeat(length);
const replyEntry = '<memo:ReplyData><memo:messageUUID>8c2ea15d-61fb-4ba9-9366-42f8b194c115</memo:messageUUID>REST</memo:ReplyData>';
const attention = (inside: string) => after('<memo:idType>CPR</memo:idType>', `<memo:AttentionData>${inside}</memo:AttentionData>`);
const reservation = (start: string, end: string) => `<memo:Reservation><memo:description>a</memo:description><memo:reservationUUID>8c2ea15d-61fb-4ba9-9366-42f8b194c114</memo:reservationUUID><memo:abstract>b</memo:abstract><memo:location>c</memo:location><memo:startDateTime>${start}</memo:startDateTime><memo:endDateTime>${end}</memo:endDateTime></memo:Reservation>`;

/** One letter per rule of the facts, spoiled in one way: what it must be refused with, and whether the schema refuses it too. */
export const violations: { code: string; change: Change; schema: 'refuses' | 'passes' }[] = [
  // Version, prefix, names, order.
  { code: 'memo.version.not.supported', change: swap('memoVersion="1.2"', 'memoVersion="1.1"'), schema: 'passes' },
  { code: 'memo.version.not.supported', change: swap(' memoVersion="1.2"', ''), schema: 'refuses' },
  { code: 'memo.schema.version.not.allowed', change: swap('memoVersion="1.2"', 'memoVersion="1.2" memoSchVersion="1.1.0"'), schema: 'refuses' },
  { code: 'memo.attribute.unknown', change: swap('memoVersion="1.2"', 'memoVersion="1.2" lang="da"'), schema: 'refuses' },
  { code: 'memo.attribute.unknown', change: swap('<memo:File>', '<memo:File id="1">'), schema: 'refuses' },
  { code: 'memo.prefix.required', change: (xml) => xml.replaceAll('memo:', '').replace('xmlns:memo', 'xmlns').replace('xmlns:grd', 'xmlns:grd'), schema: 'passes' },
  { code: 'memo.prefix.required', change: (xml) => xml.replaceAll('memo:', 'm:').replace('xmlns:memo', 'xmlns:m'), schema: 'passes' },
  { code: 'memo.element.unknown', change: swap(/memo:language>/g, 'memo:inLanguage>'), schema: 'refuses' },
  { code: 'memo.element.unknown', change: after('<memo:label>Optagelse</memo:label>', '<memo:subject>x</memo:subject>'), schema: 'refuses' },
  { code: 'memo.element.unknown', change: after('<memo:label>Optagelse</memo:label>', '<grd:label>x</grd:label>'), schema: 'refuses' },
  { code: 'memo.element.unknown', change: swap('Optagelse</memo:label>', 'Optagelse<memo:b>x</memo:b></memo:label>'), schema: 'refuses' },
  { code: 'memo.element.order', change: swap(/(<memo:senderID>.*<\/memo:senderID>)(<memo:idType>CVR<\/memo:idType>)/, '$2$1'), schema: 'refuses' },
  { code: 'memo.element.order', change: swap(/(<memo:encodingFormat>.*<\/memo:encodingFormat>)(<memo:filename>.*<\/memo:filename>)/, '$2$1'), schema: 'refuses' },
  { code: 'memo.element.order', change: attention('<memo:EMail><memo:emailAddress>a@b.dk</memo:emailAddress></memo:EMail><grd:ProductionUnit><grd:productionUnitNumber>1019601052</grd:productionUnitNumber></grd:ProductionUnit>'), schema: 'refuses' },
  { code: 'memo.element.missing', change: swap('<memo:label>Optagelse</memo:label>', ''), schema: 'refuses' },
  { code: 'memo.element.missing', change: swap('<memo:idType>CPR</memo:idType>', ''), schema: 'refuses' },
  { code: 'memo.element.missing', change: swap(/<memo:MainDocument>.*<\/memo:MainDocument>/, ''), schema: 'refuses' },
  { code: 'memo.element.missing', change: swap(/<memo:createdDateTime>.*<\/memo:createdDateTime>/, ''), schema: 'refuses' },
  { code: 'memo.element.repeated', change: swap(/(<memo:MainDocument>.*<\/memo:MainDocument>)/, '$1$1'), schema: 'refuses' },
  { code: 'memo.element.repeated', change: after('<memo:label>Optagelse</memo:label>', '<memo:label>To</memo:label>'), schema: 'refuses' },
  { code: 'memo.element.repeated', change: after('b330</memo:contactPointID>', '<memo:ContactInfo><memo:label>a</memo:label><memo:value>b</memo:value></memo:ContactInfo>'.repeat(3)), schema: 'refuses' },
  { code: 'memo.element.repeated', change: after('<memo:caseID>7</memo:caseID>', '<memo:AdditionalReplyData><memo:label>a</memo:label><memo:value>b</memo:value></memo:AdditionalReplyData>'.repeat(5)), schema: 'refuses' },
  { code: 'memo.element.repeated', change: after('</memo:Recipient>', `<memo:ContentData>${'<memo:AdditionalContentData><memo:contentDataName>a</memo:contentDataName><memo:contentDataValue>b</memo:contentDataValue></memo:AdditionalContentData>'.repeat(11)}</memo:ContentData>`), schema: 'refuses' },
  { code: 'memo.element.repeated', change: act('AFTALE', reservation('2027-01-01T10:00:00Z', '2027-01-01T11:00:00Z') + entryPoint('https://a.dk')), schema: 'refuses' },
  { code: 'memo.text.not.allowed', change: after('<memo:MessageBody>', 'tekst'), schema: 'refuses' },
  // Simple types.
  { code: 'message.type.value.not.allowed', change: swap('DIGITALPOST', 'PHYSICAL_LETTER'), schema: 'refuses' },
  { code: 'label.too.long', change: swap('Optagelse</memo:label>', `${long(257)}</memo:label>`), schema: 'refuses' },
  { code: 'notification.too.long', change: before('<memo:reply>', `<memo:notification>${long(151)}</memo:notification>`), schema: 'passes' },
  { code: 'comment.too.long', change: after('<memo:caseID>7</memo:caseID>', `<memo:comment>${long(513)}</memo:comment>`), schema: 'refuses' },
  { code: 'filename.too.long', change: filename(`${long(253)}.pdf`), schema: 'refuses' },
  { code: 'reply.format.not.allowed', change: swap('<memo:reply>true', '<memo:reply>TRUE'), schema: 'refuses' },
  { code: 'language.format.not.allowed', change: swap('<memo:language>da<', '<memo:language>dan<'), schema: 'refuses' },
  { code: 'created.date.time.must.end.in.z', change: swap('12:00:00Z', '12:00:00+01:00'), schema: 'refuses' },
  { code: 'created.date.time.format.not.allowed', change: swap('2026-11-23T12', '2026-02-30T12'), schema: 'refuses' },
  { code: 'do.not.deliver.until.date.format.not.allowed', change: after('</memo:reply>', '<memo:doNotDeliverUntilDate>2027-01-01T00:00:00Z</memo:doNotDeliverUntilDate>'), schema: 'refuses' },
  { code: 'message.uuid.not.uuid.version.4', change: swap('8c2ea15d-61fb-4ba9', '8c2ea15d-61fb-7ba9'), schema: 'refuses' },
  { code: 'content.not.base64', change: swap('JVBERi0xLjcK', 'JVBERi0xLjc'), schema: 'refuses' },
  { code: 'content.not.base64', change: swap('JVBERi0xLjcK', 'JVBE*i0xLjcK'), schema: 'refuses' },
  { code: 'production.unit.number.format.not.allowed', change: attention('<grd:ProductionUnit><grd:productionUnitNumber>10196010521</grd:productionUnitNumber></grd:ProductionUnit>'), schema: 'refuses' },
  { code: 'url.too.long', change: act('UNDERSKRIV', entryPoint(`https://a.dk/${'a'.repeat(245)}`)), schema: 'refuses' },
  // Header rules beyond the schema.
  { code: 'label.empty', change: swap('Optagelse</memo:label>', ' </memo:label>'), schema: 'passes' },
  { code: 'sender.label.empty', change: swap('Prøveskolen', ''), schema: 'passes' },
  { code: 'recipient.id.type.not.allowed', change: swap('>CPR<', '>cpr<'), schema: 'passes' },
  { code: 'recipient.id.format.not.allowed', change: swap('0101070001', '010107-0001'), schema: 'passes' },
  { code: 'recipient.id.format.not.allowed', change: swap('0101070001', '3113070001'), schema: 'passes' },
  { code: 'recipient.id.format.not.allowed', change: swap('>CPR<', '>CVR<'), schema: 'passes' },
  { code: 'representative.id.type.not.allowed', change: after('</memo:ContactPoint>', '<memo:Representative><memo:idType>SE</memo:idType></memo:Representative>'), schema: 'passes' },
  { code: 'post.type.not.allowed', change: swap('MYNDIGHEDSPOST', 'REKLAME'), schema: 'passes' },
  { code: 'contact.point.id.format.not.allowed', change: swap('241d39f6-998e-4929-b198-ccacbbf4b330', 'Studievejledningen'), schema: 'passes' },
  { code: 'reply.by.date.time.without.reply', change: swap('<memo:reply>true</memo:reply>', '<memo:reply>false</memo:reply><memo:replyByDateTime>2027-01-01T00:00:00Z</memo:replyByDateTime>'), schema: 'passes' },
  { code: 'reply.by.date.time.too.early', change: after('</memo:reply>', '<memo:replyByDateTime>2020-01-01T00:00:00Z</memo:replyByDateTime>'), schema: 'passes' },
  { code: 'reply.uuid.missing', change: after('</memo:ReplyData>', replyEntry.replace('REST', '')), schema: 'passes' },
  { code: 'do.not.deliver.until.date.too.early', change: after('</memo:reply>', '<memo:doNotDeliverUntilDate>2020-01-01</memo:doNotDeliverUntilDate>'), schema: 'passes' },
  { code: 'do.not.deliver.until.date.too.late', change: after('</memo:reply>', '<memo:doNotDeliverUntilDate>2099-01-01</memo:doNotDeliverUntilDate>'), schema: 'passes' },
  { code: 'notification.personal.data', change: before('<memo:reply>', '<memo:notification>Brev om 010107-0001</memo:notification>'), schema: 'passes' },
  { code: 'unstructured.address.not.alone', change: attention('<grd:Address><grd:city>Nordby</grd:city></grd:Address><grd:UnstructuredAddress><grd:unstructured>Nordby</grd:unstructured></grd:UnstructuredAddress>'), schema: 'passes' },
  // Body, documents, files, actions.
  { code: 'message.body.missing', change: swap(/<memo:MessageBody>[^]*<\/memo:MessageBody>/, ''), schema: 'passes' },
  { code: 'message.body.not.allowed', change: (xml) => swap('DIGITALPOST', 'NEMSMS')(before('<memo:reply>', '<memo:notification>Hej</memo:notification>')(xml)), schema: 'passes' },
  { code: 'empty.notification.not.allowed', change: (xml) => swap('DIGITALPOST', 'NEMSMS')(swap(/<memo:MessageBody>[^]*<\/memo:MessageBody>/, '')(xml)), schema: 'passes' },
  { code: 'additional.documents.too.many', change: after('</memo:MainDocument>', Array.from({ length: 11 }, (_, index) => additional(index)).join('')), schema: 'passes' },
  { code: 'file.format.repeated', change: swap(/(<memo:File>.*<\/memo:File>)/, '$1$1'), schema: 'passes' },
  { code: 'file.extension.not.allowed', change: filename('Optagelse.docx'), schema: 'passes' },
  { code: 'file.extension.not.allowed', change: filename('Optagelse'), schema: 'passes' },
  { code: 'file.extension.not.allowed', change: filename('.pdf'), schema: 'passes' },
  { code: 'file.encoding.format.mismatch', change: filename('Optagelse.txt'), schema: 'passes' },
  { code: 'file.empty.not.allowed', change: swap('JVBERi0xLjcK', ''), schema: 'passes' },
  ...['&lt;', '>', ':', '&quot;', '/', '\\', '|', '?', '*', '&#13;', '&#10;', '\u00a0', '\u2000', '\u200a', '\u2028', '\u205f', '\u2060', '\u3000'].map((character) => (
    { code: 'file.name.character.not.allowed', change: filename(`Opta${character}gelse.pdf`), schema: 'passes' as const })),
  { code: 'action.code.not.allowed', change: act('SIGNING', entryPoint('https://a.dk')), schema: 'passes' },
  { code: 'action.entry.point.missing', change: act('UNDERSKRIV', ''), schema: 'passes' },
  { code: 'action.reservation.missing', change: act('AFTALE', ''), schema: 'passes' },
  { code: 'action.url.not.https', change: act('UNDERSKRIV', entryPoint('http://a.dk')), schema: 'passes' },
  { code: 'action.end.before.start', change: act('AFTALE', reservation('2027-01-02T10:00:00Z', '2027-01-01T10:00:00Z')), schema: 'passes' },
];
