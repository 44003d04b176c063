export { Store } from './store.ts';
export type { Space, StoreOptions } from './store.ts';
export { DeviceRowsFile } from './deviceRows.ts';
export type { DeviceRows } from './deviceRows.ts';
export { DeadLetterFile } from './deadLetterFile.ts';
export type { StoredDeadLetter } from './deadLetterFile.ts';
export type { DeadLetter } from './protocol.ts';
export { RowReader, RowWriter } from './packedRows.ts';
export type { PackedRow } from './packedRows.ts';
