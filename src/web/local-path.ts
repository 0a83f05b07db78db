/**
 * A path of our own to continue to after log-in, or the front page: never another host, never a
 * scheme. Browsers read `//host` and `/\host` as addresses of others.
 */
export function localPath(wanted: string | undefined): string {
  if (!wanted || !/^\/(?![/\\])[^\\\u0000-\u0020]*$/.test(wanted) || wanted.length > 500) return '/';
  return wanted;
}

export function logInAddress(path: string | undefined): string {
  const next = localPath(path);
  return next === '/' ? '/log-ind' : `/log-ind?videre=${encodeURIComponent(next)}`;
}
