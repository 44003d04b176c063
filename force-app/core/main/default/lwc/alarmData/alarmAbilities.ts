import type { ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import REQUESTED_ACTION_FIELD from '@salesforce/schema/Alarm__c.Requested_Action__c';
import { openRequest, type Alarm } from 'c/alarmModel';

/** What the user may see and do with alarms in this org. */
export interface AlarmAbilities {
    readonly hasWorkOrders: boolean;
    readonly canAct: boolean;
}

/** Field of the field-service package, which the core must not depend on. */
const WORK_ORDER_FIELD = 'Work_Order__c';
/** While a request waits for the bridge, its answer is looked for this often. */
const PENDING_INTERVAL_MS = 2_000;

/**
 * What the description of alarms says of this user.
 * @returns undefined as long as there is no answer
 */
export function readAbilities({ data, error }: WireResult<ObjectInfo>): AlarmAbilities | undefined {
    if (data) {
        const { [WORK_ORDER_FIELD]: workOrder, [REQUESTED_ACTION_FIELD.fieldApiName]: request } = data.fields;
        return { hasWorkOrders: workOrder !== undefined, canAct: request?.updateable === true };
    }
    // Without the description the alarms can still be read; the query says what is not allowed.
    return error ? { hasWorkOrders: false, canAct: false } : undefined;
}

/**
 * Milliseconds until alarms are asked for again.
 * @param refreshSeconds what the admin has set; at least one second
 */
export function alarmIntervalMs(alarms: readonly Alarm[] | undefined, refreshSeconds: number): number {
    const isWaiting = alarms?.some((alarm) => openRequest(alarm, Date.now())?.status === 'pending');
    return isWaiting ? PENDING_INTERVAL_MS : Math.max(1, Number(refreshSeconds)) * 1_000;
}
