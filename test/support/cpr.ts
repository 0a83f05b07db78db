/** A CPR number of nobody for a day of birth `YYYY-MM-DD`; `serial` (0 to 99) makes them differ. 4 as seventh digit is 2000 to 2036, 0 is 1900 to 1999. */
export function cprOf(birthDay: string, serial: number, options: { replacement?: boolean; sex?: 'female' | 'male' } = {}): string {
  const [year, month, day] = birthDay.split('-') as [string, string, string];
  const written = options.replacement ? String(Number(day) + 60) : day;
  const century = Number(year) >= 2000 ? '4' : '0';
  return `${written}${month}${year.slice(2)}${century}${String(serial).padStart(2, '0')}${options.sex === 'male' ? '1' : '2'}`;
}
