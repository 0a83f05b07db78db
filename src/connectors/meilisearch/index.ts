export { connectMeilisearch } from './client.ts';
export type * from './types.ts';

/** Texts, numbers and the key would go over the net unencrypted. On the box itself they do not leave it. */
export function sendsInClear({ url }: { url: string }): boolean {
  return /^http:\/\//i.test(url) && !/^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|$|\/)/i.test(url);
}

/** The oldest server that has every setting we use (facets without search, numbers without typos). */
export const leastVersion = '1.15';
export function isNewEnough(version: string): boolean {
  const [[major, minor], [leastMajor, leastMinor]] = [version, leastVersion].map((each) => each.split('.').map(Number) as [number, number]) as [[number, number], [number, number]];
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
