import { SaxesParser } from 'saxes';
import { invalid } from '../core/errors.ts';
import { unpack, type Budget } from './archive.ts';

export type XmlHandlers = {
  open?: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
};

const local = (name: string) => name.slice(name.indexOf(':') + 1);
const mostDepth = 100;

/**
 * A parser fed piece by piece; names without their prefix. A document type (and with it every entity of its own) is
 * refused. Errors: sheet.damaged, sheet.xml_with_dtd.
 */
export function xmlReader(handlers: XmlHandlers): { write(text: string): void; end(): void } {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('doctype', () => { throw invalid('sheet.xml_with_dtd'); });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > mostDepth) throw invalid('sheet.damaged');
    handlers.open?.(local(name), Object.fromEntries(Object.entries(attributes as Record<string, string>).map(([key, value]) => [local(key), value])));
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    handlers.close?.(local(name));
  });
  if (handlers.text) parser.on('text', handlers.text);
  parser.on('error', () => { throw invalid('sheet.damaged'); });
  return { write: (text) => void parser.write(text), end: () => void parser.close() };
}

/** Reads one entry of an archive as XML; one that is missing reads as nothing. */
export async function readXml(entry: Parameters<typeof unpack>[0] | undefined, budget: Budget, handlers: XmlHandlers): Promise<void> {
  if (!entry) return;
  const reader = xmlReader(handlers);
  await unpack(entry, budget, (text) => reader.write(text));
  reader.end();
}
