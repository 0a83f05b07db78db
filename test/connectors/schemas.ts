import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** The official samples and schemas are not ours to ship: beside the checkout, or where ELEVARKIV_MEMO_XSD says. */
export const memoFolder = process.env.ELEVARKIV_MEMO_XSD ?? resolve(import.meta.dir, '../../../shared/data/memo');
export const haveSchemas = existsSync(join(memoFolder, 'xsd-1.2/Version1.2/MeMo_core.xsd'));

const paths = { '1.1': 'xsd-1.1/MeMo_core.xsd', '1.2': 'xsd-1.2/Version1.2/MeMo_core.xsd' };
const validators = new Map<string, XsdValidator>();
if (haveSchemas) xmlRegisterFsInputProviders();

/** What the schema says against a message: null = valid, otherwise its first words. */
export function schemaFault(xml: string | Uint8Array, version: keyof typeof paths = '1.2'): string | null {
  let validator = validators.get(version);
  if (validator === undefined) {
    const path = join(memoFolder, paths[version]);
    const schema = XmlDocument.fromBuffer(readFileSync(path), { url: path });
    validator = XsdValidator.fromDoc(schema);
    validators.set(version, validator);
  }
  let document: XmlDocument | undefined;
  try {
    document = typeof xml === 'string' ? XmlDocument.fromString(xml) : XmlDocument.fromBuffer(xml);
    validator.validate(document);
    return null;
  } catch (fault) {
    return String((fault as Error).message).slice(0, 300);
  } finally {
    document?.dispose();
  }
}

/** Says how many tests stand still for want of the schemas, so that silence never looks like success. */
export function countSkipped(tests: number, file: string): void {
  if (!haveSchemas) console.warn(`${file}: ${tests} tests skipped, no MeMo schemas in ${memoFolder} (set ELEVARKIV_MEMO_XSD)`);
}
