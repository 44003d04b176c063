import { Replay } from '../../recordings/replay.ts';
import type { AlarmEvent, CatalogueRows } from '../../src/contract/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

const flood = alarm('Alarm_Flood', '*', { Kind__c: 'Counter', Limit__c: 11, Hysteresis__c: 6, Window_Seconds__c: 600 });

function plant(machines: number, top: 'device' | 'place' = 'place'): CatalogueRows {
    const assets = Array.from({ length: machines }, (_, index) => ({
        ...asset(`m${index}`, 'EM-75'),
        ParentId: top === 'device' ? '02isite' : 'site'
    }));
    return {
        assets: top === 'device' ? [asset('site', 'SITE'), ...assets] : assets,
        places: top === 'device' ? [] : [{ Id: 'site', ParentId: null }],
        signals: [signal('Vibration', 'vibration')],
        alarms: [alarm('High', 'Vibration'), alarm('Silent', '*', { Kind__c: 'Silence', Window_Seconds__c: 30 }), flood]
    };
}

function run(rows: CatalogueRows) {
    const events: AlarmEvent[] = [];
    const replay = new Replay(rows, { event: (event) => void events.push(event) });
    const roots = () => new Map(events.map((event) => [event.Alarm_Key__c, event.Root_Episode_Key__c]));
    return { replay, events, roots };
}

test('ten alarms in ten minutes are no flood, eleven are one incident with all of them', () => {
    const { replay, events, roots } = run(plant(12));
    for (let index = 0; index < 10; index++) replay.send(`m${index}`, index * 1000, { vibration: 9 });
    expect(events).toHaveLength(10);
    replay.send('m10', 10_000, { vibration: 9 });
    const incident = 'm0:Alarm_Flood:1:10000';
    expect(events.filter((event) => event.Definition__c === 'Alarm_Flood')).toMatchObject([
        { Episode_Key__c: incident, Value__c: 11, Transition__c: 'Raised', Root_Episode_Key__c: null }
    ]);
    replay.send('m11', 11_000, { vibration: 9 });
    const belonging = [...roots()].filter(([, root]) => root === incident);
    expect(belonging.map(([key]) => key)).toHaveLength(12);
});

test('eleven alarms in eleven minutes are no flood', () => {
    const { replay, events } = run(plant(11));
    for (let index = 0; index < 11; index++) replay.send(`m${index}`, index * 61_000, { vibration: 9 });
    expect(events.map((event) => event.Definition__c)).not.toContain('Alarm_Flood');
});

test('the incident is carried by the top of the plant where that has a device id, and ends when it calms down', () => {
    const { replay, events } = run(plant(11, 'device'));
    for (let index = 0; index < 11; index++) replay.send(`m${index}`, index * 1000, { vibration: 9 });
    replay.fleet.tick(300_000, undefined);
    replay.fleet.tick(700_000, undefined);
    const incident = events.filter((event) => event.Asset_Key__c === 'site');
    expect(incident.map((event) => event.Transition__c)).toEqual(['Raised', 'Cleared']);
});

test('a power loss silences 5,000 machines in a minute: one root for all, and nothing more when told again', () => {
    const { replay, events, roots } = run(plant(5000));
    for (const at of [0, 1000])
        for (let index = 0; index < 5000; index++) replay.send(`m${index}`, at + (index % 900), {});
    for (let second = 2; second <= 90; second++) replay.fleet.tick(second * 1000, 0);
    const silent = [...roots()].filter(([key]) => key.endsWith(':Silent'));
    const standingAlone = [...roots()].filter(([, root]) => root === null);
    expect(silent).toHaveLength(5000);
    expect(standingAlone.map(([key]) => key)).toEqual(['m0:Alarm_Flood']);
    expect(new Set(events.map((event) => event.Episode_Key__c)).size).toBe(5001);
    const before = events.length;
    for (let repeat = 0; repeat < 5; repeat++) replay.fleet.tick(90_000, 0);
    expect(events).toHaveLength(before);
});

test('a message that is repeated after a restart does not bring a silent machine back', () => {
    const { replay, events } = run(plant(1));
    for (let second = 0; second < 60; second += 2) replay.send('m0', second * 1000, { vibration: 1 });
    replay.fleet.tick(120_000, 0);
    const before = events.map((event) => event.Transition__c);
    expect(before).toEqual(['Raised']);
    // Older than everything the bridge remembers by its key.
    replay.send('m0', 0, { vibration: 1 }, 121_000);
    replay.fleet.tick(122_000, 0);
    expect(events.map((event) => event.Transition__c)).toEqual(before);
});
