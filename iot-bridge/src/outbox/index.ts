export { holdOf } from './hold.ts';
export { Outbox } from './outbox.ts';
export type { CommandResultRow, Entry, OutboxDepth, StoredOutbox } from './outbox.ts';
export { Dispatcher } from './dispatcher.ts';
export type { DispatcherParts } from './dispatcher.ts';
export { normalPlan, planSending } from './governor.ts';
export type { Limit, Limits, SendingPlan } from './governor.ts';
export { retryDelay } from './retry.ts';
export { readMarks } from './snapshotMarks.ts';
