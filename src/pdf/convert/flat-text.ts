import { decodeText } from '../../formats/index.ts';

/** More lines than this are no letter (some 5,000 pages). */
const mostLines = 250_000;

/** XML 1.0 has no other control characters than these. */
const clean = (text: string) => text.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const line = (text: string) => clean(text)
  .replaceAll('\t', '<text:tab/>')
  .replace(/ {2,}/g, (spaces) => ` <text:s text:c="${spaces.length - 1}"/>`)
  .replace(/^ /, '<text:s/>');

/**
 * A text file as a flat OpenDocument text (OpenDocument 1.2 part 1, 3.1.2): A4, one paragraph a line, a form feed begins a page.
 * Letters of equal width where the text is set in columns.
 */
export function flatText(content: Uint8Array): Uint8Array {
  const text = decodeText(content);
  const pages = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\f');
  const columns = /\S(?: {3,}|\t)\S/.test(text);
  const paragraphs = pages.flatMap((page, number) => page.replace(/^\n/, number > 0 ? '' : '\n').split('\n').map((words, at) => `<text:p text:style-name="${number > 0 && at === 0 ? 'new' : 'line'}">${line(words)}</text:p>`));
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="letters" svg:font-family="${columns ? "'Liberation Mono'" : "'Liberation Sans'"}"/></office:font-face-decls>
<office:styles><style:style style:name="line" style:family="paragraph"><style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0cm" fo:line-height="120%"/><style:text-properties style:font-name="letters" fo:font-size="${columns ? '9pt' : '11pt'}" fo:language="da" fo:country="DK"/></style:style>
<style:style style:name="new" style:family="paragraph" style:parent-style-name="line"><style:paragraph-properties fo:break-before="page"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="a4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2.2cm" fo:margin-bottom="2cm" fo:margin-left="2.2cm" fo:margin-right="2.2cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="a4"/></office:master-styles>
<office:body><office:text>${paragraphs.slice(0, mostLines).join('')}</office:text></office:body>
</office:document>`);
}
