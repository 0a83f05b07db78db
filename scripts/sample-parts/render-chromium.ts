import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Block, LetterSender, SampleLetter } from './types.ts';
import { accent, logoSvg } from './logo.ts';
import { run } from './run-tool.ts';
import { continuationLine, escapeXml, footerLine } from './words.ts';

const style = (footer: string) => `
@page { size: A4; margin: 16mm 20mm 22mm 22mm; @bottom-center { content: "${footer.replace(/"/g, '\\"')}"; font: 7.4pt "Liberation Sans"; color: #555; } }
* { box-sizing: border-box } body { margin: 0; font: 10.4pt/1.42 "Liberation Sans", Arial, sans-serif; color: #1b1b1b }
.page { break-before: page } .page:first-child { break-before: auto }
.brand { display: flex; align-items: center; gap: 4mm; border-bottom: 1.2pt solid ${accent}; padding-bottom: 4mm; height: 20mm }
.brand svg { width: 14mm; height: 14mm } .brand b { font-size: 17pt; color: ${accent}; font-weight: 700; letter-spacing: .2pt } .brand span { margin-left: auto; font-size: 8pt; text-align: right; color: #444; line-height: 1.35 }
.top { display: grid; grid-template-columns: 1fr 58mm; height: 46mm; padding-top: 11mm } .to { line-height: 1.35 } .to div:first-child { font-weight: 700 }
.head { font-size: 9pt; border-left: .8pt solid #b9c8c1; padding-left: 4mm; align-self: start; margin: 0 } .head div { display: grid; grid-template-columns: 25mm 1fr; }
.head dt, .head dd { margin: 0 } .head dt { color: #555 }
h1 { font-size: 14.5pt; margin: 5mm 0 4mm; color: ${accent} } h2 { font-size: 11.5pt; margin: 5mm 0 2mm; color: ${accent} } p { margin: 0 0 3mm } ul { margin: 0 0 3mm; padding-left: 5.5mm }
table { width: 100%; border-collapse: collapse; font-size: 9.2pt; margin: 1mm 0 4mm } th { text-align: left; background: #e8efeb; font-weight: 700 } th, td { padding: 1.2mm 2mm; border-bottom: .4pt solid #c9d3ce; vertical-align: top } .right { text-align: right } tr.total td { font-weight: 700; border-top: 1pt solid ${accent} }
.facts { display: grid; grid-template-columns: 38mm 1fr; background: #f3f6f4; padding: 2.5mm 4mm; margin: 0 0 4mm; font-size: 9.6pt } .facts dd { margin: 0 } .facts dt { color: #444 }
.sign { margin-top: 6mm } .sign .pen { height: 11mm; display: block } .sign small { display: block; font-size: 9pt; color: #444 } .next { font-size: 8.4pt; color: #555; border-bottom: .6pt solid #b9c8c1; padding-bottom: 2mm; margin-bottom: 4mm }`;

function block(part: Block): string {
  if (part.kind === 'paragraph') return `<p>${escapeXml(part.text)}</p>`;
  if (part.kind === 'heading') return `<h2>${escapeXml(part.text)}</h2>`;
  if (part.kind === 'list') return `<ul>${part.items.map((item) => `<li>${escapeXml(item)}</li>`).join('')}</ul>`;
  if (part.kind === 'facts') return `<dl class="facts">${part.rows.map(([label, value]) => `<dt>${escapeXml(label)}</dt><dd>${escapeXml(value)}</dd>`).join('')}</dl>`;
  if (part.kind === 'signature') return `<div class="sign">Med venlig hilsen<svg class="pen" viewBox="0 0 120 34"><path d="M4 24 C14 2 22 4 20 22 S34 8 40 18 S56 30 62 14 S80 10 84 20 S104 24 116 10" fill="none" stroke="#27408b" stroke-width="1.6"/></svg>${escapeXml(part.name)}<small>${escapeXml(part.title)}</small></div>`;
  const side = (place: number) => (part.columns[place]?.right ? ' class="right"' : '');
  const head = part.columns.map((column, place) => `<th${side(place)} width="${column.share * 100}%">${escapeXml(column.title)}</th>`).join('');
  const rows = part.rows.map((row, at) => `<tr${part.total && at === part.rows.length - 1 ? ' class="total"' : ''}>${row.map((cell, place) => `<td${side(place)}>${escapeXml(cell)}</td>`).join('')}</tr>`);
  return `<table><tr>${head}</tr>${rows.join('')}</table>`;
}

function page(letter: SampleLetter, sender: LetterSender, place: number): string {
  const blocks = (letter.pages[place] ?? []).map(block).join('');
  if (place > 0) return `<div class="page"><div class="next">${escapeXml(continuationLine(sender, letter.title, place + 1, letter.pages.length))}</div>${blocks}</div>`;
  return `<div class="page"><div class="brand">${logoSvg}<b>${escapeXml(sender.name)}</b><span>${escapeXml(sender.address.street)}<br>${sender.address.postalCode} ${escapeXml(sender.address.town)}<br>${escapeXml(sender.email)}</span></div>
<div class="top"><div class="to">${letter.to.map((line) => `<div>${escapeXml(line)}</div>`).join('')}</div><dl class="head">${letter.head.map(([label, value]) => `<div><dt>${escapeXml(label)}</dt><dd>${escapeXml(value)}</dd></div>`).join('')}</dl></div>
<h1>${escapeXml(letter.title)}</h1>${blocks}</div>`;
}

/** Prints all letters from one HTML page in one headless Chromium. */
export async function renderWithChromium(letters: SampleLetter[], sender: LetterSender, output: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-chromium-'));
  try {
    const source = join(folder, 'letters.html');
    const pages = letters.flatMap((letter) => letter.pages.map((_, place) => page(letter, sender, place)));
    await writeFile(source, `<!doctype html><html lang="da"><meta charset="utf-8"><title>${escapeXml(letters[0]?.title ?? '')}</title><style>${style(footerLine(sender))}</style><body>${pages.join('\n')}</body></html>`);
    await run('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-pdf-header-footer', `--user-data-dir=${join(folder, 'profile')}`, `--print-to-pdf=${output}`, `file://${source}`], output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
