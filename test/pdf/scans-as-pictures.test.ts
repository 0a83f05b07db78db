import { afterAll, expect, test } from 'bun:test';
import { encode } from 'fast-png';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directDocumentWorker } from '../../src/pdf/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'elevarkiv-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tools = ['pdftoppm', 'tiffcp', 'tiff2pdf', 'heif-enc', 'heif-convert'];
const missing = tools.filter((tool) => !Bun.which(tool));
if (missing.length > 0) console.log(`skipped: TIFF and HEIC need ${missing.join(', ')}`);

test.skipIf(missing.length > 0)('a TIFF of two pages has two, and a HEIC one; both can be painted', async () => {
  const at = (name: string) => join(folder, name);
  const run = (...words: string[]) => expect([words[0], Bun.spawnSync(words).exitCode]).toEqual([words[0], 0]);
  run('pdftoppm', '-r', '60', '-tiff', '-f', '1', '-l', '2', join(import.meta.dir, '../../samples/optagelsesbreve.pdf'), at('side'));
  run('tiffcp', ...readdirSync(folder).filter((name) => /^side.*tif$/.test(name)).sort().map(at), at('scan.tiff'));
  writeFileSync(at('foto.png'), encode({ width: 200, height: 400, channels: 1, depth: 8, data: new Uint8Array(80_000).fill(90) }));
  run('heif-enc', at('foto.png'), '-o', at('foto.heic'));
  const worker = directDocumentWorker();
  for (const [name, pages] of [['scan.tiff', 2], ['foto.heic', 1]] as const) {
    const made = await worker.convert({ id: name, filename: name, content: new Uint8Array(readFileSync(at(name))) });
    expect([made.kind as string, made.pages]).toEqual([name.split('.')[1]!, pages]);
    expect(await worker.render(made.pdf, { pages: [pages], width: 100 })).toHaveLength(1);
  }
}, 60_000);
