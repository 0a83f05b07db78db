import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRef, PDFStream, type PDFContext, type PDFObject } from 'pdf-lib';

/** Entries that a signature, or the data to prove it in years to come, brings into the catalog and the form. */
const inCatalog = new Set(['AcroForm', 'DSS', 'Extensions', 'Perms', 'Version', 'Metadata']);
const inForm = new Set(['Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances']);
const longTermOnly = new Set(['DSS', 'Extensions']);
/** All the marks of signatures on a page may cover so much of it: what is larger could hide the letter. */
const mostCovered = 0.25;

const name = (text: string) => PDFName.of(text);
const load = (bytes: Uint8Array) => PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true });

function same(a: PDFObject, b: PDFObject): boolean {
  if (a instanceof PDFStream && b instanceof PDFStream) return a.dict.toString() === b.dict.toString() && Buffer.compare(a.getContents(), b.getContents()) === 0;
  return a.constructor === b.constructor && a.toString() === b.toString();
}

/** The entries of a dictionary that are not what they were, added and removed ones too. */
function changedKeys(before: PDFDict, after: PDFDict): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => {
    const [a, b] = [before.get(key), after.get(key)];
    return !a || !b || !same(a, b);
  }).map((key) => key.decodeText());
}

/** A field of a signature and nothing more: no act when it is clicked, no script. */
function isSignatureField(context: PDFContext, object: PDFObject | undefined): boolean {
  const field = object instanceof PDFRef ? context.lookup(object) : object;
  if (!(field instanceof PDFDict) || field.has(name('A')) || field.has(name('AA'))) return false;
  const parent = field.lookupMaybe(name('Parent'), PDFDict);
  return (field.get(name('FT')) ?? parent?.get(name('FT'))) === name('Sig');
}

/** Everything that was in the list is in it still, in order; what came after are fields of signatures. */
function grewBySignatures(context: PDFContext, before: PDFArray | undefined, after: PDFArray | undefined): boolean {
  const [old, now] = [before?.asArray() ?? [], after?.asArray() ?? []];
  return old.length <= now.length && old.every((each, at) => same(each, now[at]!)) && now.slice(old.length).every((each) => isSignatureField(context, each));
}

/** What an indirect array is: the list of a page's notes, or of the form's fields. */
const isNotesOrFields = (document: PDFDocument, ref: PDFRef) =>
  document.getPages().some((page) => page.node.get(name('Annots')) === ref) || document.catalog.lookupMaybe(name('AcroForm'), PDFDict)?.get(name('Fields')) === ref;

/** Whether an object may have become what it is by signing. */
function mayChange(before: PDFDocument, after: PDFDocument, ref: PDFRef, old: PDFObject, now: PDFObject): boolean {
  const { context } = after;
  const { Root, Info } = after.context.trailerInfo;
  if (ref === Info) return now instanceof PDFDict;
  if (old instanceof PDFStream && now instanceof PDFStream) return now.dict.get(name('Type')) === name('Metadata') && old.dict.get(name('Type')) === name('Metadata');
  if (old instanceof PDFArray && now instanceof PDFArray) return isNotesOrFields(before, ref) && grewBySignatures(context, old, now);
  if (!(old instanceof PDFDict) || !(now instanceof PDFDict)) return false;
  const keys = changedKeys(old, now);
  const array = (dict: PDFDict, key: string) => dict.lookupMaybe(name(key), PDFArray);
  if (ref === Root) return keys.every((key) => inCatalog.has(key)) && formGrew(context, old.lookupMaybe(name('AcroForm'), PDFDict), now.lookupMaybe(name('AcroForm'), PDFDict));
  if (now.get(name('Type')) === name('Page')) return keys.every((key) => key === 'Annots') && grewBySignatures(context, array(old, 'Annots'), array(now, 'Annots'));
  if (before.catalog.get(name('AcroForm')) === ref) return formGrew(context, old, now);
  return false;
}

function formGrew(context: PDFContext, before: PDFDict | undefined, after: PDFDict | undefined): boolean {
  if (!after) return !before;
  const keys = before ? changedKeys(before, after) : after.keys().map((key) => key.decodeText());
  return keys.every((key) => inForm.has(key)) && grewBySignatures(context, before?.lookupMaybe(name('Fields'), PDFArray), after.lookupMaybe(name('Fields'), PDFArray));
}

/** How much of each page the marks of signatures cover, as a share. */
function marksAreSmall(document: PDFDocument): boolean {
  return document.getPages().every((page) => {
    const { width, height } = page.getSize();
    const areas = (page.node.Annots()?.asArray() ?? []).map((each) => document.context.lookup(each)).map((note) => {
      const rectangle = note instanceof PDFDict && isSignatureField(document.context, note) ? note.lookupMaybe(name('Rect'), PDFArray)?.asRectangle() : undefined;
      return rectangle ? Math.abs(rectangle.width * rectangle.height) : 0;
    });
    return areas.reduce((sum, area) => sum + area, 0) <= mostCovered * width * height;
  });
}

/**
 * Whether a document became another only by being signed: every object that was there is the same, but for the catalog, the
 * form and the pages that got fields of signatures, and data to prove them. It judges the objects; whether a reader shows
 * the same pages is judged by painting them (same-pages.ts).
 */
export async function onlySigned(before: Uint8Array, after: Uint8Array): Promise<boolean> {
  try {
    const [old, now] = [await load(before), await load(after)];
    if (old.context.trailerInfo.Root !== now.context.trailerInfo.Root) return false;
    const kept = old.context.enumerateIndirectObjects().every(([ref, object]) => {
      const current = now.context.lookup(ref);
      return current !== undefined && (same(object, current) || mayChange(old, now, ref, object, current));
    });
    return kept && marksAreSmall(now);
  } catch {
    return false;
  }
}

/** Whether what was added after the last signature is data to prove the signatures in years to come (DSS), and nothing else. */
export async function onlyLongTermData(before: Uint8Array, after: Uint8Array): Promise<boolean> {
  try {
    const [old, now] = [await load(before), await load(after)];
    const { Root } = now.context.trailerInfo;
    const added = changedKeys(old.catalog, now.catalog);
    return old.context.trailerInfo.Root === Root && added.includes('DSS') && added.every((key) => longTermOnly.has(key)) && old.context.enumerateIndirectObjects().every(([ref, object]) => {
      const current = now.context.lookup(ref);
      return ref === Root || (current !== undefined && same(object, current));
    });
  } catch {
    return false;
  }
}
