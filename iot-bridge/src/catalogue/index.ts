export { compileCatalogue, emptyCatalogue, viewOfModel } from './catalogue.ts';
export type { Catalogue, ModelView } from './catalogue.ts';
export { CatalogueKeeper } from './catalogueKeeper.ts';
export { Topology } from './topology.ts';
