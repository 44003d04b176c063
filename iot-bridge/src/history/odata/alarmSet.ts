import { createHash } from 'node:crypto';
import type { HistoryEvent, HistoryStore, TimeRange } from '../model.ts';
import type { Bounds } from './bounds.ts';
import { idOf, optional, partsOf, required } from './entity.ts';
import type { Entity, EntitySet } from './entity.ts';
import { devicesWithin } from './deviceSet.ts';
import { compareNames } from './seriesWithin.ts';

const PAGE_EVENTS = 1000;
/** Digits of the hash that tells transitions of one device at the same instant apart. */
const HASH_DIGITS = 16;

/** Transitions of alarms as a set of entities. */
export const alarmSet: EntitySet = {
    name: 'Alarms',
    type: 'AlarmTransition',
    description: 'Transitions of alarms.',
    natural: ['Device', 'Time'],
    properties: [
        required('Id', 'Edm.String', 'Device, time and a hash of what happened.', 255),
        required('Device', 'Edm.String', 'Device_Id__c of the Asset.', 80),
        required('Time', 'Edm.DateTimeOffset', 'When it happened, UTC.'),
        optional('Transition', 'Edm.String', 'What happened, as in Alarm_Event__e.', 40),
        optional('State', 'Edm.String', 'State of the alarm after it, by ISA-18.2.', 40),
        optional('Definition', 'Edm.String', 'Developer name of the alarm definition.', 80),
        optional('Signal', 'Edm.String', 'Name of the signal.', 80),
        optional('Kind', 'Edm.String', 'Kind of the alarm.', 40),
        optional('Priority', 'Edm.String', 'Priority of the alarm.', 20),
        optional('Message', 'Edm.String', 'Message of the alarm.', 255),
        optional('AlarmValue', 'Edm.Double', 'Value that raised it, of signals that are numbers.'),
        optional('AlarmState', 'Edm.String', 'Value that raised it, of signals that are states.', 255),
        optional('AlarmLimit', 'Edm.Double', 'Limit it passed.'),
        optional('Unit', 'Edm.String', 'Unit of both.', 30),
        optional('Episode', 'Edm.String', 'Key of the episode the transition belongs to.', 200)
    ],
    read: readAlarms
};

async function* readAlarms(store: HistoryStore, bounds: Bounds, after?: string): AsyncGenerator<Entity> {
    const [device = '', time] = partsOf(after ?? '') ?? [];
    // A device that is asked for by name may have alarms without ever having had a value.
    const names = bounds.devices ? [...bounds.devices].sort(compareNames) : await devicesWithin(store, bounds, device);
    for (const name of names.filter((one) => one >= device)) {
        const range = { from: Math.max(bounds.from, Number.MIN_SAFE_INTEGER), to: Math.min(bounds.to, 2 ** 53 - 1) };
        if (name === device && time !== undefined) {
            yield* alarmsAfter(store, name, { ...range, from: Math.max(range.from, Date.parse(time)) }, after);
        } else yield* alarmsOf(store, name, range);
    }
}

/** Leaves out everything up to the one with the key `after`, which may share its instant with others. */
async function* alarmsAfter(
    store: HistoryStore,
    device: string,
    range: TimeRange,
    after: string | undefined
): AsyncGenerator<Entity> {
    let passed = false;
    for await (const entity of alarmsOf(store, device, range)) {
        if (passed || Number(entity.Time) > range.from) yield entity;
        passed ||= entity.Id === after;
    }
}

async function* alarmsOf(store: HistoryStore, device: string, range: TimeRange): AsyncGenerator<Entity> {
    for (let offset: number | undefined = 0; offset !== undefined && range.from < range.to;) {
        const page = await store.events(device, range, PAGE_EVENTS, offset);
        for (const event of page.events) if (event.kind === 'alarm') yield entityOf(event);
        offset = page.next;
    }
}

function entityOf({ key, device, at, details }: HistoryEvent): Entity {
    const hash = createHash('sha256').update(key).digest('hex').slice(0, HASH_DIGITS);
    const { transition = null, state = null, definition = null, signal = null, alarmKind = null } = details;
    const { priority = null, message = null, value = null, limit = null, unit = null, episode = null } = details;
    return {
        ...{ Id: idOf({ device, at }, hash), Device: device, Time: at },
        ...{ Transition: transition, State: state, Definition: definition, Signal: signal, Kind: alarmKind },
        ...{ Priority: priority, Message: message, AlarmLimit: limit, Unit: unit, Episode: episode },
        AlarmValue: typeof value === 'number' ? value : null,
        AlarmState: typeof value === 'string' ? value : null
    };
}
