import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoSchool, DemoStudent } from '../../src/demo/school.ts';
import type { HardCase } from './hard-cases.ts';
import { run } from './run-tool.ts';
import { escapeXml, withHyphen } from './words.ts';

const space = '<text:s/>';

/** One page each student; `lines` are XML. */
function flatDocument(pages: string[][], justified: boolean): string {
  const align = justified ? 'fo:text-align="justify"' : '';
  const body = pages.map((lines) => lines.map((line, at) => `<text:p text:style-name="${at === 0 ? 'First' : 'P'}">${line}</text:p>`).join('')).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles><style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="3mm" ${align}/></style:style><style:style style:name="First" style:family="paragraph"><style:paragraph-properties fo:break-before="page" fo:margin-bottom="3mm" ${align}/></style:style></office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document>`;
}

/** The documents as LibreOffice prints them, by their names; it is started once for all of them. */
async function printed(documents: Map<string, string>): Promise<Map<string, Uint8Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'hard-libreoffice-'));
  try {
    const files = [...documents].map(([name, content]) => ({ name, path: join(folder, `${name}.fodt`), pdf: join(folder, `${name}.pdf`), content }));
    for (const { path, content } of files) await writeFile(path, content);
    await run('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...files.map(({ path }) => path)], files.at(-1)!.pdf);
    return new Map(await Promise.all(files.map(async ({ name, pdf }) => [name, new Uint8Array(await readFile(pdf))] as const)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Signs that only a word processor writes: soft and unbreakable hyphens, narrow spaces, justified lines, tabs. */
export function libreOfficeCases(school: DemoSchool): HardCase[] {
  const people = school.students.filter((one) => !one.replacementNumber).slice(240, 280);
  const tail = ['Vi henviser til samtalen den 12. november 2026 og til vores brev af 3. november 2026.', 'Med venlig hilsen', 'Birkelund Gymnasium, tlf. 70 99 12 34'];
  const documents = new Map<string, string>();
  let all: Promise<Map<string, Uint8Array>> | undefined;
  const made = (name: string, why: string, from: number, line: (student: DemoStudent) => string, justified = false): HardCase => {
    const students = people.slice(from, from + 3);
    documents.set(name, flatDocument(students.map((student) => [escapeXml(student.name), `${escapeXml(student.address.street)}<text:line-break/>${student.address.postalCode} ${escapeXml(student.address.town)}`, line(student), ...tail]), justified));
    return {
      name: `libreoffice-${name}`, why, certainty: 'sure',
      async make() {
        const bytes = (await (all ??= printed(documents))).get(name)!;
        return { bytes, letters: students.map((student, at) => ({ pages: [at + 1], recipient: { kind: 'cpr' as const, number: student.cpr } })), ownerless: [], decoys: [] };
      },
    };
  };
  const halves = (cpr: string, between: string) => `${cpr.slice(0, 6)}${between}${cpr.slice(6)}`;
  return [
    made('soft-hyphen', 'a soft hyphen (U+00AD) inside', 0, (one) => `Cpr-nr.: ${halves(one.cpr, '\u00ad')}`),
    made('no-break-hyphen', 'a non-breaking hyphen (U+2011)', 3, (one) => `Cpr-nr.:${space}${halves(one.cpr, '\u2011')}`),
    made('narrow-space', 'a narrow no-break space (U+202F)', 6, (one) => `CPR ${halves(one.cpr, '\u202f')}`),
    made('minus', 'a minus sign (U+2212)', 9, (one) => `Personnummer: ${halves(one.cpr, '\u2212')}`),
    made('tab', 'tab between label and number, label at the end of its line', 12, (one) => `Cpr-nummer:<text:tab/><text:tab/><text:tab/>${withHyphen(one.cpr)}`),
    made('justified', 'justified text that stretches the spaces round the number', 15, (one) => `Skolen har modtaget en ansøgning om orlov fra eleven med personnummer ${withHyphen(one.cpr)}, og skolen har besluttet at imødekomme ansøgningen for perioden fra den 1. februar 2027 til den 30. juni 2027 på de vilkår, der fremgår af bilaget.`, true),
    made('line-break', 'number broken by the line, label before it', 18, (one) => `Attesten vedrører cpr-nr.<text:line-break/>${one.cpr.slice(0, 6)}-<text:line-break/>${one.cpr.slice(6)}`),
    made('parts', 'the parts of the number are separate spans', 21, (one) => `CPR-nr. <text:span>${one.cpr.slice(0, 2)}</text:span><text:span>${one.cpr.slice(2, 6)}</text:span>-<text:span>${one.cpr.slice(6)}</text:span>`),
  ];
}
