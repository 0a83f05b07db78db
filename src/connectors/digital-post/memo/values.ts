import type { ValueType } from './tables.ts';

/** What is wrong with a value: the rule it breaks and the numbers a sentence about it needs. */
export type ValueFault = { rule: ValueRule; values: Record<string, string | number> };
export type ValueRule =
  | 'length' | 'uuid' | 'date_time' | 'date' | 'boolean' | 'language' | 'base64' | 'number' | 'message_type';

/** Longest value of each type in characters (facts: digital-post 1.2). */
export const longest: Partial<Record<ValueType, number>> = {
  text: 256, comment: 512, notification: 160, uri: 256, licenseNumber: 7, language: 2,
};

const version4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const dateTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?Z$/;
const day = /^(\d{4})-(\d\d)-(\d\d)(Z|[+-](0\d|1[0-4]):[0-5]\d)?$/;

function calendarDay(year: number, month: number, date: number): boolean {
  if (year < 1) return false;
  const at = new Date(Date.UTC(2000, month - 1, date));
  at.setUTCFullYear(year, month - 1, date);
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
}

/** A date and time that ends in Z: the only form MeMo takes. */
export function isDateTime(value: string): boolean {
  const match = dateTime.exec(value);
  if (match === null) return false;
  const [year, month, date, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  if (!calendarDay(year, month, date)) return false;
  const midnight = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(match[7] ?? '');
  return (hour <= 23 && minute <= 59 && second <= 59) || midnight;
}

export function isDate(value: string): boolean {
  const match = day.exec(value);
  return match !== null && calendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

const isNumberUpTo = (value: string, most: bigint) => /^[+-]?\d{1,19}$/.test(value) && BigInt(value.replace('+', '')) <= most;

/** Base64 as XML Schema has it: white space between the characters is allowed; missing padding and stray bits are not. */
export function isBase64(value: string): boolean {
  const packed = /\s/.test(value) ? value.replace(/[ \t\r\n]+/g, '') : value;
  if (packed === '') return true;
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return false;
  return /(?:[^=]|[AQgw]==|[AEIMQUYcgkosw048]=)$/.test(packed.slice(-4));
}

/** Characters as XML Schema counts them: a character outside the first plane is one, not two. */
export const characters = (value: string): number => (/[\ud800-\udbff]/.test(value) ? [...value].length : value.length);

const shapes: Partial<Record<ValueType, [ValueRule, (value: string) => boolean]>> = {
  messageType: ['message_type', (value) => value === 'DIGITALPOST' || value === 'NEMSMS'],
  uuid: ['uuid', (value) => version4.test(value)],
  dateTime: ['date_time', (value) => isDateTime(value.trim())],
  date: ['date', (value) => isDate(value.trim())],
  // An empty element is allowed: it stands for its default, false.
  boolean: ['boolean', (value) => value === '' || /^(true|false|1|0)$/.test(value.trim())],
  language: ['language', (value) => /^[A-Za-z]{1,2}$/.test(value.trim())],
  base64: ['base64', isBase64],
  productionUnit: ['number', (value) => isNumberUpTo(value.trim(), 9_999_999_999n)],
  locationNumber: ['number', (value) => isNumberUpTo(value.trim(), 9_999_999_999_999n)],
};

/**
 * What the value breaks of its type, or null. The rules are those of the schema
 * (facts: digital-post 1.2). `count` says how long the value is; the writer counts stricter.
 */
export function valueFault(type: ValueType, value: string, count = characters(value)): ValueFault | null {
  const shape = shapes[type];
  if (shape !== undefined) return shape[1](value) ? null : { rule: shape[0], values: {} };
  const most = longest[type];
  return most !== undefined && count > most ? { rule: 'length', values: { max: most, length: count } } : null;
}
