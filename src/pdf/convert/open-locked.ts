import { invalid } from '../../core/errors.ts';
import { recogniseStart, startLength } from '../../formats/index.ts';
import { openBinary } from './binary-password.ts';
import { openOdf } from './odf-password.ts';
import { isLockedPackage, openPackage } from './office-password.ts';

/** A file of an office program without its password; what is opened is like any other file: its macros and links are taken out when it is converted. Problems pdf.wrong_password, convert.damaged, convert.locked_old, convert.swells. */
export function openLocked(bytes: Uint8Array, password: string): Uint8Array {
  const kind = recogniseStart(bytes.subarray(0, startLength), '');
  if (kind === 'zip') return openOdf(bytes, password);
  const opened = kind !== 'ole' ? null : isLockedPackage(bytes) ? openPackage(bytes, password) : openBinary(bytes, password);
  if (!opened) throw invalid('convert.locked_old');
  return opened;
}
