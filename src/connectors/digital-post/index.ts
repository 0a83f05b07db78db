export { describeCertificate, type CertificateDescription } from './certificate.ts';
export { openDigitalPost } from './client.ts';
export { canPackContainers, packContainer } from './container.ts';
export { currentIdentity, dropIdentity, filesOfIdentity, keepIdentity, useIdentity, type IdentityFiles } from './identity-store.ts';
export { inspectIdentity, type IdentityFinding, type IdentityInspection } from './inspect-identity.ts';
export * from './memo/index.ts';
export { readPkcs12, type Pkcs12 } from './pkcs12.ts';
export type * from './types.ts';
