export { definitionFile } from './definitionFile.ts';
export type { DefinitionFile } from './definitionFile.ts';
export { detectableFormats, detectFormat } from './detectFormat.ts';
export { proposeMapping } from './proposeMapping.ts';
export type { MappingProposal, SampleOptions } from './proposeMapping.ts';
