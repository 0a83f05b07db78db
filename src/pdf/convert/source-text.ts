import { decodeText, type FileKind } from '../../formats/index.ts';
import type { ConversionNote, SourcePlace } from '../types.ts';
import { addText, addXml, type SourceText } from './text-of-xml.ts';
import { readZip, unpack, type ZipEntry } from './zip/read-zip.ts';

/** The parts of an OOXML package that hold text, and where a reader meets it. Text runs are elements called `t` or `delText`, numbers of cells `v`. */
const parts: [RegExp, SourcePlace][] = [
  [/^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/, 'body'],
  [/^(?:word|xl|ppt)\/(?:.*\/)?(?:comments|threadedComments?|commentsExtended)[^/]*\/?[^/]*\.xml$/, 'comments'],
  [/^xl\/(?:sharedStrings|worksheets\/[^/]+|charts\/[^/]+)\.xml$/, 'body'],
  [/^ppt\/slides\/[^/]+\.xml$/, 'body'],
  [/^ppt\/notesSlides\/[^/]+\.xml$/, 'notes'],
  [/^(?:word|ppt|xl)\/(?:charts|diagrams|drawings)\/[^/]+\.xml$/, 'body'],
  [/^(?:docProps|customXml)\/[^/]+\.xml$/, 'metadata'],
  [/^word\/glossary\/document\.xml$/, 'metadata'],
];
const textElements = /^(?:t|delText|instrText|v|text|pt)$/;

const empty = (): SourceText => ({ places: new Map(), marks: new Set() });

/** The file's own text by place; what is not text (pictures, PDF) has none. */
export function sourceText(kind: FileKind, content: Uint8Array, entries: ZipEntry[] | null): SourceText {
  const source = empty();
  if (kind === 'docx' || kind === 'xlsx' || kind === 'pptx') addOoxml(source, entries ?? []);
  else if (kind === 'odt' || kind === 'ods' || kind === 'odp') addOdf(source, entries ?? []);
  else if (kind === 'doc' || kind === 'xls' || kind === 'ppt') addRuns(source, content);
  else if (kind === 'rtf') addText(source, 'body', plainRtf(Buffer.from(content).toString('latin1')));
  else if (kind === 'text') addText(source, 'body', decodeText(content));
  return source;
}

function addOoxml(source: SourceText, entries: ZipEntry[]): void {
  for (const entry of entries) {
    const place = parts.find(([name]) => name.test(entry.name))?.[1];
    if (place) addXml(source, unpack(entry), place, place === 'metadata' ? { everyElement: true } : { only: textElements });
    else if (entry.name === 'xl/workbook.xml') addXml(source, unpack(entry), 'metadata', { only: /^definedName$/ });
    else if (/\/embeddings\/[^/]+\.(?:docx|xlsx|pptx|xlsm|docm)$/i.test(entry.name)) addEmbedded(source, entry);
  }
}

/** A workbook behind a chart or table: nobody sees more of it than the picture, but it may hold a whole class. */
function addEmbedded(source: SourceText, entry: ZipEntry): void {
  const inner = empty();
  try {
    for (const part of readZip(unpack(entry))) if (parts.some(([name]) => name.test(part.name))) addXml(inner, unpack(part), 'body', { only: textElements });
  } catch {
    return;
  }
  for (const text of inner.places.values()) addText(source, 'hidden', text);
}

function addOdf(source: SourceText, entries: ZipEntry[]): void {
  for (const entry of entries) {
    if (/(?:^|\/)content\.xml$/.test(entry.name) || entry.name === 'styles.xml') addXml(source, unpack(entry), 'body');
    if (entry.name === 'meta.xml') addXml(source, unpack(entry), 'metadata', { everyElement: true });
  }
}

/** Binary formats: every run of readable characters, in both of the encodings they use. */
function addRuns(source: SourceText, content: Uint8Array): void {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  for (const match of bytes.toString('latin1').matchAll(/[\x20-\x7e\xc0-\xff\t\r\n]{6,}/g)) addText(source, 'body', `${match[0]}\n`);
  for (const offset of [0, 1]) for (const match of new TextDecoder('utf-16le').decode(bytes.subarray(offset)).matchAll(/[\x20-\x7e\xc0-\xff\t\r\n]{6,}/g)) addText(source, 'body', `${match[0]}\n`);
}

/** RTF without its control words; groups that hold no text of the page stay, so that numbers in them are found too. */
function plainRtf(text: string): string {
  return text.replace(/\\'([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\\u(-?\d+) ?\??/g, (_, code: string) => String.fromCharCode(Number(code) & 0xffff))
    .replace(/\\(?:par|line|row|page)\b ?/g, '\n').replace(/\\(?:tab|cell)\b ?/g, '\t').replace(/\\[a-z]+-?\d* ?/gi, '').replace(/[{}]|\\\*/g, '').slice(0, 2_000_000);
}

/** What a person is told of what the pages do not show. */
export function notesOf({ places, marks }: SourceText): ConversionNote[] {
  const notes: ConversionNote[] = [];
  if (['del', 'ins', 'moveFrom', 'tracked-changes'].some((mark) => marks.has(mark))) notes.push({ kind: 'tracked_changes' });
  if (places.get('comments')?.trim()) notes.push({ kind: 'comments' });
  if (places.get('hidden')?.trim()) notes.push({ kind: 'hidden_text' });
  if (marks.has('hidden_sheets')) notes.push({ kind: 'hidden_sheets' });
  return notes;
}
