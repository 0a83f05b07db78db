import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const scripting = '/org.openoffice.Office.Common/Security/Scripting';
const export_ = '/org.openoffice.Office.Common/Filter/PDF/Export';

/**
 * What LibreOffice must not do, and how its PDF is made. Macros: none at all, whatever signed or placed. Links: never
 * followed or updated (Writer 0, Calc 1 = never). The PDF has no comments, form fields or outline: what a reader sees on
 * paper. Hidden slides stay out as on paper, empty pages in.
 */
const settings: [path: string, name: string, value: boolean | number][] = [
  [scripting, 'MacroSecurityLevel', 3],
  [scripting, 'DisableMacrosExecution', true],
  [scripting, 'BlockUntrustedRefererLinks', true],
  [scripting, 'CheckDocumentEvents', true],
  ['/org.openoffice.Office.Writer/Content/Update', 'Link', 0],
  ['/org.openoffice.Office.Writer/Content/Update', 'Field', true],
  ['/org.openoffice.Office.Calc/Content/Update', 'Link', 1],
  ['/org.openoffice.Office.Calc/Formula/Load', 'OOXMLRecalcMode', 1],
  ['/org.openoffice.Office.Calc/Formula/Load', 'ODFRecalcMode', 1],
  ['/org.openoffice.Office.Recovery/AutoSave', 'Enabled', false],
  ['/org.openoffice.Office.Common/Misc', 'CollectUsageInformation', false],
  ['/org.openoffice.Office.Common/Misc', 'CrashReport', false],
  ['/org.openoffice.Inet/Settings', 'ooInetProxyType', 0],
  [export_, 'ExportNotes', false],
  [export_, 'ExportNotesInMargin', false],
  [export_, 'ExportFormFields', false],
  [export_, 'ExportBookmarks', false],
  [export_, 'ExportHiddenSlides', false],
  [export_, 'IsSkipEmptyPages', false],
  [export_, 'UseTaggedPDF', false],
];

/** Writes a LibreOffice profile of our own into `folder`. Answers its address as LibreOffice takes it. */
export function writeProfile(folder: string): string {
  mkdirSync(join(folder, 'user'), { recursive: true, mode: 0o700 });
  const items = settings.map(([path, name, value]) => `<item oor:path="${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`);
  writeFileSync(join(folder, 'user', 'registrymodifications.xcu'), `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${items.join('\n')}
</oor:items>
`);
  return new URL(`file://${folder}`).href;
}
