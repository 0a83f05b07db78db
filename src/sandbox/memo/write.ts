const namespaces: Record<string, string> = {
  memo: 'https://DigitalPost.dk/MeMo-1', grd: 'https://data.gov.dk/model/core/', udd: 'https://www.dst.dk/da/TilSalg/Forskningsservice/Dokumentation/hoejkvalitetsvariable/elevregister-2/udd#',
};

/** A text, nothing, or an element: its name followed by its parts in order. */
export type Part = string | null | undefined | Part[];

const escape = (text: string) => text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark]!);

/** An element none of whose parts is there is left out itself. */
function write(part: Part): string {
  if (part === null || part === undefined) return '';
  if (typeof part === 'string') return escape(part);
  const [name, ...parts] = part;
  if (parts.length > 0 && parts.every((each) => each === null || each === undefined)) return '';
  const full = String(name).includes(':') ? String(name) : `memo:${String(name)}`;
  return `<${full}>${parts.map(write).join('')}</${full}>`;
}

/** A MeMo of the given version from its two halves. */
export function writeMemo(version: '1.1' | '1.2', header: Part, body: Part): Uint8Array {
  const declared = Object.entries(namespaces).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('');
  const attributes = version === '1.1' ? ' memoVersion="1.1" memoSchVersion="1.1.0"' : ' memoVersion="1.2"';
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<memo:Message${declared}${attributes}>${write(header)}${write(body)}</memo:Message>`);
}
