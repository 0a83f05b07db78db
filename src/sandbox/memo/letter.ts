import { parseXml } from './parse.ts';
import { child, children, value } from './reach.ts';

export type LetterFile = { document: 'main' | 'additional' | 'technical'; label: string | null; filename: string; mime: string; bytes: number; content(): Uint8Array };

/** To whom at the recipient (AttentionData): what the message says, in its order. */
export type Attention = { what: 'person' | 'unit' | 'email' | 'telephone'; value: string; name: string | null };

/** What a person sees of a stored letter: its files in order, its actions, until when it can be answered, to whom at the recipient. */
export type OpenedLetter = { files: LetterFile[]; actions: { label: string; code: string; url: string | null }[]; attention: Attention[]; replyBy: string | null; createdAt: string | null };

/** Opens the XML of a letter that was taken in. Throws XmlRefused on anything else. */
export function openLetter(xml: Uint8Array): OpenedLetter {
  const message = parseXml(xml);
  const body = child(message, 'MessageBody');
  const documents = [
    ...children(body, 'MainDocument').map((element) => ({ element, document: 'main' as const })),
    ...children(body, 'AdditionalDocument').map((element) => ({ element, document: 'additional' as const })),
    ...children(body, 'TechnicalDocument').map((element) => ({ element, document: 'technical' as const })),
  ];
  const files = documents.flatMap(({ element, document }) => children(element, 'File').map((file): LetterFile => {
    const text = value(file, 'content') ?? '';
    const content = () => Buffer.from(text, 'base64');
    return { document, label: value(element, 'label') ?? null, filename: value(file, 'filename') ?? '', mime: value(file, 'encodingFormat') ?? '', bytes: content().length, content };
  }));
  const actions = documents.flatMap(({ element }) => children(element, 'Action').map((action) => ({
    label: value(action, 'label') ?? '', code: value(action, 'actionCode') ?? '', url: value(action, 'EntryPoint', 'url') ?? null,
  })));
  const of = (...path: string[]) => value(message, 'MessageHeader', 'Recipient', 'AttentionData', ...path) ?? null;
  const attention = ([
    ['person', of('AttentionPerson', 'label'), null], ['unit', of('grd:ProductionUnit', 'grd:productionUnitNumber'), of('grd:ProductionUnit', 'grd:productionUnitName')],
    ['email', of('EMail', 'emailAddress'), of('EMail', 'relatedAgent')], ['telephone', of('Telephone', 'telephoneNumber'), of('Telephone', 'relatedAgent')],
  ] as const).flatMap(([what, text, name]) => (text === null ? [] : [{ what, value: text, name }]));
  return { files, actions, attention, replyBy: value(message, 'MessageHeader', 'replyByDateTime') ?? null, createdAt: value(body, 'createdDateTime') ?? null };
}
