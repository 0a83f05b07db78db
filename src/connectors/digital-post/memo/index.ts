export { checkMemo } from './check.ts';
export { MemoContent } from './content.ts';
export { safeFilename } from './filename.ts';
export { readMemo, type Memo, type MemoNode, type MemoValue } from './read.ts';
export { writeMemo, writeTree, type MemoTree } from './write.ts';
export type { Violation } from './violation.ts';
