import CRITICAL_LABEL from '@salesforce/label/c.Priority_Critical';
import HIGH_LABEL from '@salesforce/label/c.Priority_High';
import LOW_LABEL from '@salesforce/label/c.Priority_Low';
import MEDIUM_LABEL from '@salesforce/label/c.Priority_Medium';
import NONE_LABEL from '@salesforce/label/c.Priority_None';
import OFFLINE_LABEL from '@salesforce/label/c.Connectivity_Offline';
import ONLINE_LABEL from '@salesforce/label/c.Connectivity_Online';
import STALE_LABEL from '@salesforce/label/c.Connectivity_Stale';
import UNKNOWN_LABEL from '@salesforce/label/c.Connectivity_Unknown';

/** Alarm priorities, worst first. */
export const PRIORITIES = ['Critical', 'High', 'Medium', 'Low'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const CONNECTIVITIES = ['Offline', 'Stale', 'Unknown', 'Online'] as const;
export type Connectivity = (typeof CONNECTIVITIES)[number];

/** States of an alarm by ISA-18.2, as Alarm__c.State__c holds them. */
export const ALARM_STATES = [
    'Unacknowledged',
    'Acknowledged',
    'Latched',
    'Returned Unacknowledged',
    'Shelved',
    'Suppressed',
    'Out of Service',
    'Normal'
] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** How a value is shown: text, icon (the shape) and style (the colour), so that no meaning rests on colour. */
export interface Display {
    readonly label: string;
    readonly iconName: string;
    /** One of the icon variants of lightning-icon; blank = neutral. */
    readonly iconVariant: '' | 'error' | 'warning' | 'success';
}

const PRIORITY_LABELS: Readonly<Record<Priority, string>> = {
    Critical: CRITICAL_LABEL,
    High: HIGH_LABEL,
    Medium: MEDIUM_LABEL,
    Low: LOW_LABEL
};

/** Outlines in a 16 × 16 box: square, triangle up, triangle down, circle (as ISA-101 displays do). */
const PRIORITY_SHAPES: Readonly<Record<Priority, string>> = {
    Critical: 'M2 2H14V14H2Z',
    High: 'M8 1.5L15 14.5H1Z',
    Medium: 'M1 1.5H15L8 14.5Z',
    Low: 'M8 2A6 6 0 1 1 8 14A6 6 0 1 1 8 2Z'
};

const CONNECTIVITY_DISPLAYS: Readonly<Record<Connectivity, Display>> = {
    Online: { label: ONLINE_LABEL, iconName: 'utility:check', iconVariant: 'success' },
    Stale: { label: STALE_LABEL, iconName: 'utility:clock', iconVariant: 'warning' },
    Offline: { label: OFFLINE_LABEL, iconName: 'utility:offline', iconVariant: 'error' },
    Unknown: { label: UNKNOWN_LABEL, iconName: 'utility:help', iconVariant: '' }
};

/** Outlines in a 16 × 16 box: tick, clock, cross, question mark. */
const CONNECTIVITY_SHAPES: Readonly<Record<Connectivity, string>> = {
    Online: 'M2 8.5L6 12.5L14 3.5',
    Stale: 'M8 1.5A6.5 6.5 0 1 1 8 14.5A6.5 6.5 0 1 1 8 1.5M8 4V8.5L11 10.5',
    Offline: 'M3 3L13 13M13 3L3 13',
    Unknown: 'M5 5.5A3 3 0 1 1 8.5 8.4V10M8.5 12V14'
};

const STATE_ICONS: Readonly<Record<AlarmState, string>> = {
    Unacknowledged: 'utility:notification',
    Acknowledged: 'utility:check',
    Latched: 'utility:lock',
    'Returned Unacknowledged': 'utility:undo',
    Shelved: 'utility:notification_snoozed',
    Suppressed: 'utility:volume_off',
    'Out of Service': 'utility:ban',
    Normal: 'utility:success'
};

/** A picklist value as a priority; blank and unknown values give undefined. */
export function toPriority(value: string | null | undefined): Priority | undefined {
    return PRIORITIES.find((priority) => priority === value);
}

/** A picklist value as a connectivity; blank and unknown values give Unknown. */
export function toConnectivity(value: string | null | undefined): Connectivity {
    return CONNECTIVITIES.find((connectivity) => connectivity === value) ?? 'Unknown';
}

/** A picklist value as an alarm state; blank and unknown values give undefined. */
export function toAlarmState(value: string | null | undefined): AlarmState | undefined {
    return ALARM_STATES.find((state) => state === value);
}

/** 0 = Critical … 3 = Low, 4 = no alarm; smaller is worse. */
export function priorityRank(priority: Priority | undefined): number {
    return priority === undefined ? PRIORITIES.length : PRIORITIES.indexOf(priority);
}

/** The worse of two priorities; undefined means no alarm. */
export function worsePriority(a: Priority | undefined, b: Priority | undefined): Priority | undefined {
    return priorityRank(a) <= priorityRank(b) ? a : b;
}

/** Translated name of a priority; undefined gives the text for "no alarm". */
export function priorityLabel(priority: Priority | undefined): string {
    return priority === undefined ? NONE_LABEL : PRIORITY_LABELS[priority];
}

/** SVG path of a priority's shape in a 16 × 16 box. */
export function priorityShape(priority: Priority): string {
    return PRIORITY_SHAPES[priority];
}

/** Text, icon and colour of a machine's connectivity. */
export function connectivityDisplay(value: string | null | undefined): Display {
    return CONNECTIVITY_DISPLAYS[toConnectivity(value)];
}

/** SVG path of a connectivity's shape in a 16 × 16 box, for places with too many rows for icon components. */
export function connectivityShape(value: string | null | undefined): string {
    return CONNECTIVITY_SHAPES[toConnectivity(value)];
}

/** Icon of an alarm state; unknown values get a question mark. */
export function alarmStateIcon(value: string | null | undefined): string {
    const state = toAlarmState(value);
    return state === undefined ? 'utility:help' : STATE_ICONS[state];
}
