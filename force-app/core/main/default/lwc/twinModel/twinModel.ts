/** Service module of the digital twin: pure functions and types, no data access, no user text. */
export type { Limits, Liveness, MachineStatus, OpenAlarm, Signal, SignalState, TrendPoint, Twin } from './types';
export type { Bindings, Motion, PartBinding, SignalBinding } from './bindings';
export type { SafeDrawing } from './svg';
export type { Anchor, Box, PlacedSignal, SynopticLayout } from './layout';
export type { BandZone, LimitBand } from './status';
export type { TrendDrawing, TrendStatistics } from './trend';
export { readTwin } from './read';
export { drawTrend, parseTrend, trendStatistics } from './trend';
export { elementStates } from './elements';
export {
    alarmsOf,
    componentState,
    isStale,
    limitBand,
    limitState,
    liveness,
    machineState,
    signalState,
    worse
} from './status';
export { ageText, momentText, quantityText } from './format';
export { componentSlots, layoutSynoptic, WIDE_FROM } from './layout';
export { parseBindings, SCENE_FILE, toAnchor, TwinModelError } from './bindings';
export { sceneNodes } from './sceneFile';
export { drawingElement, sanitizeDrawing } from './svg';
