export type * from './types.ts';
export { usualLimits } from './types.ts';
export { readSheet } from './read-sheet.ts';
export { writeCsv } from './csv.ts';
export { columnLetters } from './cells.ts';
export { xmlReader } from './xml.ts';
