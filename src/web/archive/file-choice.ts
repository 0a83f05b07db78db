import type { FileChoice } from '../../archive/index.ts';
import { notFound } from '../../core/errors.ts';
import { fileRoles } from '../../../views/archive/file-address.ts';
import type { Ctx } from '../route.ts';

/** `?fil=bilag-2`: which attachment (or readable copy, `laesbar-2`) is shown in place of the letter; undefined for the letter. */
export function shownFile(c: Ctx): FileChoice | undefined {
  const [, word, number] = /^(bilag|laesbar)-(\d{1,3})$/.exec(c.req.query('fil') ?? '') ?? [];
  return number ? { role: word === 'bilag' ? 'attachment' : 'readable', position: Number(number) - 1 } : undefined;
}

/** Which file of a document the address names. */
export function fileChoice(c: Ctx): FileChoice {
  const role = Object.entries(fileRoles).find(([, word]) => word === c.req.param('role'))?.[0];
  const position = Number(c.req.param('position'));
  if (!role || !Number.isSafeInteger(position) || position < 0) throw notFound();
  return { role: role as FileChoice['role'], position };
}
