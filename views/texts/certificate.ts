import { danishTime } from '../../src/core/dates.ts';
import type { Certificate, DisposalWords } from '../../src/retention/index.ts';
import { amount, count } from './count.ts';
import { leftWords, ruleWords } from './retention.ts';

const noType = 'Uden dokumenttype';
const documents = (n: number) => count(n, 'dokument', 'dokumenter');
const roles: Record<string, string> = { sent: 'Brev', original: 'Original', source: 'Kilde', attachment: 'Bilag', signed: 'Signeret', message: 'Meddelelse', readable: 'PDF/A eller læsbar', version: 'Tidligere udgave' };
const page = (name: string) => (n: number, all: number) => `${name} · side ${n} af ${all}`;

function certificate(of: Certificate, sha256: string): ReturnType<DisposalWords['certificate']> {
  const title = `Destruktionscertifikat, bunke ${of.batch}`;
  const lead = [
    `${of.school}. ${documents(of.documents.destroyed)} destrueret, ${amount(of.documents.left)} ladt i fred, af ${amount(of.documents.proposed)} i bunken.`,
    `Foreslået af ${of.proposed.by} ${danishTime(of.proposed.at)}. Godkendt af ${of.approved.by} ${danishTime(of.approved.at)}.`,
    `Destrueret fra ${danishTime(of.destroyed.from)} til ${danishTime(of.destroyed.until)}.`,
    'Certifikatet nævner ingen af de personer, dokumenterne handlede om.',
    `Certifikatets SHA-256 (JSON): ${sha256}`,
  ];
  const files = of.destroyedDocuments.flatMap(({ type, year, files: all }, n) => (all.length > 0 ? all : [{ role: '', sha256: 'Ingen filer' }]).map((file, m) => [m === 0 ? String(n + 1) : '', m === 0 ? `${type ?? noType}, ${year}` : '', roles[file.role] ?? file.role, file.sha256]));
  const tables = [
    { title, lead, columns: [{ label: 'Dokumenttype', width: 100 }, { label: 'År', width: 30 }, { label: 'Destrueret', width: 40 }], rows: of.counts.map((row) => [row.type ?? noType, row.year, amount(row.documents)]), page: page('Antal') },
    { title: 'Regler og hjemmel', lead: [], columns: [{ label: 'Dokumenttype', width: 40 }, { label: 'Regel', width: 75 }, { label: 'Hjemmel', width: 45 }, { label: 'Antal', width: 20 }], rows: of.rules.map((row) => [row.type ?? noType, ruleWords(row.rule, row.templateYears), row.rule.reason, amount(row.documents)]), page: page('Regler') },
    { title: 'Destruerede filer', lead: [], columns: [{ label: 'Nr.', width: 10 }, { label: 'Dokument', width: 34 }, { label: 'Fil', width: 24 }, { label: 'SHA-256', width: 112 }], rows: files, page: page('Filer') },
    { title: 'Ladt i fred', lead: [], columns: [{ label: 'Dokumenttype', width: 50 }, { label: 'Grund', width: 130 }], rows: of.leftDocuments.map((row) => [row.type ?? noType, leftWords[row.why].why]), page: page('Ladt i fred') },
  ];
  return { title, tables: tables.filter(({ rows }, n) => n === 0 || rows.length > 0) };
}

/** What is written of destroying: the certificate, and the title of a case without a name. */
export const disposalWords: DisposalWords = { certificate, shell: 'Kasseret sag' };
