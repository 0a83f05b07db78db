import type { FieldValue } from '../../src/archive/index.ts';
import { danishDay } from '../../src/core/dates.ts';
import { texts } from '../texts.ts';

/** What stands in a field, as a person writes it. */
export const fieldWords = ({ kind, value }: FieldValue): string => (kind === 'date' && value ? danishDay(value) : kind === 'number' ? value.replace('.', ',') : value);

/** As it is read on its case or document: also that something is missing where it must be filled in. */
export const fieldShown = (field: FieldValue): string => (!field.value && field.required && field.active ? texts.cases.missing : fieldWords(field));
