/** An element as it stood: name resolved to its namespace, text and children apart. */
export type XmlElement = {
  prefix: string;
  name: string;
  namespace: string;
  attributes: { prefix: string; name: string; namespace: string; value: string }[];
  children: XmlElement[];
  /** All character data directly inside, joined, entities resolved. */
  text: string;
};

/** The document is not one this peer reads; `code` is dotted as in an ErrorMessage. */
export class XmlRefused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Bytes to text: UTF-8 only, a byte order mark allowed. Throws XmlRefused. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlRefused('xml.encoding.not.utf8', 'The document is not UTF-8');
  }
}
