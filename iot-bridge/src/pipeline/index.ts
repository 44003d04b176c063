export * from './stage.ts';
export { ReplayClock, steadyClock, systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
export { ownValue, parsePath, valueAt } from './path.ts';
export type { Path } from './path.ts';
export { topicFilterProblem, topicMatches } from './topicFilter.ts';
export { within } from './within.ts';
