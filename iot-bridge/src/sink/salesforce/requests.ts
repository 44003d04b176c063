import type { AlarmDefinitionRow } from '../../contract/index.ts';
import type { OutboxRecord } from '../../pipeline/index.ts';
import { alarmRecord } from './alarmRecord.ts';

/** A record with its place in the batch it came in. */
export interface Placed {
    index: number;
    record: OutboxRecord;
}

/** One sObject Collections call: at most 200 records of one object. */
export interface CollectionCall {
    method: 'POST' | 'PATCH';
    /** Path below `/services/data/vNN.0`. */
    path: string;
    records: Record<string, unknown>[];
    placed: Placed[];
}

/** What bodies are made from besides their records. */
export interface BodyContext {
    /**
     * Whether the org has the row of a signal already: the parent of a detail row may only be named when the row is new.
     */
    hasParent(signalKey: string): boolean;
    /** The definition of an alarm, when it has been read. */
    alarmDefinition(name: string): AlarmDefinitionRow | undefined;
}

/** Largest number of records in a collection, and of collections in a composite request. */
export const collectionLimit = 200;
export const compositeLimit = 5;

/** Divides records into collection calls: events first, then alarms, results of commands, Assets and signals. */
export function collectionCalls(records: readonly OutboxRecord[], context: BodyContext): CollectionCall[] {
    const placed = records.map((record, index) => ({ record, index }));
    const of = (matches: (record: OutboxRecord) => boolean) => placed.filter(({ record }) => matches(record));
    const events = of((record) => isAlarm(record) && record.via === undefined);
    const alarms = of((record) => isAlarm(record) && record.via === 'record');
    const results = of(({ kind }) => kind === 'command-result');
    const assets = of(({ kind }) => kind === 'asset');
    const signals = of(({ kind }) => kind === 'signal');
    return [
        ...calls('POST', '/composite/sobjects', events, context),
        ...calls('PATCH', '/composite/sobjects/Alarm__c/Episode_Key__c', alarms, context),
        ...calls('PATCH', '/composite/sobjects/Machine_Command__c/Command_Key__c', results, context),
        ...calls('PATCH', '/composite/sobjects/Asset/Device_Id__c', assets, context),
        ...calls('PATCH', '/composite/sobjects/Asset_Signal__c/Signal_Key__c', signals, context)
    ];
}

/** Whether a record tells of an alarm. */
export function isAlarm(record: OutboxRecord): record is Extract<OutboxRecord, { kind: 'alarm-event' }> {
    return record.kind === 'alarm-event';
}

/** Groups of calls that fit one request each. */
export function compositeGroups(calls: readonly CollectionCall[]): CollectionCall[][] {
    const groups: CollectionCall[][] = [];
    for (let start = 0; start < calls.length; start += compositeLimit) {
        groups.push(calls.slice(start, start + compositeLimit));
    }
    return groups;
}

function calls(
    method: CollectionCall['method'],
    path: string,
    placed: readonly Placed[],
    context: BodyContext
): CollectionCall[] {
    const result: CollectionCall[] = [];
    for (let start = 0; start < placed.length; start += collectionLimit) {
        const part = placed.slice(start, start + collectionLimit);
        result.push({ method, path, placed: part, records: part.map(({ record }) => bodyOf(record, context)) });
    }
    return result;
}

function bodyOf(record: OutboxRecord, context: BodyContext): Record<string, unknown> {
    switch (record.kind) {
        case 'alarm-event':
            if (record.via === undefined) return { attributes: { type: 'Alarm_Event__e' }, ...record.fields };
            return {
                attributes: { type: 'Alarm__c' },
                ...alarmRecord(record.fields, context.alarmDefinition(String(record.fields.Definition__c)))
            };
        case 'command-result':
            return { attributes: { type: 'Machine_Command__c' }, Command_Key__c: record.key, ...record.fields };
        case 'asset':
            return { attributes: { type: 'Asset' }, Device_Id__c: record.device, ...record.fields };
        case 'signal': {
            const key = signalKey(record.device, record.signal);
            const parent = context.hasParent(key) ? {} : { Asset__r: { Device_Id__c: record.device } };
            return { attributes: { type: 'Asset_Signal__c' }, Signal_Key__c: key, ...parent, ...record.fields };
        }
    }
}

/** External id of a signal row. */
export function signalKey(device: string, signal: string): string {
    return `${device}:${signal}`;
}
