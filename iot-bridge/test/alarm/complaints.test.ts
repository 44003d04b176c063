import { Replay } from '../../recordings/replay.ts';
import type { AlarmDefinitionRow, AlarmEvent } from '../../src/contract/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

/*
 * What users of comparable systems complain about, in public threads; each complaint has its test here.
 */

function pump(rows: AlarmDefinitionRow[]) {
    const events: AlarmEvent[] = [];
    const replay = new Replay(
        {
            assets: [asset('pump', 'CP-20')],
            signals: [signal('Flow', 'flow'), signal('Pressure', 'pressure')],
            alarms: rows
        },
        { event: (event) => void events.push(event) }
    );
    const flow = (at: number, value: number) => replay.send('pump', at, { flow: value });
    /** Flows by second, each with its message. */
    const flows = (...values: readonly (readonly [second: number, value: number])[]) => {
        for (const [second, value] of values) flow(second * 1000, value);
    };
    const steps = () => events.map(({ Occurred_At__c: at, Transition__c: what }) => `${Date.parse(at) / 1000} ${what}`);
    const alarms = replay.fleet.get('pump')?.alarms;
    if (!alarms) throw new Error('the pump is missing');
    const log = () => events.map((event) => `${event.Episode_Number__c} ${event.Transition__c}>${event.State__c}`);
    return { flow, flows, steps, alarms, events, log, replay };
}

const low = (more: Partial<AlarmDefinitionRow> = {}) =>
    alarm('Flow_Low', 'Flow', { Kind__c: 'Low', Limit__c: 40, ...more });

test('two messages a millisecond apart make one alarm (thingsboard 15583, 2986)', () => {
    const { flow, events } = pump([low()]);
    flow(1000, 30);
    flow(1001, 29);
    expect(events.map((event) => event.Episode_Key__c)).toEqual(['pump:Flow_Low:1:1000']);
});

test('clear closes all: nothing stays active after the condition is gone (thingsboard 15583)', () => {
    const { flow, alarms, events } = pump([low(), alarm('Flow_Low_Low', 'Flow', { Kind__c: 'Low Low', Limit__c: 20 })]);
    flow(1000, 10);
    flow(1001, 10);
    flow(2000, 80);
    const cleared = events.filter((event) => event.Transition__c === 'Cleared').map((event) => event.Episode_Key__c);
    const raised = events.filter((event) => event.Transition__c === 'Raised').map((event) => event.Episode_Key__c);
    expect(cleared).toEqual(raised);
    expect(alarms.summary()).toEqual({ active: 0, highest: null });
});

test('a gap during the on-delay freezes the timer: no false alarm (thingsboard 14210)', () => {
    const { flow, log } = pump([low({ On_Delay_Seconds__c: 60 })]);
    for (const second of [0, 10, 20]) flow(second * 1000, 30);
    flow(600_000, 30);
    expect(log()).toEqual([]);
    for (const second of [610, 620, 630]) flow(second * 1000, 30);
    expect(log()).toEqual([]);
    flow(640_000, 30);
    expect(log()).toEqual(['1 Raised>Unacknowledged']);
});

test('an acknowledged alarm that comes back is a new occurrence (thingsboard 5561, 11434)', () => {
    const { flow, alarms, log, events } = pump([low()]);
    flow(1000, 30);
    alarms.acknowledge('Flow_Low', 1, 2000, '005');
    flow(3000, 80);
    flow(4000, 30);
    expect(log()).toEqual([
        '1 Raised>Unacknowledged',
        '1 Acknowledged>Acknowledged',
        '1 Cleared>Normal',
        '2 Raised>Unacknowledged'
    ]);
    expect(new Set(events.map((event) => event.Episode_Key__c)).size).toBe(2);
    expect(new Set(events.map((event) => event.Alarm_Key__c)).size).toBe(1);
});

test('escalation goes up and down, each step after its own time (thingsboard 11803)', () => {
    const { flow, events } = pump([
        low({ Priority__c: 'Medium', Off_Delay_Seconds__c: 300 }),
        alarm('Flow_Low_Low', 'Flow', {
            Kind__c: 'Low Low',
            Limit__c: 20,
            Priority__c: 'Critical',
            On_Delay_Seconds__c: 60,
            Off_Delay_Seconds__c: 120
        })
    ]);
    for (let second = 0; second <= 60; second += 10) flow(second * 1000, 10);
    for (let second = 70; second <= 370; second += 10) flow(second * 1000, 80);
    const steps = events.map((event) => [
        Date.parse(event.Occurred_At__c) / 1000,
        event.Definition__c,
        event.Transition__c,
        event.Root_Episode_Key__c
    ]);
    expect(steps).toEqual([
        [0, 'Flow_Low', 'Raised', null],
        [60, 'Flow_Low_Low', 'Raised', 'pump:Flow_Low:1:0'],
        [190, 'Flow_Low_Low', 'Cleared', null],
        [370, 'Flow_Low', 'Cleared', null]
    ]);
});

test('the fingerprint comes ready-made, and a replay gives the same (PerformanceMonitor 1140)', () => {
    const run = () => {
        const { flow, events } = pump([low()]);
        for (const [at, value] of [
            [1000, 30],
            [2000, 80],
            [3000, 30],
            [3000, 30]
        ] as const)
            flow(at, value);
        return events.map(({ Alarm_Key__c: key, Episode_Key__c: episode, Transition__c: what }) => [
            key,
            episode,
            what
        ]);
    };
    expect(run()).toEqual([
        ['pump:Flow_Low', 'pump:Flow_Low:1:1000', 'Raised'],
        ['pump:Flow_Low', 'pump:Flow_Low:1:1000', 'Cleared'],
        ['pump:Flow_Low', 'pump:Flow_Low:2:3000', 'Raised']
    ]);
    expect(run()).toEqual(run());
});

test('late data never re-opens what is closed', () => {
    const { flow, log } = pump([low()]);
    flow(1000, 30);
    flow(5000, 80);
    flow(3000, 30);
    expect(log()).toEqual(['1 Raised>Unacknowledged', '1 Cleared>Returned Unacknowledged']);
});

test('an alarm of events ends when they have not come again for its time (thingsboard 10979)', () => {
    const { flows, steps } = pump([low({ Off_Delay_Seconds__c: 60 })]);
    const quiet = (from: number, to: number) =>
        Array.from({ length: (to - from) / 10 + 1 }, (_, step): [number, number] => [from + step * 10, 80]);
    flows([0, 30], ...quiet(10, 50), [55, 30], ...quiet(60, 130));
    expect(steps()).toEqual(['0 Raised', '120 Cleared']);
});

test('silence raises an alarm, by the machine and by a signal that stays out (thingsboard 12755, 644)', () => {
    const silence = (name: string, of: string) =>
        alarm(name, of, { Kind__c: 'Silence', Limit__c: null, Window_Seconds__c: 30 });
    const { replay, events } = pump([silence('Pump_Silent', '*'), silence('Flow_Silent', 'Flow')]);
    for (let second = 0; second <= 20; second += 2) replay.send('pump', second * 1000, { flow: 80, pressure: 3 });
    for (let second = 22; second <= 60; second += 2) replay.send('pump', second * 1000, { pressure: 3 });
    for (let second = 0; second <= 120; second++) replay.fleet.tick(second * 1000, 0);
    expect(events.map((event) => [event.Definition__c, Date.parse(event.Occurred_At__c) / 1000])).toEqual([
        ['Flow_Silent', 50],
        ['Pump_Silent', 90]
    ]);
});

test('one alarm may have conditions of which either is enough (thingsboard 11803)', () => {
    const either = alarm('Pump_Weak', 'Flow', {
        Kind__c: 'Combined',
        Limit__c: null,
        Conditions__c: 'Flow < 40 or Pressure < 2'
    });
    const { replay, steps } = pump([either]);
    replay.send('pump', 1000, { flow: 80, pressure: 1 });
    replay.send('pump', 2000, { flow: 30, pressure: 3 });
    replay.send('pump', 3000, { flow: 80, pressure: 3 });
    expect(steps()).toEqual(['1 Raised', '3 Cleared']);
});

test('a delay is the time for which the condition held without a break (thingsboard 10590, 14301, 16118)', () => {
    const { flows, flow, steps } = pump([low({ On_Delay_Seconds__c: 60 })]);
    flows([0, 30], [20, 30], [40, 30], [50, 80], [55, 30], [75, 30], [95, 30]);
    flow(114_999, 30);
    expect(steps()).toEqual([]);
    flow(115_000, 30);
    expect(steps()).toEqual(['115 Raised']);
});

test('a delay runs on the clock of the machine, however late its messages come (thingsboard 14301)', () => {
    const { replay, steps } = pump([low({ On_Delay_Seconds__c: 60 })]);
    for (let second = 0; second <= 60; second += 20) replay.send('pump', second * 1000, { flow: 30 }, 300_000 + second);
    expect(steps()).toEqual(['60 Raised']);
});

test('what cannot be read stops nothing that comes after it (thingsboard 5238)', () => {
    const { replay, log } = pump([low()]);
    replay.send('pump', 1000, { flow: { broken: true } });
    replay.send('nobody', 1000, { flow: 30 });
    replay.send('pump', 2000, { flow: 30 });
    expect([...replay.rejections().values()].reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(log()).toEqual(['1 Raised>Unacknowledged']);
});
