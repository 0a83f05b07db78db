import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialsOf } from './identities.ts';

/**
 * The serial numbers (hexadecimal) the authority has called back, as its list names them. `client`: the
 * school's own certificate is among them.
 */
export function revokedSerials(certificates: string, client: boolean): string[] {
  const own = join(certificates, 'client.serial');
  const { revoked } = serialsOf(certificates);
  return [...(revoked ? [revoked] : []), ...(client && existsSync(own) ? [readFileSync(own, 'utf8')] : [])];
}

/**
 * True for a certificate that has been called back. While the school's own is, every certificate made for it
 * before counts; the two it can be replaced by do not, so that the way out can be tried.
 */
export function isRevoked(certificates: string, serialNumber: string, client: boolean): boolean {
  const { good, legacy } = serialsOf(certificates);
  if (client && serialNumber !== good && serialNumber !== legacy) return true;
  return revokedSerials(certificates, client).includes(serialNumber);
}
