/** Shared module: commands of the catalogue and commands that were requested. */
export { rangeText, toDefinition, type CatalogueRow, type CommandDefinition, type ParameterType } from './definition';
export { compareDesired, type Comparison } from './desired';
export { isOpen, readCommands, valueText, type Command } from './request';
