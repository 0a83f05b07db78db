import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Block, LetterSender, SampleLetter } from './types.ts';
import { accent, logoSvg } from './logo.ts';
import { run } from './run-tool.ts';
import { continuationLine, escapeXml, footerLine } from './words.ts';

const width = 168; // mm of text on the page

const paragraphStyle = (name: string, paragraph: string, text = '') =>
  `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties ${paragraph}/><style:text-properties style:font-name="Body" ${text.includes('font-size') ? '' : 'fo:font-size="10.5pt"'} fo:language="da" fo:country="DK" ${text}/></style:style>`;
const column = (name: string, share: number) => `<style:style style:name="${name}" style:family="table-column"><style:table-column-properties style:column-width="${(share * width).toFixed(1)}mm"/></style:style>`;
const cell = (name: string, rest: string) => `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties fo:padding="1.1mm" ${rest}/></style:style>`;

function styles(shares: Set<number>): string {
  const green = `fo:color="${accent}"`;
  return [
    paragraphStyle('P', 'fo:margin-bottom="2.8mm" fo:line-height="128%"'),
    paragraphStyle('Cell', 'fo:margin-bottom="0mm"', 'fo:font-size="9.2pt"'),
    paragraphStyle('CellRight', 'fo:text-align="end"', 'fo:font-size="9.2pt"'),
    paragraphStyle('CellBold', '', 'fo:font-size="9.2pt" fo:font-weight="bold"'),
    paragraphStyle('CellBoldRight', 'fo:text-align="end"', 'fo:font-size="9.2pt" fo:font-weight="bold"'),
    paragraphStyle('To', 'fo:line-height="120%"'), paragraphStyle('ToName', 'fo:line-height="120%"', 'fo:font-weight="bold"'),
    paragraphStyle('Item', 'fo:margin-left="6mm" fo:text-indent="-4mm" fo:margin-bottom="0.8mm" fo:line-height="124%"'),
    paragraphStyle('H1', 'fo:margin-top="5mm" fo:margin-bottom="4mm" fo:keep-with-next="always"', `fo:font-size="15pt" fo:font-weight="bold" ${green}`),
    paragraphStyle('H2', 'fo:margin-top="4mm" fo:margin-bottom="2mm" fo:keep-with-next="always"', `fo:font-size="11.5pt" fo:font-weight="bold" ${green}`),
    paragraphStyle('Next', `fo:break-before="page" fo:margin-bottom="5mm" fo:padding-bottom="1.5mm" fo:border-bottom="0.5pt solid #b9c8c1" fo:border-left="none" fo:border-right="none" fo:border-top="none"`, 'fo:font-size="8.4pt" fo:color="#555555"'),
    paragraphStyle('Gap', 'fo:margin-bottom="0mm"', 'fo:font-size="4pt"'),
    paragraphStyle('Name', 'fo:margin-left="18mm"', `fo:font-size="18pt" fo:font-weight="bold" ${green}`),
    paragraphStyle('Motto', `fo:margin-left="18mm" fo:margin-bottom="2mm" fo:padding-bottom="3mm"`, 'fo:font-size="8.5pt" fo:color="#555555"'),
    paragraphStyle('Foot', `fo:text-align="center" fo:padding-top="1.5mm" fo:border-top="0.8pt solid ${accent}" fo:border-left="none" fo:border-right="none" fo:border-bottom="none"`, 'fo:font-size="7.5pt" fo:color="#555555"'),
    '<style:style style:name="Letter" style:family="table" style:master-page-name="First"><style:table-properties table:align="left" style:width="168mm" fo:break-before="page"/></style:style>',
    '<style:style style:name="Grid" style:family="table"><style:table-properties table:align="left" style:width="168mm" fo:margin-bottom="4mm"/></style:style>',
    '<style:style style:name="TopRow" style:family="table-row"><style:table-row-properties style:min-row-height="40mm"/></style:style>',
    '<style:style style:name="Logo" style:family="graphic"><style:graphic-properties style:wrap="run-through" style:run-through="background" style:vertical-pos="from-top" style:vertical-rel="paragraph" style:horizontal-pos="from-left" style:horizontal-rel="paragraph" fo:border="none"/></style:style>',
    ...[...shares].map((share) => column(`C${Math.round(share * 1000)}`, share)),
    cell('Plain', 'fo:border="none"'), cell('Tight', 'fo:border="none" fo:padding-top="0mm" fo:padding-bottom="0.4mm"'), cell('Line', 'fo:border-left="0.8pt solid #b9c8c1" fo:border-right="none" fo:border-top="none" fo:border-bottom="none"'), cell('Head', 'fo:background-color="#e8efeb" fo:border="none"'),
    cell('Row', 'fo:border-bottom="0.4pt solid #c9d3ce" fo:border-left="none" fo:border-right="none" fo:border-top="none"'), cell('Fact', 'fo:background-color="#f3f6f4" fo:border="none"'),
  ].join('\n');
}

const text = (style: string, words: string) => `<text:p text:style-name="${style}">${escapeXml(words)}</text:p>`;
const grid = (shares: number[], rows: string[][], cellStyle: (row: number) => string, textStyle: (row: number, place: number) => string) =>
  `<table:table table:style-name="Grid">${shares.map((share) => `<table:table-column table:style-name="C${Math.round(share * 1000)}"/>`).join('')}${rows
    .map((row, at) => `<table:table-row>${row.map((words, place) => `<table:table-cell table:style-name="${cellStyle(at)}" office:value-type="string">${text(textStyle(at, place), words)}</table:table-cell>`).join('')}</table:table-row>`).join('')}</table:table>${text('Gap', '')}`;

function block(part: Block): string {
  if (part.kind === 'paragraph') return text('P', part.text);
  if (part.kind === 'heading') return text('H2', part.text);
  if (part.kind === 'list') return part.items.map((item) => `<text:p text:style-name="Item">•<text:s text:c="2"/>${escapeXml(item)}</text:p>`).join('') + text('Gap', '');
  if (part.kind === 'facts') return grid([0.25, 0.75], part.rows, () => 'Fact', (_, place) => (place === 0 ? 'CellBold' : 'Cell'));
  if (part.kind === 'signature') return `${text('P', 'Med venlig hilsen')}${text('P', '')}${text('ToName', part.name)}${text('To', part.title)}`;
  const last = part.rows.length;
  return grid(part.columns.map((one) => one.share), [part.columns.map((one) => one.title), ...part.rows], (row) => (row === 0 ? 'Head' : 'Row'),
    (row, place) => `Cell${row === 0 || (part.total && row === last) ? 'Bold' : ''}${part.columns[place]?.right ? 'Right' : ''}`);
}

function letterBody(letter: SampleLetter, sender: LetterSender): string {
  const to = letter.to.map((line, place) => text(place === 0 ? 'ToName' : 'To', line)).join('');
  const rows = letter.head.map((row) => `<table:table-row>${row.map((words) => `<table:table-cell table:style-name="Tight" office:value-type="string">${text('Cell', words)}</table:table-cell>`).join('')}</table:table-row>`).join('');
  const head = `<table:table table:style-name="Inner"><table:table-column table:style-name="C150"/><table:table-column table:style-name="C190"/>${rows}</table:table>`;
  const top = `<table:table table:style-name="Letter"><table:table-column table:style-name="C660"/><table:table-column table:style-name="C340"/><table:table-row table:style-name="TopRow"><table:table-cell table:style-name="Plain">${to}</table:table-cell><table:table-cell table:style-name="Line">${head}${text('Gap', '')}</table:table-cell></table:table-row></table:table>`;
  const pages = letter.pages.map((blocks, place) => (place === 0 ? '' : text('Next', continuationLine(sender, letter.title, place + 1, letter.pages.length))) + blocks.map(block).join(''));
  return `${top}${text('H1', letter.title)}${pages.join('')}`;
}

function flatDocument(letters: SampleLetter[], sender: LetterSender): string {
  const shares = new Set([0.66, 0.34, 0.15, 0.19, 0.25, 0.75]);
  for (const letter of letters) for (const part of letter.pages.flat()) if (part.kind === 'table') for (const one of part.columns) shares.add(one.share);
  const layout = (name: string, header: string) => `<style:page-layout style:name="${name}"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="14mm" fo:margin-bottom="12mm" fo:margin-left="22mm" fo:margin-right="20mm"/>${header}<style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style></style:page-layout>`;
  const logo = `<draw:frame draw:style-name="Logo" text:anchor-type="paragraph" svg:x="0mm" svg:y="0mm" svg:width="14mm" svg:height="14mm" draw:z-index="0"><draw:image draw:mime-type="image/svg+xml"><office:binary-data>${btoa(logoSvg)}</office:binary-data></draw:image></draw:frame>`;
  const footer = `<style:footer>${text('Foot', footerLine(sender))}</style:footer>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Body" svg:font-family="'Liberation Serif'"/></office:font-face-decls>
<office:automatic-styles>${styles(shares)}<style:style style:name="Inner" style:family="table"><style:table-properties table:align="left" style:width="57mm" fo:margin-left="3mm"/></style:style>
${layout('FirstLayout', '<style:header-style><style:header-footer-properties fo:min-height="22mm" fo:margin-bottom="9mm"/></style:header-style>')}${layout('NextLayout', '')}</office:automatic-styles>
<office:master-styles><style:master-page style:name="First" style:page-layout-name="FirstLayout" style:next-style-name="Next"><style:header><text:p text:style-name="Name">${logo}${escapeXml(sender.name)}</text:p>${text('Motto', `${sender.address.street} · ${sender.address.postalCode} ${sender.address.town} · ${sender.email}`)}</style:header>${footer}</style:master-page>
<style:master-page style:name="Next" style:page-layout-name="NextLayout">${footer}</style:master-page></office:master-styles>
<office:body><office:text>${letters.map((letter) => letterBody(letter, sender)).join('\n')}</office:text></office:body></office:document>`;
}

/** Sets all letters in one flat OpenDocument file and lets one LibreOffice process make the PDF. */
export async function renderWithLibreOffice(letters: SampleLetter[], sender: LetterSender, output: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-libreoffice-'));
  try {
    await writeFile(join(folder, 'letters.fodt'), flatDocument(letters, sender));
    const made = join(folder, 'letters.pdf');
    await run('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'letters.fodt')], made);
    await copyFile(made, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
