export { Provisioner } from './provisioner.ts';
export type { ProvisioningResult } from './provisioner.ts';
