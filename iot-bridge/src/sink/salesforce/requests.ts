import type { OutboxRecord } from '../../pipeline/index.ts';

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

/** Largest number of records in a collection, and of collections in a composite request. */
export const collectionLimit = 200;
export const compositeLimit = 5;

/**
 * Divides records into collection calls: events first, then results of commands, Assets and signals.
 * @param hasParent whether the org has the row of a signal already: the parent of a detail row may only be named when
 * the row is new
 */
export function collectionCalls(
    records: readonly OutboxRecord[],
    hasParent: (signalKey: string) => boolean
): CollectionCall[] {
    const placed = records.map((record, index) => ({ record, index }));
    const of = (kind: OutboxRecord['kind']) => placed.filter(({ record }) => record.kind === kind);
    return [
        ...calls('POST', '/composite/sobjects', of('alarm-event'), hasParent),
        ...calls('PATCH', '/composite/sobjects/Machine_Command__c/Command_Key__c', of('command-result'), hasParent),
        ...calls('PATCH', '/composite/sobjects/Asset/Device_Id__c', of('asset'), hasParent),
        ...calls('PATCH', '/composite/sobjects/Asset_Signal__c/Signal_Key__c', of('signal'), hasParent)
    ];
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
    hasParent: (signalKey: string) => boolean
): CollectionCall[] {
    const result: CollectionCall[] = [];
    for (let start = 0; start < placed.length; start += collectionLimit) {
        const part = placed.slice(start, start + collectionLimit);
        result.push({ method, path, placed: part, records: part.map(({ record }) => bodyOf(record, hasParent)) });
    }
    return result;
}

function bodyOf(record: OutboxRecord, hasParent: (signalKey: string) => boolean): Record<string, unknown> {
    switch (record.kind) {
        case 'alarm-event':
            return { attributes: { type: 'Alarm_Event__e' }, ...record.fields };
        case 'command-result':
            return { attributes: { type: 'Machine_Command__c' }, Command_Key__c: record.key, ...record.fields };
        case 'asset':
            return { attributes: { type: 'Asset' }, Device_Id__c: record.device, ...record.fields };
        case 'signal': {
            const key = signalKey(record.device, record.signal);
            const parent = hasParent(key) ? {} : { Asset__r: { Device_Id__c: record.device } };
            return { attributes: { type: 'Asset_Signal__c' }, Signal_Key__c: key, ...parent, ...record.fields };
        }
    }
}

/** External id of a signal row. */
export function signalKey(device: string, signal: string): string {
    return `${device}:${signal}`;
}
