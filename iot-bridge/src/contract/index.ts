export * from './definitions.ts';
export * from './events.ts';
export * from './records.ts';
