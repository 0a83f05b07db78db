import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** Samples and schemas lie beside the checkout, or where ELEVARKIV_MEMO_XSD says; they are not ours to ship. */
export const memoFolder = process.env['ELEVARKIV_MEMO_XSD'] ?? resolve(import.meta.dir, '../../../shared/data/memo');
const path = join(memoFolder, 'xsd-1.2/Version1.2/MeMo_core.xsd');
export const haveSchemas = existsSync(path);

let validator: XsdValidator | undefined;
if (haveSchemas) {
  xmlRegisterFsInputProviders();
  validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(path), { url: path }));
}

/** What the MeMo 1.2 schema has against a message, null for nothing. */
export function schemaFault(xml: string): string | null {
  const document = XmlDocument.fromString(xml);
  try {
    validator!.validate(document);
    return null;
  } catch (fault) {
    return (fault as Error).message;
  } finally {
    document.dispose();
  }
}

/** True when an independent parser takes the text for a well-formed document. */
export function isWellFormed(xml: string): boolean {
  try {
    XmlDocument.fromString(xml).dispose();
    return true;
  } catch {
    return false;
  }
}

export function sayIfSkipped(tests: number, file: string): void {
  if (!haveSchemas) console.warn(`${file}: ${tests} tests skipped, no MeMo schemas (set ELEVARKIV_MEMO_XSD)`);
}
