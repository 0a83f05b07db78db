import { format, isDateFormat } from 'numfmt';

/** The formats a workbook names by number only (ECMA-376, part 1, 18.8.30), as Excel in Danish shows them. */
export const builtInFormats: Record<number, string> = {
  0: 'General', 1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00', 12: '# ?/?', 13: '# ??/??',
  14: 'dd-mm-yyyy', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'dd-mm-yyyy h:mm',
  37: '#,##0;-#,##0', 38: '#,##0;-#,##0', 39: '#,##0.00;-#,##0.00', 40: '#,##0.00;-#,##0.00', 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@',
};

const dayMs = 86_400_000;

/** A day of a workbook as `YYYY-MM-DD`: how the day and the month stand in its format differs from school to school. */
function dayOf(serial: number, since1904: boolean): string {
  // Day 60 is a 29 February 1900 that never was; days before it are one off, and nobody in a register left then.
  const start = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  return new Date(start + Math.floor(serial) * dayMs).toISOString().slice(0, 10);
}

/**
 * A number as it is shown: with its format's leading zeros and hyphens, a day as `YYYY-MM-DD`, and whole numbers without
 * the shortening that a narrow column or the general format brings.
 */
export function shownNumber(value: number, code: string, since1904: boolean): string {
  if (!Number.isFinite(value)) return '';
  if (isDateFormat(code) && value >= 1 && value < 2_958_466) return dayOf(value, since1904);
  const whole = Number.isInteger(value) && Math.abs(value) < 1e15;
  if (whole && (code === 'General' || code === '@' || /E\+/i.test(code))) return String(value);
  try {
    return format(code, value, { locale: 'da' }).trim();
  } catch {
    return String(value);
  }
}
