import { mkdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

/**
 * Merge letters to measure with: `count` letters of two pages from LibreOffice or from Chromium,
 * one process each. Kept in `folder` between runs, because LibreOffice takes longer to write them
 * than we take to read them.
 */
export async function makeLetters(folder: string, maker: 'libreoffice' | 'chromium', count: number): Promise<string> {
  const target = join(folder, `${maker}-${count}.pdf`);
  if (existsSync(target)) return target;
  await mkdir(folder, { recursive: true });
  const source = join(folder, `${maker}-${count}.${maker === 'chromium' ? 'html' : 'fodt'}`);
  await writeFile(source, maker === 'chromium' ? htmlLetters(count) : flatOdtLetters(count));
  const made = join(folder, 'made');
  await mkdir(made, { recursive: true });
  const output = join(made, `${maker}-${count}.pdf`);
  const run = maker === 'chromium'
    ? spawnSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', '--timeout=120000', `--print-to-pdf=${output}`, `file://${source}`])
    : spawnSync('soffice', [`-env:UserInstallation=file://${join(folder, 'profile')}`, '--headless', '--convert-to', 'pdf', '--outdir', made, source]);
  if (!existsSync(output)) throw new Error(`${maker} made no PDF: ${String(run.stderr).slice(0, 400)}`);
  await rename(output, target);
  return target;
}

/** An invented CPR number of a pupil: its control digit is wrong on purpose, so it belongs to nobody. */
export function inventedCpr(index: number): string {
  const day = 1 + (index % 28);
  const month = 1 + (Math.floor(index / 28) % 12);
  const digits = `${two(day)}${two(month)}${two(6 + (index % 5))}${String(4000 + ((index * 7) % 5990)).padStart(4, '0')}`;
  const weights = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(digits[place]), 0);
  return sum % 11 === 0 ? digits.slice(0, 9) + String((Number(digits[9]) + 1) % 10) : digits;
}

const two = (value: number) => String(value).padStart(2, '0');
const given = ['Anne', 'Søren', 'Mikkel', 'Åse', 'Freja', 'Jørgen', 'Ida', 'Malthe', 'Signe', 'Victor'];
const family = ['Jensen', 'Østergaard', 'Mølgaard', 'Ravn', 'Kjær', 'Bæk', 'Lund', 'Sørensen', 'Holm', 'Dahl'];

type Paragraph = { text: string; kind: 'head' | 'plain' | 'newpage' };

function letter(index: number): Paragraph[] {
  const name = `${given[index % 10]} ${family[Math.floor(index / 10) % 10]}`;
  const cpr = inventedCpr(index);
  const written = `${cpr.slice(0, 6)}-${cpr.slice(6)}`;
  const body = Array.from({ length: 9 }, (_, n) => ({ kind: 'plain' as const, text:
    `Afsnit ${n + 1}. Skolen har noteret ${n + 3} lektioners fravær i uge ${20 + n}, og du bedes derfor møde til en samtale i lokale ${100 + index % 60 + n}. ` +
    'Medbring gerne dokumentation for lægebesøg og andet fravær, som skolen ikke kender til. Har du spørgsmål, kan du ringe til kontoret på telefon 72 14 90 00 mellem klokken 8 og 15, ' +
    'og du kan altid skrive til din studievejleder. Reglerne står i bekendtgørelsen om studie- og ordensregler, og de gælder for alle elever på skolen.' }));
  return [
    { kind: index === 0 ? 'plain' : 'newpage', text: 'Nørrevang Gymnasium' },
    { kind: 'plain', text: name },
    { kind: 'plain', text: `Bøgevej ${1 + index % 90}, 8000 Aarhus C` },
    { kind: 'plain', text: `CPR-nr.: ${written}` },
    { kind: 'head', text: `Varsel om fravær til ${name}` },
    ...body.slice(0, 5),
    { kind: 'newpage', text: `Brev nr. ${index + 1}, side 2` },
    ...body.slice(5),
    { kind: 'plain', text: `Eleven ${name}, ${written}, bedes underskrive og aflevere denne side.` },
    { kind: 'plain', text: 'Med venlig hilsen Skolens kontor' },
  ];
}

const letters = (count: number) => Array.from({ length: count }, (_, index) => letter(index)).flat();

function htmlLetters(count: number): string {
  const rows = letters(count).map(({ kind, text }) => (kind === 'head' ? `<h1>${text}</h1>` : `<p${kind === 'newpage' ? ' class="n"' : ''}>${text}</p>`));
  return `<!doctype html><html lang="da"><meta charset="utf-8"><title>Breve</title><style>@page{size:A4;margin:25mm}body{font:11pt serif}.n{break-before:page}</style>${rows.join('\n')}</html>`;
}

function flatOdtLetters(count: number): string {
  const names = { head: 'H', plain: 'P', newpage: 'N' };
  const rows = letters(count).map(({ kind, text }) => `<text:p text:style-name="${names[kind]}">${text}</text:p>`);
  const style = (name: string, paragraph: string, size: number) => `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.3cm" ${paragraph}/><style:text-properties fo:font-size="${size}pt"/></style:style>`;
  return `<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles>${style('P', '', 11)}${style('H', '', 16)}${style('N', 'fo:break-before="page"', 11)}</office:automatic-styles><office:body><office:text>${rows.join('\n')}</office:text></office:body></office:document>`;
}
