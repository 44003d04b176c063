export { Health } from './health.ts';
export type { HealthContext, HealthStatus } from './health.ts';
export { HealthEngine } from './healthEngine.ts';
export type { LoadState } from './healthEngine.ts';
export * from './model.ts';
