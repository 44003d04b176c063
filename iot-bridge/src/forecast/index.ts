export { demandOf, plannedFleet } from './demand.ts';
export type { Demand, Fleet, Habits, Plan } from './demand.ts';
export { editionNames, editions } from './editions.ts';
export type { Edition, EditionName } from './editions.ts';
export { judge } from './judge.ts';
export type { Judgement } from './judge.ts';
export { fleetBetween, measureFleet, parseMetrics } from './measured.ts';
