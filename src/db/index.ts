export { openDatabase, portalCache, type Database, type Reader, type Tx } from './database.ts';
export { openAuxiliary, type Auxiliary } from './auxiliary.ts';
