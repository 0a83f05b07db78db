import { listDocumentTypes } from '../../archive/index.ts';
import { conflict, invalid } from '../../core/errors.ts';
import type { Reader } from '../../db/index.ts';
import type { TemplateOptions } from './types.ts';

const [mostName, mostTitle, mostDays, mostYears, mostCostCode, mostDepartment] = [100, 256, 730, 100, 20, 100];
const oneLine = (text: string | null) => text?.trim().replace(/\s+/g, ' ') || null;
const holdsCpr = (text: string) => /(?<!\d)\d{6}[-\s]?\d{4}(?!\d)/.test(text);

function whole(number: number | null, most: number, reason: string): number | null {
  if (number === null) return null;
  if (!Number.isSafeInteger(number) || number < 0 || number > most) throw invalid(reason, { most });
  return number;
}

/** Error template.name_taken where another template in use has the name. */
export function requireFreeName(reader: Reader, name: string, self: string | null): void {
  if (reader.statement('SELECT 1 FROM letter_templates WHERE fold(name) = fold(?) AND deleted_at IS NULL AND id IS NOT ?').get(name, self)) throw conflict('template.name_taken', { name });
}

/**
 * A template's options as typed. `self`: its own id, for the name that must be its alone. Errors: template.no_name,
 * template.name_taken, template.no_title, template.title_has_number, template.unknown_type, template.days, template.years,
 * options.cost_code_too_long, options.department_too_long.
 */
export function checkTemplate(reader: Reader, input: TemplateOptions, self: string | null): TemplateOptions {
  const name = oneLine(input.name);
  if (!name || name.length > mostName) throw invalid('template.no_name', { most: mostName });
  const title = oneLine(input.title);
  if (!title || title.length > mostTitle) throw invalid('template.no_title', { most: mostTitle });
  if (holdsCpr(`${title} / ${name}`)) throw invalid('template.title_has_number');
  requireFreeName(reader, name, self);
  if (input.documentTypeId && !listDocumentTypes(reader).some((type) => type.id === input.documentTypeId)) throw invalid('template.unknown_type');
  const costCode = oneLine(input.costCode);
  if (costCode && costCode.length > mostCostCode) throw invalid('options.cost_code_too_long', { most: mostCostCode });
  const department = oneLine(input.department);
  if (department && department.length > mostDepartment) throw invalid('options.department_too_long', { most: mostDepartment });
  return {
    ...input, name, title, costCode, department,
    retentionYears: whole(input.retentionYears, mostYears, 'template.years'),
    replyDays: input.replyAllowed ? whole(input.replyDays, mostDays, 'template.days') : null, signDays: input.signatureRequired ? whole(input.signDays, mostDays, 'template.days') : null,
  };
}
