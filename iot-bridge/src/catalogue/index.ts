export { compileCatalogue, emptyCatalogue, viewOfModel } from './catalogue.ts';
export type { Catalogue, ModelView } from './catalogue.ts';
export { partitionOf } from './partition.ts';
export { CatalogueKeeper } from './catalogueKeeper.ts';
export { ProblemReport } from './problemReport.ts';
export { UnknownDevices } from './unknownDevices.ts';
export { MachineGroups, modelGroupId } from './machineGroups.ts';
export { Topology } from './topology.ts';
