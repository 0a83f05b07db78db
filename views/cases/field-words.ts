import type { FieldValue } from '../../src/archive/index.ts';
import { danishDay } from '../../src/core/dates.ts';

/** What stands in a field, as a person reads it. */
export const fieldWords = ({ kind, value }: FieldValue): string => (kind === 'date' && value ? danishDay(value) : kind === 'number' ? value.replace('.', ',') : value);
