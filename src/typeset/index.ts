export { a4, fitted, mm, newDocument, type Fonts } from './fonts.ts';
export { addTable, tablePdf, type TablePages } from './table.ts';
