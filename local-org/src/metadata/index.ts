/** Door of the metadata readers. */
export type { MetadataComponent, MetadataFile, MetadataRegistry, Problem } from './component.ts';
export { readManifest, type Manifest } from './manifest.ts';
export { loadMetadataTypes, type ChildType, type MetadataType, type MetadataTypes } from './metadataTypes.ts';
export { placeOf, type Place } from './place.ts';
export { problemAt } from './problem.ts';
export { readComponents, type ReadComponents } from './readComponents.ts';
export { changedRegistry, componentKey, createRegistry, type ComponentName } from './registry.ts';
export { loadSchemaTable, type SchemaProperty, type SchemaTable } from './schemaTable.ts';
export { sameComponent } from './sameComponent.ts';
export { suggestion } from './suggestion.ts';
export { escapeXml, parseXml, XmlSyntaxError, type XmlElement } from './xml.ts';
