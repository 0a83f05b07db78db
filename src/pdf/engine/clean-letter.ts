import { PDFArray, type PDFContext, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRef, PDFStream } from 'pdf-lib';
import type { PagePicture } from '../ocr/paint-over.ts';
import { makePicturePage } from '../ocr/picture-page.ts';
import type { Erasure } from './erase-codes.ts';
import { erasePage } from './erase-page.ts';
import { pruneResources } from './prune-resources.ts';

/** What a page of a letter keeps; everything else (tags, metadata, actions, thumbnails, threads ...) stays behind. */
const pageKeys = new Set(['Type', 'Parent', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'UserUnit', 'Contents', 'Resources', 'Group']);
/** Entries of any object that carry traces of where it came from, never ink. */
const traces = ['Metadata', 'PieceInfo', 'LastModified', 'StructParent', 'StructParents', 'OPI', 'Alternates', 'AA'].map((key) => PDFName.of(key));

/** Words of a file that has something to clean beside its Info; without them it is kept as PDFium wrote it. */
const unclean = [...traces.map((key) => key.asString()), '/XObject', '/Properties', '/Pattern', '/Thumb', '/PZ', '/Names', '/B '].map((word) => Buffer.from(word));

/**
 * The original of a letter: PDFium copies the pages alone, so the file is written anew only where
 * their own dictionaries may bring traces along.
 */
export async function cleanOriginal(bytes: Uint8Array): Promise<Uint8Array> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return unclean.some((word) => file.includes(word)) ? (await cleanLetter(bytes, 'all'))! : bytes;
}

/** `all`: the pages' annotations as they are. `links`: web links only. `none`: no annotation at all. */
export type KeptAnnotations = 'all' | 'links' | 'none';

/**
 * Writes a letter anew so that it holds its own pages and nothing else: no Info, XMP, names, bookmarks,
 * attachments, scripts, tags; of shared resources only what the pages use; no object that nothing
 * refers to (facts/dependencies.md, leaks 1 to 3). In and out: the bytes of an unencrypted PDF.
 * `pictures`: pages (from 0) that become a picture. `erasures`: glyphs to take out, page by page; null is answered where one cannot be done with certainty.
 */
export async function cleanLetter(bytes: Uint8Array, keep: KeptAnnotations, erasures: (Erasure | null)[] = [], pictures: Map<number, PagePicture> = new Map()): Promise<Uint8Array | null> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Infinity });
  const { context, catalog } = document;
  for (const key of catalog.keys()) if (!['Type', 'Pages'].includes(key.decodeText())) catalog.delete(key);
  for (const [index, { node }] of document.getPages().entries()) {
    const picture = pictures.get(index);
    if (picture) makePicturePage(node, context, picture);
    const erasure = erasures[index];
    if (erasure && !erasePage(node, context, erasure)) return null;
    const annotations = keep === 'none' ? undefined : node.Annots();
    const kept = annotations && keep === 'links' ? webLinks(annotations, context) : annotations;
    for (const key of node.keys()) if (!pageKeys.has(key.decodeText())) node.delete(key);
    if (kept && kept.size() > 0) node.set(PDFName.of('Annots'), kept);
    pruneResources(node, context);
  }
  for (const [, object] of context.enumerateIndirectObjects()) {
    const dictionary = object instanceof PDFStream ? object.dict : object;
    if (dictionary instanceof PDFDict) for (const key of traces) if (dictionary.has(key)) dictionary.delete(key);
  }
  const root = context.trailerInfo.Root!;
  context.trailerInfo = { Root: root };
  const reached = reachable(root, (reference) => context.lookup(reference));
  for (const [reference] of context.enumerateIndirectObjects()) if (!reached.has(reference)) context.delete(reference);
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Infinity });
}

function webLinks(annotations: PDFArray, context: PDFContext): PDFArray {
  const kept = PDFArray.withContext(context);
  for (let index = 0; index < annotations.size(); index++) {
    const annotation = annotations.lookup(index);
    const action = annotation instanceof PDFDict ? annotation.lookup(PDFName.of('A')) : undefined;
    if (action instanceof PDFDict && action.lookup(PDFName.of('S')) === PDFName.of('URI') && !action.has(PDFName.of('Next'))) kept.push(annotations.get(index));
  }
  return kept;
}

function reachable(root: PDFObject, lookup: (reference: PDFRef) => PDFObject | undefined): Set<PDFRef> {
  const reached = new Set<PDFRef>();
  const open: (PDFObject | undefined)[] = [root];
  while (open.length > 0) {
    const object = open.pop();
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      open.push(lookup(object));
    } else if (object instanceof PDFArray) open.push(...object.asArray());
    else if (object instanceof PDFDict) open.push(...object.values());
    else if (object instanceof PDFStream) open.push(...object.dict.values());
  }
  return reached;
}
