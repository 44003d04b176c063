import { type AlarmState, priorityRank, type Priority, toAlarmState } from 'c/alarmDisplay';
import { formatQuantity } from 'c/displayFormat';

/** A record that an alarm points at. */
export interface AlarmLink {
    readonly id: string;
    readonly name: string;
}

/** What agents may ask of an alarm; values of Requested_Action__c. */
export type AlarmAction = 'Acknowledge' | 'Shelve' | 'Unshelve' | 'Out of Service' | 'Return to Service';

/** One alarm episode. Times are ISO texts, null when blank. */
export interface Alarm {
    readonly id: string;
    readonly name: string;
    readonly message: string;
    /** What it has in common with alarms of other machines. */
    readonly commonCause: string | null;
    readonly machine: AlarmLink | undefined;
    readonly priority: Priority | undefined;
    readonly state: string | null;
    /** State in the user's language. */
    readonly stateLabel: string;
    readonly raisedAt: string | null;
    readonly clearedAt: string | null;
    readonly lastTransitionAt: string | null;
    readonly shelvedUntil: string | null;
    readonly acknowledgedBy: string | null;
    readonly value: number | null;
    readonly limit: number | null;
    readonly textValue: string | null;
    /** UCUM code. */
    readonly unit: string | null;
    readonly case: AlarmLink | undefined;
    readonly workOrder: AlarmLink | undefined;
    readonly requestedAction: string | null;
    readonly requestedAt: string | null;
}

/** Commands to the bridge expire after this time, so a request without answer is given up then. */
export const REQUEST_LIFETIME_MS = 15 * 60_000;

/** States in which an action makes sense. */
const ALLOWED_STATES: Readonly<Record<AlarmAction, readonly AlarmState[]>> = {
    Acknowledge: ['Unacknowledged', 'Returned Unacknowledged', 'Latched'],
    Shelve: ['Unacknowledged', 'Acknowledged', 'Latched'],
    Unshelve: ['Shelved'],
    'Out of Service': ['Unacknowledged', 'Acknowledged', 'Latched', 'Shelved', 'Suppressed'],
    'Return to Service': ['Out of Service']
};

/** States that need nobody's attention now; they stand below the others. */
const QUIET_STATES: readonly AlarmState[] = ['Shelved', 'Suppressed', 'Out of Service'];

/** How a request stands: waiting for the bridge, or given up because the bridge did not answer in time. */
export interface AlarmRequest {
    readonly action: AlarmAction;
    readonly status: 'pending' | 'unanswered';
}

/** Whether the episode goes on or still waits for an acknowledgement. */
export function isOpen(alarm: Alarm): boolean {
    return alarm.state !== 'Normal';
}

/**
 * The request that waits for the bridge. It is answered when the alarm changed since it was made or is no
 * longer in a state in which the action makes sense, whatever the clocks of browser and bridge say.
 * @param now milliseconds since 1970
 */
export function openRequest(alarm: Alarm, now: number): AlarmRequest | undefined {
    const action = toAction(alarm.requestedAction);
    const requested = toTime(alarm.requestedAt);
    if (action === undefined || requested === undefined || !isAllowed(alarm, action)) return undefined;
    const changed = toTime(alarm.lastTransitionAt);
    if (changed !== undefined && changed >= requested) return undefined;
    return { action, status: now - requested < REQUEST_LIFETIME_MS ? 'pending' : 'unanswered' };
}

/** Whether an agent can ask for an action now: it makes sense, and no request waits for its answer. */
export function canRequest(alarm: Alarm, action: AlarmAction, now: number): boolean {
    return isAllowed(alarm, action) && openRequest(alarm, now)?.status !== 'pending';
}

/** Alarms in the order agents work on them: open before closed, loud before quiet, worst and newest first. */
export function sortAlarms(alarms: readonly Alarm[]): Alarm[] {
    return [...alarms].sort((a, b) => urgency(a) - urgency(b) || latest(b) - latest(a));
}

/** Measured value against its limit, e.g. "7.9 mm/s"; a text value as it is. */
export function valueText(alarm: Alarm): string {
    return alarm.textValue ?? formatQuantity(alarm.value, alarm.unit);
}

/** The limit that was crossed; empty where the alarm has none. */
export function limitText(alarm: Alarm): string {
    return formatQuantity(alarm.limit, alarm.unit);
}

function isAllowed(alarm: Alarm, action: AlarmAction): boolean {
    const state = toAlarmState(alarm.state);
    return state !== undefined && ALLOWED_STATES[action].includes(state);
}

function urgency(alarm: Alarm): number {
    if (!isOpen(alarm)) return CLOSED;
    const state = toAlarmState(alarm.state);
    return priorityRank(alarm.priority) + (state && QUIET_STATES.includes(state) ? QUIET : 0);
}

const QUIET = 10;
const CLOSED = 100;

function latest(alarm: Alarm): number {
    return toTime(isOpen(alarm) ? alarm.raisedAt : alarm.lastTransitionAt) ?? 0;
}

function toAction(value: string | null): AlarmAction | undefined {
    return (Object.keys(ALLOWED_STATES) as AlarmAction[]).find((action) => action === value);
}

function toTime(value: string | null): number | undefined {
    const time = value === null ? Number.NaN : Date.parse(value);
    return Number.isNaN(time) ? undefined : time;
}
