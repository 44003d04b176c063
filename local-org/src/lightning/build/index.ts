/** Building the browser side: the public door of this folder. */
export { LightningBuilder, type BuiltApp } from './lightningBuilder.ts';
export { LightningBuildError, describeProblem } from './lightningBuildError.ts';
export { type BuildProblem } from './protocol.ts';
export { type OrgFacts } from './salesforceModules.ts';
