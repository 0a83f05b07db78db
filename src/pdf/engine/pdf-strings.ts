const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The bytes (one character each) of a literal string, given without its brackets (ISO 32000-1, 7.3.4.2). */
export function literalBytes(inner: string): string {
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(\r\n|[0-7]{1,3}|[\s\S])/g, (_, mark: string) => {
    if (/^[0-7]/.test(mark)) return String.fromCharCode(Number.parseInt(mark, 8) & 255);
    return mark === '\r\n' || mark === '\n' || mark === '\r' ? '' : (escapes[mark] ?? mark);
  });
}

/** A name without its slash, its #xx undone (7.3.5). */
export function nameText(name: string): string {
  return name.includes('#') ? name.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : name;
}
