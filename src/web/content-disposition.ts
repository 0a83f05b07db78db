/**
 * RFC 6266: a plain name for old readers and the real one in UTF-8 (RFC 8187). Control characters,
 * quotes and separators of paths never get through.
 */
export function contentDisposition(kind: 'inline' | 'attachment', filename: string): string {
  const name = filename.normalize('NFC').replace(/[\u0000-\u001f\u007f"\\/:*?<>|]+/g, '-').replace(/^\.+/, '').slice(0, 150) || 'fil';
  const plain = name.replace(/æ/g, 'ae').replace(/ø/g, 'oe').replace(/å/g, 'aa').replace(/Æ/g, 'Ae').replace(/Ø/g, 'Oe').replace(/Å/g, 'Aa').replace(/[^\x20-\x7e]/g, '_').replace(/[%;]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
