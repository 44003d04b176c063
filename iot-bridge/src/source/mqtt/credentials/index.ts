export { CredentialKeeper } from './credentialKeeper.ts';
export type { Credentials, Expiry } from './credentials.ts';
export { expiryOfPeer } from './certificates.ts';
export { readCredentials } from './readCredentials.ts';
export { sasToken } from './sasToken.ts';
