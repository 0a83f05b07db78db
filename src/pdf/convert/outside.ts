export const hasScheme = (target: string): boolean => /^\s*[a-z][a-z0-9+.-]*:/i.test(target);

/** A reference that leads out of the file: an address with a scheme, a path from the root or a share, or one above the package. */
export const leadsOutside = (target: string): boolean => hasScheme(target) || /^\s*(?:[/\\]|\.\.[/\\])/.test(target);

/** What a link in a text may point at: clicking is up to the reader. */
export const isAddress = (target: string): boolean => /^\s*(?:https?|mailto|tel):/i.test(target);

/** Where it led, for a person: host of an address, else the last part of a path; at most 80 characters, and no long numbers. */
export function placeOf(target: string): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/\\?#]+)/i.exec(target.trim())?.[1];
  const last = target.split(/[\\/]/).filter(Boolean).pop() ?? '';
  return (host ?? decode(last)).replace(/[\u0000-\u001f]/g, '').replace(/\d{6,}/g, '…').slice(0, 80);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
