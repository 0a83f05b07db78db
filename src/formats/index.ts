export type * from './types.ts';
export { decodeText } from './decode-text.ts';
export { acceptedFiles, extensionOf, likelyMime, mimeOf } from './kinds.ts';
export { recogniseStart, startLength } from './recognise-start.ts';
