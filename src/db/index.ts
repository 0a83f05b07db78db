export { openDatabase, type Database, type Reader, type Tx } from './database.ts';
