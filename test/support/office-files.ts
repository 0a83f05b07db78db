import { deflateRawSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';

const bytes = (text: string) => new TextEncoder().encode(text);
const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export type Relation = { id: string; type: string; target: string; external?: boolean };
export const relationsOf = (list: Relation[]) => `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(({ id, type, target, external }) =>
  `<Relationship Id="${id}" Type="${type.includes('/') ? type : `${relations}/${type}`}" Target="${target}"${external ? ' TargetMode="External"' : ''}/>`).join('')}</Relationships>`;

export const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

/** A Word file of these paragraphs (or body XML). `parts`: more parts, or others in place of the usual ones. */
export function wordFile(body: string[], { parts = {}, links = [], main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml' }: { parts?: Record<string, string | Uint8Array>; links?: Relation[]; main?: string } = {}): Uint8Array {
  const content = body.map((each) => (each.startsWith('<') ? each : paragraph(each))).join('');
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="${main}"/>${Object.keys(parts).filter((name) => /^word\/comments\.xml$/.test(name)).map(() => '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>').join('')}</Types>`,
    '_rels/.rels': relationsOf([{ id: 'r1', type: 'officeDocument', target: 'word/document.xml' }]),
    'word/document.xml': `${head}<w:document ${w}><w:body>${content}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr></w:body></w:document>`,
    'word/_rels/document.xml.rels': relationsOf(links),
    ...parts,
  };
  return zipped(all);
}

/** A workbook with one sheet; a cell is a text or a number. */
export function sheetFile(rows: (string | number)[][], { hidden = false } = {}): Uint8Array {
  const cell = (value: string | number) => (typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`);
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const sheets = hidden ? '<sheet name="Ark1" sheetId="1" r:id="r1"/><sheet name="Gemt" sheetId="2" state="hidden" r:id="r2"/>' : '<sheet name="Ark1" sheetId="1" r:id="r1"/>';
  const sheet = (data: (string | number)[][]) => `${head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${data.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`;
  return zipped({
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>${hidden ? `<Override PartName="/xl/worksheets/sheet2.xml" ContentType="${types}.worksheet+xml"/>` : ''}</Types>`,
    '_rels/.rels': relationsOf([{ id: 'r1', type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `${head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relations}"><sheets>${sheets}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsOf([{ id: 'r1', type: 'worksheet', target: 'worksheets/sheet1.xml' }, ...(hidden ? [{ id: 'r2', type: 'worksheet', target: 'worksheets/sheet2.xml' }] : [])]),
    'xl/worksheets/sheet1.xml': sheet(hidden ? [['Kun dette ark vises']] : rows),
    ...(hidden ? { 'xl/worksheets/sheet2.xml': sheet(rows) } : {}),
  });
}

const namespaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"';

/** An OpenDocument text; `body` and `scripts` are XML. */
export function openDocumentFile(body: string, { scripts = '', parts = {} }: { scripts?: string; parts?: Record<string, string | Uint8Array> } = {}): Uint8Array {
  const named = ['content.xml', ...Object.keys(parts)];
  return zipped({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `${head}<office:document-content ${namespaces} office:version="1.2">${scripts}<office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    'META-INF/manifest.xml': `${head}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>${named.map((name) => `<manifest:file-entry manifest:full-path="${name}" manifest:media-type="text/xml"/>`).join('')}</manifest:manifest>`,
    ...parts,
  });
}

/** An archive of these files in this order, each stored or packed as fflate does. */
export function zipped(files: Record<string, string | Uint8Array>): Uint8Array {
  const list: Zippable = {};
  for (const [name, content] of Object.entries(files)) list[name] = [typeof content === 'string' ? bytes(content) : content, { level: name === 'mimetype' ? 0 : 6 }];
  return zipSync(list);
}

/** A package whose one part unpacks to `megabytes` of the same letter. */
export function swollen(megabytes: number): Uint8Array {
  const word = wordFile(['brev']);
  const name = Buffer.from('word/media/image1.bin');
  const packed = deflateRawSync(Buffer.alloc(megabytes * 1024 * 1024, 65), { level: 9 });
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0); local.writeUInt16LE(8, 8); local.writeUInt32LE(packed.length, 18); local.writeUInt32LE(megabytes * 1024 * 1024, 22); local.writeUInt16LE(name.length, 26);
  const head = Buffer.alloc(46);
  const view = Buffer.from(word);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const directory = view.readUInt32LE(end + 16);
  head.writeUInt32LE(0x02014b50, 0); head.writeUInt16LE(8, 10); head.writeUInt32LE(packed.length, 20); head.writeUInt32LE(megabytes * 1024 * 1024, 24); head.writeUInt16LE(name.length, 28); head.writeUInt32LE(directory, 42);
  const tail = Buffer.from(view.subarray(end));
  tail.writeUInt16LE(tail.readUInt16LE(8) + 1, 8); tail.writeUInt16LE(tail.readUInt16LE(10) + 1, 10); tail.writeUInt32LE(directory + 30 + name.length + packed.length, 16);
  return Buffer.concat([view.subarray(0, directory), local, name, packed, view.subarray(directory, end), head, name, tail]);
}
