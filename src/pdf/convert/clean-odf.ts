import type { ConversionNote } from '../types.ts';
import { isAddress, leadsOutside, placeOf } from './outside.ts';
import { unpack, type ZipEntry } from './zip/read-zip.ts';
import { storedEntry } from './zip/write-zip.ts';
import { escaped, spliced, type Tag, walkXml, xmlText } from './xml.ts';

/** The parts of an OpenDocument package that hold what is shown, also those of objects within it. */
const shown = /(?:^|\/)(?:content|styles|settings|meta)\.xml$/;

const kindOf = (element: string): 'template' | 'picture' | 'data' | 'object' =>
  element === 'template' ? 'template' : /image$/.test(element) ? 'picture' : /source|database|connection|query/.test(element) ? 'data' : 'object';

/** The package without references that lead out of it, links to click on apart, and without events that call a macro. Macros themselves are never run: see profile.ts. */
export function cleanOdf(entries: ZipEntry[]): { entries: ZipEntry[]; notes: ConversionNote[] } {
  const notes: ConversionNote[] = [];
  if (entries.some(({ name, size }) => /^(?:Basic|Scripts)\/.+\.(?:xml|py|js|bsh)$/.test(name) && size > 0 && !/script-l[bc]\.xml$/.test(name))) notes.push({ kind: 'macros' });
  return { entries: entries.map((entry) => (shown.test(entry.name) ? cleanPart(entry, notes) : entry)), notes };
}

function cleanPart(entry: ZipEntry, notes: ConversionNote[]): ZipEntry {
  const text = xmlText(unpack(entry));
  const changes: { from: number; to: number; by: string }[] = [];
  walkXml(text, {
    open(tag) {
      const clickable = tag.name === 'a';
      const bad = tag.attributes.filter(({ name, value }) => name === 'href' && leadsOutside(value) && !(clickable && isAddress(value)));
      if (bad.length === 0) return;
      if (!clickable && tag.name !== 'event-listener') for (const { value } of bad) notes.push({ kind: kindOf(tag.name), where: placeOf(value) });
      changes.push({ from: tag.start, to: tag.end, by: rewritten(text, tag, new Set(bad.map(({ raw }) => raw))) });
    },
  });
  if (changes.length === 0) return entry;
  // What was UTF-16 is written as UTF-8 and says so.
  return storedEntry(entry.name, Buffer.from(spliced(text, changes).replace(/^(\s*<\?xml[^>]*?)\sencoding\s*=\s*(?:"[^"]*"|'[^']*')/i, '$1')));
}

/** The tag with some of its attributes empty. */
function rewritten(text: string, tag: Tag, emptied: Set<string>): string {
  const attributes = tag.attributes.map(({ raw, value }) => ` ${raw}="${emptied.has(raw) ? '' : escaped(value)}"`).join('');
  return `<${tag.raw}${attributes}${text[tag.end - 2] === '/' ? '/' : ''}>`;
}
