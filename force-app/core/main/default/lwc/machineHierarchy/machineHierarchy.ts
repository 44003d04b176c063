/** Shared module: the machines of a hierarchy, their roll-ups, and the selection of some of them. */
export { buildHierarchy, hasAlarm, isWithin, MachineHierarchy, type Machine, type Rollup } from './hierarchy';
export { keepNewer, mergeMachines, newestModification, type Changes } from './machineChanges';
export { rememberLast } from './rememberLast';
export {
    FILTER_NAMES,
    HIDDEN,
    HIT,
    isSelective,
    markSelection,
    PATH,
    productsOf,
    searchMachines,
    summarise,
    toFilterName,
    type FilterName,
    type Selection,
    type Summary
} from './selection';
