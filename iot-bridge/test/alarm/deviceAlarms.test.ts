import { compileAlarm, DeviceAlarms } from '../../src/alarm/index.ts';
import type { AlarmOutput, StoredAlarm } from '../../src/alarm/index.ts';
import type { AlarmDefinitionRow, AlarmEvent } from '../../src/contract/index.ts';
import { compileSignal, UnitConverter } from '../../src/map/index.ts';
import { alarm, signal } from '../support/plant.ts';

const signals = [
    signal('Flow', 'flow', { Unit__c: 'L/min' }),
    signal('Twin', 'twin', { Unit__c: 'L/min' }),
    signal('State', 'state', { Value_Type__c: 'Text' })
].map((row) => compileSignal(row, new UnitConverter()));
const definitionOf = (row: AlarmDefinitionRow) => ({ definition: compileAlarm(row, () => signals), unit: 'L/min' });

/** Alarms of one pump with everything they report. */
function pump(rows: AlarmDefinitionRow[], restored?: Map<string, StoredAlarm>) {
    const events: AlarmEvent[] = [];
    const stored = new Map<string, StoredAlarm>();
    const output: AlarmOutput = {
        changed: (key, read) => void stored.set(key, JSON.parse(JSON.stringify(read())) as StoredAlarm),
        removed: (key) => void stored.delete(key),
        event: (event) => void events.push(event)
    };
    const alarms = new DeviceAlarms('pump', output);
    alarms.define(rows.map(definitionOf), 0, restored);
    const history: [number, number][] = [];
    let last: number | undefined;
    const observe = (
        at: number,
        value: number | string,
        more: { quality?: 'Bad'; twin?: number; name?: string } = {}
    ) => {
        alarms.observe({
            signal: more.name ?? 'Flow',
            value,
            quality: more.quality ?? 'Good',
            at,
            continuousMs: last === undefined ? 0 : at - last,
            history: [...history],
            reference: () => more.twin
        });
        if (typeof value === 'number') history.push([at, value]);
        last = at;
    };
    const log = () => events.map((event) => `${event.Definition__c} ${event.Transition__c}>${event.State__c}`);
    return { alarms, events, stored, observe, log };
}

describe('alarms of a device', () => {
    it('judges low limits with hysteresis', () => {
        const { observe, log } = pump([alarm('Flow_Low', 'Flow', { Kind__c: 'Low', Limit__c: 40, Hysteresis__c: 5 })]);
        for (const [at, value] of [
            [0, 41],
            [1, 39],
            [2, 43],
            [3, 45]
        ] as const)
            observe(at, value);
        expect(log()).toEqual(['Flow_Low Raised>Unacknowledged', 'Flow_Low Cleared>Returned Unacknowledged']);
    });

    it('neither raises nor clears on Bad quality', () => {
        const { observe, log } = pump([alarm('Flow_Low', 'Flow', { Kind__c: 'Low', Limit__c: 40 })]);
        observe(0, 0, { quality: 'Bad' });
        observe(1, 30);
        observe(2, 80, { quality: 'Bad' });
        expect(log()).toEqual(['Flow_Low Raised>Unacknowledged']);
    });

    it('watches deviation from a twin signal, and nothing while the twin is unknown', () => {
        const { observe, log } = pump([
            alarm('Drift', 'Flow', { Kind__c: 'Deviation', Limit__c: 10, Reference_Signal__c: 'Twin' })
        ]);
        observe(0, 70);
        observe(1, 70, { twin: 65 });
        observe(2, 70, { twin: 58 });
        expect(log()).toEqual(['Drift Raised>Unacknowledged']);
    });

    it('watches the change inside a window', () => {
        const { observe, log } = pump([
            alarm('Jump', 'Flow', { Kind__c: 'Rate of Change', Limit__c: 10, Window_Seconds__c: 10 })
        ]);
        for (const [second, value] of [
            [0, 70],
            [20, 82],
            [25, 80],
            [28, 70]
        ] as const)
            observe(second * 1000, value);
        expect(log()).toEqual(['Jump Raised>Unacknowledged']);
    });

    it('watches states', () => {
        const { observe, events } = pump([
            alarm('Fault', 'State', { Kind__c: 'State', Limit__c: null, Text_Limit__c: 'Fault; Emergency' })
        ]);
        observe(0, 'Running', { name: 'State' });
        observe(1, 'Emergency', { name: 'State' });
        expect(events).toMatchObject([
            { Transition__c: 'Raised', Text_Value__c: 'Emergency', Value__c: null, Limit__c: null }
        ]);
    });

    it('raises silence exactly one window after the last message, whenever it is noticed', () => {
        const { alarms, events } = pump([
            alarm('Silent', '*', { Kind__c: 'Silence', Limit__c: null, Window_Seconds__c: 30 })
        ]);
        const heard = { at: 100_000, listeningSince: 0, intervalMs: 1000 };
        alarms.observeSilence(129_999, () => heard);
        expect(events).toEqual([]);
        alarms.observeSilence(155_000, () => heard);
        alarms.observeSilence(160_000, () => ({ at: 159_000, listeningSince: 0, intervalMs: 1000 }));
        expect(events.map((event) => [event.Transition__c, event.Episode_Key__c])).toEqual([
            ['Raised', 'pump:Silent:1:130000'],
            ['Cleared', 'pump:Silent:1:130000']
        ]);
    });

    it('ends silence by a message and not by a restart, after which nothing was heard yet', () => {
        const { alarms, events } = pump([
            alarm('Silent', '*', { Kind__c: 'Silence', Limit__c: null, Window_Seconds__c: 30 })
        ]);
        const heard = { at: 100_000, listeningSince: 0, intervalMs: 1000 };
        alarms.observeSilence(140_000, () => heard);
        for (const now of [200_000, 229_000, 231_000]) {
            alarms.observeSilence(now, () => ({ ...heard, listeningSince: 200_000 }));
        }
        expect(events.map((event) => event.Transition__c)).toEqual(['Raised']);
    });

    it('is patient with devices that are usually slower than the window, and with unknown ones', () => {
        const { alarms, events } = pump([
            alarm('Silent', '*', { Kind__c: 'Silence', Limit__c: null, Window_Seconds__c: 30 })
        ]);
        alarms.observeSilence(3_600_000, () => ({ at: 0, listeningSince: 0, intervalMs: 3_600_000 }));
        alarms.observeSilence(3_600_000, () => undefined);
        expect(events).toEqual([]);
    });

    it('joins a second limit of the same signal to the first', () => {
        const { observe, events } = pump([
            alarm('High', 'Flow', { Limit__c: 100 }),
            alarm('High_High', 'Flow', { Kind__c: 'High High', Limit__c: 120 }),
            alarm('Low', 'Flow', { Kind__c: 'Low', Limit__c: 10 })
        ]);
        observe(0, 110);
        observe(1, 130);
        observe(2, 5);
        expect(
            events.filter((event) => event.Transition__c === 'Raised').map((event) => event.Root_Episode_Key__c)
        ).toEqual([null, 'pump:High:1:0', null]);
    });

    it('never tells a transition with an earlier time than the one before', () => {
        const { alarms, observe, events } = pump([alarm('High', 'Flow', { Limit__c: 100 })]);
        observe(1000, 110);
        alarms.acknowledge('High', undefined, 60_000, 'agent');
        observe(2000, 50);
        expect(events.map((event) => event.Occurred_At__c)).toEqual([
            '1970-01-01T00:00:01.000Z',
            '1970-01-01T00:01:00.000Z',
            '1970-01-01T00:01:00.000Z'
        ]);
    });

    it('goes on after a restart where it stopped', () => {
        const rows = [alarm('High', 'Flow', { Limit__c: 100, On_Delay_Seconds__c: 5 })];
        const before = pump(rows);
        before.observe(0, 110);
        before.observe(3000, 110);
        const after = pump(rows, before.stored);
        after.observe(3000, 110);
        after.observe(5000, 110);
        expect(after.log()).toEqual(['High Raised>Unacknowledged']);
    });

    it('clears what a removed definition left open', () => {
        const { alarms, observe, events, stored } = pump([alarm('High', 'Flow', { Limit__c: 100 })]);
        observe(0, 110);
        alarms.define([], 5000);
        expect(events.at(-1)).toMatchObject({ Transition__c: 'Cleared', Occurred_At__c: '1970-01-01T00:00:05.000Z' });
        expect(stored.size).toBe(0);
        expect(alarms.summary()).toEqual({ active: 0, highest: null });
    });

    it('sums up open alarms without the hidden ones', () => {
        const { alarms, observe } = pump([
            alarm('High', 'Flow', { Limit__c: 100, Priority__c: 'Medium' }),
            alarm('High_High', 'Flow', { Kind__c: 'High High', Limit__c: 120, Priority__c: 'Critical' })
        ]);
        observe(0, 130);
        expect(alarms.summary()).toEqual({ active: 2, highest: 'Critical' });
        alarms.inhibit('High_High', 'Shelved', 10, 1000);
        expect(alarms.summary()).toEqual({ active: 1, highest: 'Medium' });
        expect(alarms.tick(1000)).toBe(true);
        expect(alarms.summary()).toEqual({ active: 2, highest: 'Critical' });
    });
});
