import { posix } from 'node:path';
import type { ConversionNote } from '../types.ts';
import { hasScheme, isAddress, placeOf } from './outside.ts';
import { unpack, type ZipEntry } from './zip/read-zip.ts';
import { storedEntry } from './zip/write-zip.ts';
import { escaped, walkXml, xmlText } from './xml.ts';

/** Parts that run: macros, their signatures and settings, toolbars with commands, ActiveX controls. */
const runs = /\/(?:vbaProject\w*|wordVbaData|vbaSuppData|attachedToolbars|customizations|activeX\w*|control)$/i;
const runningPart = /(?:^|\/)(?:vbaProject[^/]*\.bin|vbaData\.xml|attachedToolbars\.bin|activeX\/.*)$/i;

const kindOf = (type: string): 'template' | 'picture' | 'data' | 'object' =>
  /attachedTemplate$/i.test(type) ? 'template' : /image$/i.test(type) ? 'picture' : /externalLink|xlPathMissing|mailMerge|connections/i.test(type) ? 'data' : 'object';

/**
 * The package without what runs and without what points out of it, but ordinary links: relationships are the only way one
 * part of the package knows another or the outside (ECMA-376 part 2, 6.5), so taking them out is enough.
 */
export function cleanOoxml(entries: ZipEntry[]): { entries: ZipEntry[]; notes: ConversionNote[] } {
  const notes: ConversionNote[] = [];
  if (entries.some(({ name }) => /vbaProject[^/]*\.bin$/i.test(name))) notes.push({ kind: 'macros' });
  const kept = entries.filter(({ name }) => !runningPart.test(name));
  return { entries: kept.map((entry) => (/\.rels$/i.test(entry.name) ? cleanRelations(entry, notes) : entry)), notes };
}

/** The list of relationships written anew, without those that are not taken. */
function cleanRelations(entry: ZipEntry, notes: ConversionNote[]): ZipEntry {
  const folder = posix.dirname(posix.dirname(entry.name));
  const kept: string[] = [];
  let left = 0;
  walkXml(xmlText(unpack(entry)), {
    open({ name, attributes }) {
      if (name !== 'Relationship') return;
      const of = (wanted: string) => attributes.find(({ raw }) => raw === wanted)?.value;
      const [type, target, mode] = [of('Type') ?? '', of('Target') ?? '', of('TargetMode')];
      const external = /^external$/i.test(mode ?? '') || leavesPackage(folder, target);
      const link = /\/hyperlink$/i.test(type);
      if (runs.test(type) || (external && !(link && isAddress(target)))) {
        left++;
        if (external && !link && !runs.test(type)) notes.push({ kind: kindOf(type), where: placeOf(target) });
        return;
      }
      kept.push(`<Relationship Id="${escaped(of('Id') ?? '')}" Type="${escaped(type)}" Target="${escaped(target)}"${external ? ' TargetMode="External"' : ''}/>`);
    },
  });
  if (left === 0) return entry;
  return storedEntry(entry.name, Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${kept.join('')}</Relationships>`));
}

/** A part's name may begin at the package's root or its own folder; what has a scheme, is a share or lies above the root is outside. */
function leavesPackage(folder: string, target: string): boolean {
  if (hasScheme(target) || /^(?:\/\/|\\)/.test(target)) return true;
  return posix.normalize(target.startsWith('/') ? `.${target}` : posix.join(folder, target)).startsWith('..');
}
