import { statSync, statfsSync } from 'node:fs';
import type { Config } from '../../config.ts';
import { sentenceOf } from '../sentence.ts';
import type { DocumentWorker } from '../../pdf/index.ts';
import { fault, type Finding, ok, warning } from './finding.ts';

const gigabyte = 1024 ** 3;

/** Others on the machine must not be able to read children's letters. */
export function checkFolder({ data }: Pick<Config, 'data'>): Finding {
  const { mode, uid } = statSync(data);
  if ((mode & 0o077) !== 0) return fault('folder', `Andre på maskinen kan læse ${data}. Ret med: chmod 700 ${data}`);
  if (process.getuid && uid !== process.getuid()) return fault('folder', `${data} ejes af en anden bruger end den, der kører Elevarkiv.`);
  return ok('folder', `${data} kan kun læses af Elevarkivs egen bruger`);
}

/** A full disk stops everything at once, so it is told while there is time. */
export function checkDisk({ data }: Pick<Config, 'data'>): Finding {
  const { bavail, blocks, bsize } = statfsSync(data);
  const free = bavail * bsize;
  const words = `${(free / gigabyte).toFixed(1).replace('.', ',')} GB fri plads`;
  if (free < gigabyte) return fault('disk', `Kun ${words}. Modtagelse og afsendelse går i stå, når disken er fuld. Ryd op eller udvid disken.`);
  if (free < 10 * gigabyte || bavail < blocks / 20) return warning('disk', `Kun ${words}. Planlæg en større disk.`);
  return ok('disk', words);
}

const tools = [
  { name: 'tesseract', without: 'scannede sider kan ikke læses og standser afsendelsen. Installer tesseract-ocr og tesseract-ocr-dan.' },
  { name: 'xz', without: 'store afsendelser afleveres brev for brev. Installer xz-utils.' },
  { name: 'soffice', without: 'kun PDF kan behandles. Installer libreoffice-writer-nogui.' },
];

export function checkTools(): Finding[] {
  return tools.map(({ name, without }) => (Bun.which(name) ? ok('tools', `${name} er installeret`) : warning('tools', `${name} mangler: ${without}`)));
}

/** The smallest document that has text: enough to see that a child starts, reads and answers. */
const smallest = new TextEncoder().encode(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 39>>stream
BT /F 12 Tf 72 720 Td (Elevarkiv) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj
trailer<</Root 1 0 R>>
%%EOF
`);

export async function checkDocuments(documents: DocumentWorker): Promise<Finding> {
  try {
    const [page] = await documents.read(smallest, {});
    if (page?.text.trim() === 'Elevarkiv') return ok('documents', 'Dokumentarbejderen læser PDF');
    return fault('documents', 'Dokumentarbejderen svarer, men læste ikke prøvesiden rigtigt. Se journalctl -u elevarkiv-documents');
  } catch (error) {
    return fault('documents', `Dokumentarbejderen svarer ikke (${sentenceOf(error)}). Start den: systemctl start elevarkiv-documents`);
  }
}
