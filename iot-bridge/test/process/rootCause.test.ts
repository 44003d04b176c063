import { Replay } from '../../recordings/replay.ts';
import type {
    AlarmDependencyRow,
    AlarmEvent,
    AlarmRelation,
    AssetRow,
    CatalogueRows
} from '../../src/contract/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

const dependency = (cause: string, consequence: string, relation: AlarmRelation): AlarmDependencyRow => ({
    DeveloperName: `${cause}_${consequence}_${relation.replace(' ', '_')}`,
    Cause__c: cause,
    Consequence__c: consequence,
    Relation__c: relation,
    Within_Seconds__c: 600,
    Active__c: true
});
const below = (row: AssetRow, parent: string): AssetRow => ({ ...row, ParentId: parent });

/** A line with a press that has a pump and a motor, a second press, and the gateway of the line. */
const plant: CatalogueRows = {
    assets: [
        below(asset('press', 'HP-400'), 'line'),
        below(asset('pump', 'CP-20'), '02ipress'),
        below(asset('motor', 'EM-75'), '02ipress'),
        below(asset('press-2', 'HP-400'), 'line'),
        below(asset('gateway', 'GW-1'), 'line')
    ],
    places: [
        { Id: 'plant', ParentId: null },
        { Id: 'line', ParentId: 'plant' }
    ],
    signals: [signal('Flow', 'flow'), signal('Oil', 'oil'), signal('Winding', 'winding')],
    alarms: [
        alarm('Flow_Low', 'Flow', { Kind__c: 'Low', Limit__c: 40 }),
        alarm('Winding_High', 'Winding', { Limit__c: 110 }),
        alarm('Oil_High', 'Oil', { Limit__c: 65 }),
        alarm('Oil_High_High', 'Oil', { Kind__c: 'High High', Limit__c: 75 }),
        alarm('Device_Silent', '*', { Kind__c: 'Silence', Window_Seconds__c: 30 }),
        alarm('Gateway_Silent', '*', { Kind__c: 'Silence', Window_Seconds__c: 20, Product_Model__c: 'GW-1' })
    ],
    dependencies: [
        dependency('Flow_Low', 'Oil_High', 'Child'),
        dependency('Flow_Low', 'Winding_High', 'Beside'),
        dependency('Winding_High', 'Oil_High', 'Child'),
        dependency('Gateway_Silent', 'Device_Silent', 'Beside'),
        dependency('Gateway_Silent', 'Device_Silent', 'Same Machine')
    ]
};

function run(rows = plant) {
    const events: AlarmEvent[] = [];
    const replay = new Replay(rows, { event: (event) => void events.push(event) });
    /** Root of each alarm as the org knows it after all events. */
    const roots = () => {
        const known = new Map<string, string | null>();
        for (const { Alarm_Key__c: key, Root_Episode_Key__c: root } of events) {
            if (root !== null || !known.has(key)) known.set(key, root);
        }
        return Object.fromEntries(known);
    };
    return { replay, events, roots };
}

test('a low flow of the pump is the cause of hot oil in its press, not in another one', () => {
    const { replay, roots } = run();
    replay.send('pump', 1000, { flow: 10 });
    replay.send('press', 60_000, { oil: 70 });
    replay.send('press-2', 61_000, { oil: 70 });
    expect(roots()).toEqual({
        'pump:Flow_Low': null,
        'press:Oil_High': 'pump:Flow_Low:1:1000',
        'press-2:Oil_High': null
    });
});

test('the consequence may arrive first: a later event names its root', () => {
    const { replay, events, roots } = run();
    replay.send('press', 1000, { oil: 80 });
    replay.send('pump', 5000, { flow: 10 });
    expect(roots()).toEqual({
        'press:Oil_High': 'pump:Flow_Low:1:5000',
        'press:Oil_High_High': 'pump:Flow_Low:1:5000',
        'pump:Flow_Low': null
    });
    const linked = events.filter(({ Transition__c: transition }) => transition === 'Linked');
    expect(linked.map((event) => [event.Episode_Key__c, event.State__c])).toEqual([
        ['press:Oil_High:1:1000', 'Unacknowledged'],
        ['press:Oil_High_High:1:1000', 'Unacknowledged']
    ]);
    expect(events.findIndex((event) => event.Definition__c === 'Flow_Low')).toBeLessThan(
        events.findIndex((event) => event.Transition__c === 'Linked')
    );
});

test('a root that comes last is the root of every consequence that stood alone until then', () => {
    const two = { ...plant, dependencies: plant.dependencies?.filter((row) => row.Cause__c === 'Flow_Low') };
    const { replay, roots } = run(two);
    replay.send('press', 1000, { oil: 70 });
    replay.send('motor', 2000, { winding: 120 });
    expect(roots()).toEqual({ 'press:Oil_High': null, 'motor:Winding_High': null });
    replay.send('pump', 9000, { flow: 10 });
    const root = 'pump:Flow_Low:1:9000';
    expect(roots()).toEqual({ 'press:Oil_High': root, 'motor:Winding_High': root, 'pump:Flow_Low': null });
});

test('the first silent gateway of a plant stands for the others and for machines that are missed before theirs', () => {
    const first = dependency('Gateway_Silent', 'Gateway_Silent', 'Same Plant');
    const machines = dependency('Gateway_Silent', 'Device_Silent', 'Same Plant');
    const { replay, roots } = run({
        ...plant,
        assets: [
            ...plant.assets,
            below(asset('gateway-2', 'GW-1'), 'line-2'),
            below(asset('press-3', 'HP-400'), 'line-2'),
            below(asset('gateway-9', 'GW-1'), 'elsewhere')
        ],
        places: [...(plant.places ?? []), { Id: 'line-2', ParentId: 'plant' }, { Id: 'elsewhere', ParentId: null }],
        dependencies: [first, machines]
    });
    for (const at of [0, 1000]) for (const device of ['gateway', 'press-3', 'gateway-9']) replay.send(device, at, {});
    for (const at of [14_000, 15_000]) replay.send('gateway-2', at, {});
    for (let second = 16; second <= 40; second++) replay.fleet.tick(second * 1000, 0);
    const root = 'gateway:Gateway_Silent:1:21000';
    expect(roots()).toMatchObject({
        'gateway:Gateway_Silent': null,
        'gateway-2:Gateway_Silent': root,
        'press-3:Device_Silent': root,
        'gateway-9:Gateway_Silent': null
    });
});

test('a chain has one root, whichever link comes last', () => {
    const { replay, roots } = run();
    replay.send('press', 1000, { oil: 70 });
    replay.send('motor', 2000, { winding: 120 });
    replay.send('pump', 3000, { flow: 10 });
    const root = 'pump:Flow_Low:1:3000';
    expect(roots()).toEqual({ 'press:Oil_High': root, 'motor:Winding_High': root, 'pump:Flow_Low': null });
});

test('a cause too long ago, or over already, is none', () => {
    const { replay, roots } = run();
    replay.send('pump', 1000, { flow: 10 });
    replay.send('press', 700_000, { oil: 70 });
    replay.send('press', 701_000, { oil: 50 });
    replay.send('pump', 702_000, { flow: 80 });
    replay.send('press', 703_000, { oil: 70 });
    expect(roots()['press:Oil_High']).toBeNull();
});

test('a silent gateway is the root of the silence of everything behind it', () => {
    const { replay, roots } = run();
    for (const at of [0, 1000, 2000])
        for (const { Device_Id__c: id } of plant.assets) replay.send(id, at, { flow: 80 });
    for (let second = 3; second <= 60; second++) replay.fleet.tick(second * 1000, 0);
    const root = 'gateway:Gateway_Silent:1:22000';
    expect(roots()).toEqual({
        'gateway:Gateway_Silent': null,
        'gateway:Device_Silent': root,
        'press:Device_Silent': root,
        'press-2:Device_Silent': root,
        'pump:Device_Silent': root,
        'motor:Device_Silent': root
    });
});

test('a dependency on an unknown definition is refused with its name', () => {
    const rows = { ...plant, dependencies: [dependency('Nope', 'Oil_High', 'Child')] };
    expect(() => run(rows)).toThrow(
        'The alarm dependency Nope_Oil_High_Child is refused: no alarm definition is named Nope'
    );
});
