import { PDFArray, type PDFContext, PDFDict, PDFName, type PDFObject, PDFRawStream } from 'pdf-lib';
import { decodeStream } from './decode-stream.ts';

/** Kinds of resources that can hold another letter's text: some programs hang all pages on one dictionary. */
const kinds = ['XObject', 'Properties', 'Pattern'].map((kind) => PDFName.of(kind));
const resourcesKey = PDFName.of('Resources');

/**
 * Leaves in a page's resources only what its content names, and the same for every form drawn on
 * it. A content that cannot be decoded keeps all its resources.
 */
export function pruneResources(page: PDFDict, context: PDFContext): void {
  const resources = page.lookup(resourcesKey);
  if (!(resources instanceof PDFDict) || !kinds.some((kind) => resources.has(kind))) return;
  prune(page, contentsOf(page.lookup(PDFName.of('Contents'))), context, new Set());
}

function prune(holder: PDFDict, contents: PDFRawStream[], context: PDFContext, seen: Set<PDFDict>): void {
  if (seen.has(holder)) return;
  seen.add(holder);
  const resources = holder.lookup(resourcesKey);
  const used = resources instanceof PDFDict ? namesIn(contents, resources) : null;
  if (!(resources instanceof PDFDict) || used === null) return;
  const own = resources.clone(context);
  for (const kind of kinds) {
    const entries = own.lookup(kind);
    if (!(entries instanceof PDFDict)) continue;
    const kept = entries.clone(context);
    for (const name of kept.keys()) if (!used.has(name.decodeText())) kept.delete(name);
    own.set(kind, kept);
    for (const name of kept.keys()) {
      const inner = kept.lookup(name);
      if (inner instanceof PDFRawStream && inner.dict.has(resourcesKey)) prune(inner.dict, [inner], context, seen);
    }
  }
  holder.set(resourcesKey, own);
}

/** Every name in the contents, and in the forms without resources of their own that they draw: those use the page's. */
function namesIn(contents: PDFRawStream[], resources: PDFDict): Set<string> | null {
  const names = new Set<string>();
  const open = [...contents];
  const seen = new Set<PDFRawStream>();
  const forms = resources.lookup(PDFName.of('XObject'));
  while (open.length > 0) {
    const stream = open.pop()!;
    if (seen.has(stream)) continue;
    seen.add(stream);
    const content = decodeStream(stream);
    if (content === null) return null;
    for (const [, name] of content.toString('latin1').matchAll(/\/([^\s/[\]()<>{}%]+)/g)) {
      const plain = PDFName.of(name!).decodeText();
      names.add(plain);
      const form = forms instanceof PDFDict ? forms.lookup(PDFName.of(plain)) : undefined;
      if (form instanceof PDFRawStream && form.dict.lookup(PDFName.of('Subtype')) === PDFName.of('Form') && !form.dict.has(resourcesKey)) open.push(form);
    }
  }
  return names;
}

/** A page's content streams, in order. */
export function contentsOf(contents: PDFObject | undefined): PDFRawStream[] {
  if (contents instanceof PDFRawStream) return [contents];
  if (!(contents instanceof PDFArray)) return [];
  return Array.from({ length: contents.size() }, (_, index) => contents.lookup(index)).filter((part) => part instanceof PDFRawStream);
}
