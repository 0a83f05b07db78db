/**
 * What a Range header asks of `size` bytes (RFC 9110, 14): a `[start, end)`; `whole` where there is
 * none, several or nonsense (the header may be ignored); `unsatisfiable` where it lies beyond the end.
 */
export function byteRange(header: string | undefined, size: number): { start: number; end: number } | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return 'whole';
  if (match[1] === '') {
    const last = Number(match[2]);
    return last === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - last), end: size };
  }
  const start = Number(match[1]);
  const last = match[2] === '' ? size - 1 : Number(match[2]);
  if (start >= size) return 'unsatisfiable';
  return last < start ? 'whole' : { start, end: Math.min(last, size - 1) + 1 };
}
