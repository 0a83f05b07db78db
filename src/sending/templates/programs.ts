/**
 * The program behind a file, by what it writes of itself as maker. The school systems' own words are not known from a public
 * source (facts/domain.md 4): they are found where they name themselves, and anything else goes under the maker's own name.
 */
const known: [RegExp, string][] = [
  [/udd?ata/i, 'UDDATA+'], [/ludus/i, 'LUDUS'], [/lectio|macom/i, 'Lectio'], [/\bboss\b/i, 'BOSS'], [/navision|dynamics nav|dynamics 365 business/i, 'Navision Stat'],
  [/microsoft.*word|\bword\b.*microsoft/i, 'Microsoft Word'], [/microsoft.*excel/i, 'Microsoft Excel'], [/microsoft print to pdf/i, 'Microsoft Print to PDF'],
  [/libreoffice|openoffice/i, 'LibreOffice'], [/crystal reports/i, 'Crystal Reports'], [/jasper/i, 'JasperReports'], [/reportbuilder|reporting services|ssrs/i, 'SQL Server Reporting Services'],
  [/skia\/pdf|chrome|chromium|headlesschrome|\bedge\b/i, 'Chrome'], [/firefox|\bcairo\b/i, 'Firefox'], [/ghostscript/i, 'Ghostscript'], [/pdf-lib/i, 'pdf-lib'],
];

/** Of producer and creator of a PDF, or of the kind of file it was made from (`mime`), without versions; empty where nobody is named. */
export function programOf(producer: string, creator: string, mime: string): string {
  if (/wordprocessing|msword/.test(mime)) return 'Microsoft Word';
  if (/spreadsheetml|ms-excel/.test(mime)) return 'Microsoft Excel';
  // Whoever asked for the file says more than the printer that made it.
  for (const text of [creator, producer]) for (const [pattern, name] of known) if (pattern.test(text)) return name;
  return (creator || producer).replace(/[\d./()-]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 60);
}
