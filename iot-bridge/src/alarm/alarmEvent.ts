import { roundTo, valueScale } from '../contract/index.ts';
import type { AlarmEvent } from '../contract/index.ts';
import type { AlarmDefinition } from './definitions.ts';
import type { Change, Episode } from './machine.ts';

/** `<Device_Id>:<definition>`: one alarm of one device. */
export function alarmKey(device: string, definition: string): string {
    return `${device}:${definition}`;
}

/** `<alarm key>:<number>:<raised epoch ms>`: the same recording gives the same keys whenever it is replayed. */
export function episodeKey(alarm: string, episode: Episode): string {
    return `${alarm}:${episode.number}:${episode.raisedAt}`;
}

/** What an event says besides the change itself. */
export interface EventContext {
    device: string;
    definition: AlarmDefinition;
    unit: string | null;
    /** Episode this one belongs to, when it is a consequence. */
    root: string | null;
}

/** The event that tells the org about a change. */
export function alarmEventOf({ device, definition, unit, root }: EventContext, change: Change): AlarmEvent {
    const key = alarmKey(device, definition.name);
    const { episode } = change;
    return {
        Version__c: 1,
        Alarm_Key__c: key,
        Episode_Key__c: episodeKey(key, episode),
        Transition__c: change.transition,
        State__c: change.state,
        Asset_Key__c: device,
        Episode_Number__c: episode.number,
        Definition__c: definition.name,
        Signal__c: definition.signal,
        Kind__c: definition.kind,
        Priority__c: definition.priority,
        Message__c: definition.message,
        Occurred_At__c: new Date(change.at).toISOString(),
        Raised_At__c: new Date(episode.raisedAt).toISOString(),
        Value__c: rounded(episode.value),
        Limit__c: rounded(episode.limit),
        Text_Value__c: episode.text?.slice(0, 255) ?? null,
        Unit__c: unit,
        Root_Episode_Key__c: root,
        Common_Cause__c: null,
        Acknowledged_By__c: change.by?.slice(0, 80) ?? null,
        Shelved_Until__c: change.until === undefined ? null : new Date(change.until).toISOString()
    };
}

function rounded(value: number | null): number | null {
    return value === null ? null : roundTo(value, valueScale);
}
