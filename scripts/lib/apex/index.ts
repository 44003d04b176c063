export { findJava } from './java.ts';
export { checkTypes } from './checkTypes.ts';
export { runPmd } from './runPmd.ts';
export type { ApexFinding } from './finding.ts';
