import { Replay } from '../../recordings/replay.ts';
import type { AlarmDefinitionRow, AlarmEvent } from '../../src/contract/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

function pump(more: Partial<AlarmDefinitionRow> = {}) {
    const events: AlarmEvent[] = [];
    const rows = {
        assets: [asset('pump', 'CP-20')],
        signals: [signal('Flow', 'flow')],
        alarms: [alarm('Flow_Low', 'Flow', { Kind__c: 'Low', Limit__c: 40, ...more })]
    };
    const replay = new Replay(rows, { event: (event) => void events.push(event) });
    /** Low from each second for as long as given. */
    const low = (...times: [second: number, lasts: number][]) => {
        for (const [second, lasts] of times) {
            replay.send('pump', second * 1000, { flow: 30 });
            replay.send('pump', (second + lasts) * 1000, { flow: 50 });
        }
    };
    return { replay, events, low, proposals: () => replay.fleet.proposals() };
}

const chatter: [number, number][] = [0, 12, 24, 36].map((second) => [second, 5]);

test('three times in a minute is chattering, and the proposed off-delay ends it', () => {
    const { low, proposals } = pump();
    low(...chatter);
    const [proposal] = proposals();
    expect(proposal).toMatchObject({
        definition: 'Flow_Low',
        device: 'pump',
        habit: 'chattering',
        times: 2,
        field: 'Off_Delay_Seconds__c',
        seconds: 10
    });
    const calmed = pump({ Off_Delay_Seconds__c: proposal?.seconds ?? 0 });
    calmed.low(...chatter);
    expect(calmed.events.map((event) => event.Transition__c)).toEqual(['Raised']);
});

test('short alarms far apart are fleeting, and the proposed on-delay ends them', () => {
    const times: [number, number][] = [0, 300, 600].map((second) => [second, 4]);
    const { low, proposals } = pump();
    low(...times);
    expect(proposals()).toMatchObject([{ habit: 'fleeting', times: 3, field: 'On_Delay_Seconds__c', seconds: 5 }]);
    const calmed = pump({ On_Delay_Seconds__c: proposals()[0]?.seconds ?? 0 });
    calmed.low(...times);
    expect(calmed.events).toEqual([]);
});

test('twice in a minute, or long enough to act, is no habit', () => {
    const { low, proposals } = pump();
    low([0, 20], [40, 20], [300, 20], [340, 20]);
    expect(proposals()).toEqual([]);
});
