export { openFileStore, type FileStore, type StoredBlob } from './store.ts';
