import { Replay } from '../../recordings/replay.ts';
import type { AlarmEvent, CatalogueRows } from '../../src/contract/index.ts';
import { alarm, asset, signal } from '../support/plant.ts';

/** Ten motors and five pumps, each of another plant. */
const fleet: CatalogueRows = {
    assets: [
        ...Array.from({ length: 10 }, (_, index) => ({
            ...asset(`motor-${index}`, 'EM-75'),
            ParentId: `site-${index}`
        })),
        ...Array.from({ length: 5 }, (_, index) => ({ ...asset(`pump-${index}`, 'CP-20'), ParentId: `site-${index}` }))
    ],
    places: Array.from({ length: 10 }, (_, index) => ({ Id: `site-${index}`, ParentId: null })),
    signals: [signal('Vibration', 'vibration')],
    alarms: [alarm('High', 'Vibration')]
};

function run() {
    const events: AlarmEvent[] = [];
    const replay = new Replay(fleet, { event: (event) => void events.push(event) });
    const raise = (device: string, second: number) => replay.send(device, second * 1000, { vibration: 9 });
    const hints = () =>
        events.filter((event) => event.Transition__c === 'Raised').map((event) => event.Common_Cause__c);
    return { replay, raise, hints };
}

test('the third machine of one model with the same alarm is told what it has in common with the others', () => {
    const { raise, hints } = run();
    for (const [index, device] of ['motor-0', 'pump-0', 'motor-1', 'motor-2', 'motor-3'].entries())
        raise(device, index);
    expect(hints()).toEqual([
        null,
        null,
        null,
        '3 of 10 machines of model EM-75 raised this alarm within 10 minutes',
        '4 of 10 machines of model EM-75 raised this alarm within 10 minutes'
    ]);
});

test('one machine whose alarm comes and goes is one machine', () => {
    const { replay, raise, hints } = run();
    for (const second of [0, 20, 40, 60]) {
        raise('motor-0', second);
        replay.send('motor-0', second * 1000 + 9000, { vibration: 1 });
    }
    expect(hints()).toEqual([null, null, null, null]);
});

test('alarms that are further apart have nothing in common', () => {
    const { raise, hints } = run();
    for (const index of [0, 1, 2, 3]) raise(`motor-${index}`, index * 400);
    expect(hints()).toEqual([null, null, null, null]);
});
