const office: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text', ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

const signs: [string, (bytes: Buffer) => boolean][] = [
  ['application/pdf', (bytes) => bytes.subarray(0, 1024).includes('%PDF-')],
  ['image/png', (bytes) => bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a'],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).toString('hex') === 'ffd8ff'],
  ['image/gif', (bytes) => /^GIF8[79]a/.test(bytes.subarray(0, 6).toString('latin1'))],
  ['application/zip', (bytes) => bytes.subarray(0, 4).toString('hex') === '504b0304'],
  ['application/msword', (bytes) => bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1'],
];

/**
 * What a file is by its first bytes, else by what its author says of it. A type that can run something when it is shown is
 * only ever given as the plain type of bytes; text counts as HTML only where the author says so.
 */
export function fileType(content: Uint8Array, filename: string, claimed: string): string {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const found = signs.find(([, is]) => is(bytes))?.[0];
  const extension = /\.([a-z\d]{1,5})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
  if (found === 'application/zip') return office[extension] ?? found;
  if (found) return found;
  const said = claimed.toLowerCase().split(';')[0]!.trim();
  if (/^(application\/pdf|image\/(png|jpe?g|gif))$/.test(said)) return 'application/octet-stream';
  const isText = !bytes.subarray(0, 4096).includes(0);
  if (isText && (said === 'text/html' || extension === 'html' || extension === 'htm')) return 'text/html';
  if (isText && (said === 'text/plain' || extension === 'txt')) return 'text/plain';
  return /^[a-z]+\/[a-z\d.+-]{1,100}$/.test(said) ? said : 'application/octet-stream';
}

/** The text of a plain or HTML file; UTF-8, else as Windows wrote it. Null for other types. */
export function decodeText(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content);
  }
}
