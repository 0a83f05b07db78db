export { cvrRegister, cvrSettings } from './cvr-register.ts';
export { runJobs } from './run.ts';
export { certificateStatus, identityInUse, lastCallOf, renewIdentity, tryIdentity, type CertificateStatus, type LastCall, type Renewal } from './identity.ts';
export { mailSettings } from './mail-notices.ts';
export { pollSigning, signingService } from './signing.ts';
export { takeLock } from './lock.ts';
export { poll, type Polled } from './poll.ts';
export { connectionKeeper, type Connection } from './post-office.ts';
