export type * from './types.ts';
export { signerChoices } from './types.ts';
export { askForSignature, type Waiting } from './ask.ts';
export { cancelSignature, endSignatureOf, tellCancelled } from './cancel.ts';
export { collectSigned, fetchAgain, shredRefused, type Distribute } from './collect.ts';
export { findRequest, newestRequest, openSignatures, signaturesOfDocument, viewOf, type RequestRecord } from './find.ts';
export { orderSignature, type ToSign } from './order.ts';
export { pollSignatures } from './poll.ts';
export { forgetSigners, isBeingSigned } from './dispose.ts';
