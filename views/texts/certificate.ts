import { danishTime } from '../../src/core/dates.ts';
import type { Certificate, DisposalWords } from '../../src/retention/index.ts';
import { amount, count } from './count.ts';
import { leftWords, ruleWords } from './retention.ts';

const noType = 'Uden dokumenttype';
const documents = (n: number) => count(n, 'dokument', 'dokumenter');
const roles: Record<string, string> = { sent: 'Brev', original: 'Original', source: 'Kilde', attachment: 'Bilag', signed: 'Signeret', message: 'Rå post', readable: 'Læsbar', version: 'Udgave' };
const page = (name: string) => (n: number, all: number) => `${name} · side ${n} af ${all}`;

/** The words in lines of at most so many characters: a certificate leaves nothing out. */
function lines(text: string, most: number): string[] {
  const all = [''];
  for (const word of text.split(' ')) {
    const longer = all.at(-1) ? `${all.at(-1)} ${word}` : word;
    if (longer.length <= most || !all.at(-1)) all[all.length - 1] = longer;
    else all.push(word);
  }
  return all;
}

/** One row of the table for each line that its longest cell takes. `most`: characters a column holds. */
function wrapped(cells: string[], most: number[]): string[][] {
  const columns = cells.map((cell, n) => lines(cell, most[n]!));
  return Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, line) => columns.map((column) => column[line] ?? ''));
}

function certificate(of: Certificate, sha256: string): ReturnType<DisposalWords['certificate']> {
  const title = `Destruktionscertifikat, bunke ${of.batch}`;
  const lead = [
    `${of.school}. ${documents(of.documents.destroyed)} destrueret, ${amount(of.documents.left)} ladt i fred, af ${amount(of.documents.proposed)} i bunken.`,
    `Foreslået af ${of.proposed.by} ${danishTime(of.proposed.at)}. Godkendt af ${of.approved.by} ${danishTime(of.approved.at)}.`,
    `Destrueret fra ${danishTime(of.destroyed.from)} til ${danishTime(of.destroyed.until)}.`,
    'Certifikatet nævner ingen af de personer, dokumenterne handlede om.',
    `Certifikatets SHA-256 (JSON): ${sha256}`,
  ];
  const files = of.destroyedDocuments.flatMap(({ type, year, files: all }, n) => (all.length > 0 ? all : [{ role: '', sha256: 'Ingen filer' }]).map((file, m) => [m === 0 ? String(n + 1) : '', m === 0 ? `${year}, ${type ?? noType}` : '', roles[file.role] ?? file.role, file.sha256]));
  const tables = [
    { title, lead, columns: [{ label: 'Dokumenttype', width: 100 }, { label: 'År', width: 30 }, { label: 'Destrueret', width: 40 }], rows: of.counts.map((row) => [row.type ?? noType, row.year, amount(row.documents)]), page: page('Antal') },
    { title: 'Regler og hjemmel', lead: [], columns: [{ label: 'Dokumenttype', width: 42 }, { label: 'Regel', width: 66 }, { label: 'Hjemmel', width: 54 }, { label: 'Antal', width: 18 }], rows: of.rules.flatMap((row) => wrapped([row.type ?? noType, ruleWords(row.rule, row.templateYears), row.rule.reason, amount(row.documents)], [22, 36, 29, 8])), page: page('Regler') },
    { title: 'Destruerede filer', lead: [], columns: [{ label: 'Nr.', width: 9 }, { label: 'Dokument', width: 31 }, { label: 'Fil', width: 17 }, { label: 'SHA-256', width: 123 }], rows: files, page: page('Filer') },
    { title: 'Ladt i fred', lead: [], columns: [{ label: 'Dokumenttype', width: 50 }, { label: 'Grund', width: 130 }], rows: of.leftDocuments.flatMap((row) => wrapped([row.type ?? noType, leftWords[row.why].why], [27, 72])), page: page('Ladt i fred') },
  ];
  return { title, tables: tables.filter(({ rows }, n) => n === 0 || rows.length > 0) };
}

/** What is written of destroying: the certificate, and the title of a case without a name. */
export const disposalWords: DisposalWords = { certificate, shell: 'Kasseret sag' };
