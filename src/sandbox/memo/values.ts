/** A value type's test: null when the value is right, else what is wrong with it (the last part of an error code). */
export type ValueRule = (value: string) => string | null;

const longerThan = (value: string, most: number) => value.length > most && [...value].length > most;
const text = (most: number): ValueRule => (value) => longerThan(value, most) ? 'too.long' : null;
const collapse = (value: string) => value.replace(/^[ \t\n]+|[ \t\n]+$/g, '');
const long = (most: bigint): ValueRule => (value) => {
  if (!/^[+-]?\d{1,19}$/.test(collapse(value))) return 'format.not.allowed';
  const number = BigInt(collapse(value).replace('+', ''));
  return number < 0n || number > most ? 'format.not.allowed' : null;
};

/** A real calendar day `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  if (!parts || parts[1] === '0000') return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The size in bytes of base64 text (xs:base64Binary, white space allowed), or null when it is none. */
export function base64Size(value: string): number | null {
  const compact = /[ \t\n]/.test(value) ? value.replace(/[ \t\n]+/g, '') : value;
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return null;
  const padding = compact.endsWith('==') ? 2 : compact.endsWith('=') ? 1 : 0;
  // The bits that the padding cuts off must be zero, else two texts would mean the same bytes.
  if (padding === 2 && !'AQgw'.includes(compact.at(-3)!)) return null;
  if (padding === 1 && !'AEIMQUYcgkosw048'.includes(compact.at(-2)!)) return null;
  return (compact.length / 4) * 3 - padding;
}

/** The simple types of MeMo 1.2 (facts: digital-post 1.2). Notification: 150 is what a sender should keep to. */
export const valueRules: Record<string, ValueRule> = {
  text: text(256),
  comment: text(512),
  notification: text(150),
  licenseNumber: text(7),
  messageType: (value) => value === 'DIGITALPOST' || value === 'NEMSMS' ? null : 'value.not.allowed',
  uuid: (value) => /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(value) ? null : 'not.uuid.version.4',
  boolean: (value) => /^(true|false|1|0)$/.test(collapse(value)) ? null : 'format.not.allowed',
  language: (value) => /^[A-Za-z]{1,2}$/.test(collapse(value)) ? null : 'format.not.allowed',
  uri: (value) => longerThan(collapse(value), 256) ? 'too.long' : /[\s<>"{}|\\^`]/.test(collapse(value)) ? 'format.not.allowed' : null,
  date: (value) => isDay(collapse(value)) ? null : 'format.not.allowed',
  dateTime: (value) => {
    const parts = /^([^T]+)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(collapse(value));
    if (!parts || !isDay(parts[1]!) || Number(parts[2]) > 23 || Number(parts[3]) > 59 || Number(parts[4]) > 59) return 'format.not.allowed';
    return parts[6] === 'Z' ? null : 'must.end.in.z';
  },
  productionUnit: long(9_999_999_999n),
  gln: long(9_999_999_999_999n),
  base64: (value) => base64Size(value) === null ? 'not.base64' : null,
};
