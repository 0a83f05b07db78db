import { invalid } from '../../core/errors.ts';
import { type FileKind, recogniseStart, startLength } from '../../formats/index.ts';
import type { ConversionNote } from '../types.ts';
import { cleanOdf } from './clean-odf.ts';
import { cleanOoxml } from './clean-ooxml.ts';
import { compoundKind } from './compound-file.ts';
import { packageKind } from './package-kind.ts';
import { xmlText } from './xml.ts';
import { readZip, unpack, type ZipEntry } from './zip/read-zip.ts';
import { writeZip } from './zip/write-zip.ts';

/** A file that may be opened: what it is, and its content without what runs or leads out of it. `entries`: of a package, as it came. */
export type Inspected = { kind: FileKind; content: Uint8Array; entries: ZipEntry[] | null; notes: ConversionNote[] };

const marksUp = /\.(?:xml|rels|vml|rdf)$/i;

/** Looks into a file before any program that could be led astray by it. Problems: those of DocumentWorker.convert. */
export function inspect(content: Uint8Array, filename: string): Inspected {
  const kind = recogniseStart(content.subarray(0, startLength), filename);
  if (kind === null) throw invalid('convert.unknown_type');
  if (kind === 'ole') {
    const found = compoundKind(content);
    return { kind: found.kind, content, entries: null, notes: found.macros ? [{ kind: 'macros' }] : [] };
  }
  if (kind !== 'zip') return { kind, content, entries: null, notes: [] };
  const entries = readZip(content);
  const found = packageKind(entries);
  // Every part, not only those that are read here: an entity in any of them could swell or fetch.
  for (const entry of entries) if (marksUp.test(entry.name)) xmlText(unpack(entry));
  const clean = found.family === 'ooxml' ? cleanOoxml(entries) : cleanOdf(entries);
  const ordered = [...clean.entries.filter(({ name }) => name === 'mimetype'), ...clean.entries.filter(({ name }) => name !== 'mimetype')];
  return { kind: found.kind, content: writeZip(ordered), entries, notes: clean.notes };
}
