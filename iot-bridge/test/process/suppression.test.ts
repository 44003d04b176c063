import { Replay } from '../../recordings/replay.ts';
import { compileCatalogue, emptyCatalogue } from '../../src/catalogue/index.ts';
import type { AlarmEvent, CatalogueRows } from '../../src/contract/index.ts';
import { UnitConverter } from '../../src/map/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

const plant: CatalogueRows = {
    assets: [
        { ...asset('press', 'HP-400'), ParentId: 'line' },
        { ...asset('pump', 'CP-20'), ParentId: '02ipress' }
    ],
    places: [{ Id: 'line', ParentId: null }],
    signals: [signal('Flow', 'flow'), signal('Operating_State', 'state', { Value_Type__c: 'Text' })],
    alarms: [alarm('Flow_Low', 'Flow', { Kind__c: 'Low', Limit__c: 40, Start_Up_Seconds__c: 30 })]
};

function run(rows = plant) {
    const events: AlarmEvent[] = [];
    const replay = new Replay(rows, { event: (event) => void events.push(event) });
    const maintain = (at: number, ...maintained: string[]) =>
        replay.fleet.define(compileCatalogue({ ...rows, maintained }, emptyCatalogue, new UnitConverter()), at);
    const log = () => events.map((event) => `${event.Asset_Key__c} ${event.Transition__c}>${event.State__c}`);
    return { replay, maintain, log };
}

test('work on the machine above hides what is open and raises nothing new', () => {
    const { replay, maintain, log } = run();
    replay.send('pump', 1000, { flow: 10 });
    maintain(2000, '02ipress');
    replay.send('press', 3000, { flow: 10 });
    expect(log()).toEqual(['pump Raised>Unacknowledged', 'pump Suppressed>Suppressed']);
});

test('what still holds after the work is shown again, or raised then', () => {
    const { replay, maintain, log } = run();
    replay.send('pump', 1000, { flow: 10 });
    maintain(2000, 'line');
    replay.send('press', 3000, { flow: 10 });
    maintain(4000);
    expect(log().slice(2)).toEqual(['press Raised>Unacknowledged', 'pump Unsuppressed>Unacknowledged']);
});

test('what ended during the work leaves nothing to acknowledge', () => {
    const { replay, maintain, log } = run();
    replay.send('pump', 1000, { flow: 10 });
    maintain(2000, '02ipump');
    replay.send('pump', 3000, { flow: 80 });
    maintain(4000);
    expect(log().slice(2)).toEqual(['pump Cleared>Normal', 'pump Unsuppressed>Normal']);
});

test('a machine that has just started is given its start-up time', () => {
    const { replay, log } = run();
    replay.send('pump', 0, { state: 'Stopped', flow: 80 });
    replay.send('pump', 10_000, { state: 'Running', flow: 10 });
    replay.send('pump', 39_000, { state: 'Running', flow: 10 });
    expect(log()).toEqual([]);
    replay.send('pump', 41_000, { state: 'Running', flow: 10 });
    expect(log()).toEqual(['pump Raised>Unacknowledged']);
});
