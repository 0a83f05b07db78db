import { openDatafordeler } from './datafordeler.ts';
import { openPermanent } from './permanent.ts';
import type { CvrRegister, CvrSettings } from './types.ts';

export type * from './types.ts';

/** The register by the adapter that is chosen. Nothing is called yet. */
export const openCvrRegister = (settings: CvrSettings): CvrRegister => (settings.adapter === 'permanent' ? openPermanent(settings) : openDatafordeler(settings));

/** Whether a password or key would go over the net in clear: by http to another machine than this one. */
export function sendsInClear({ url, user, apiKey }: Pick<CvrSettings, 'url' | 'user' | 'apiKey'>): boolean {
  if (!url.startsWith('http://') || (user === '' && apiKey === '')) return false;
  return !['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
