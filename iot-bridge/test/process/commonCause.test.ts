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
    signals: [
        signal('Vibration', 'vibration'),
        signal('Firmware_Version', 'firmware', { Value_Type__c: 'Text', Unit__c: null, Source_Unit__c: null })
    ],
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
    expect(hints()).toEqual([null, null, null, 'Model EM-75: 3/10 in 10 min', 'Model EM-75: 4/10 in 10 min']);
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

describe('machines that tell their firmware', () => {
    function runWith(firmware: (index: number) => string) {
        const it = run();
        for (let index = 0; index < 10; index++)
            it.replay.send(`motor-${index}`, 1000, { vibration: 1, firmware: firmware(index) });
        return it;
    }

    test('share it as a common cause when only those with one firmware raise the alarm', () => {
        const { raise, hints } = runWith((index) => (index < 5 ? '2.4.1' : '2.3.0'));
        for (const index of [0, 1, 2]) raise(`motor-${index}`, 10 + index);
        expect(hints()).toEqual([null, null, 'Firmware 2.4.1: 3/5 in 10 min']);
    });

    test('share their model when the firmware makes no difference', () => {
        const { raise, hints } = runWith((index) => (index < 5 ? '2.4.1' : '2.3.0'));
        for (const [second, index] of [0, 9, 1, 2].entries()) raise(`motor-${index}`, 10 + second);
        expect(hints().at(-1)).toBe('Model EM-75: 4/10 in 10 min');
    });

    test('share their model when all have one firmware', () => {
        const { raise, hints } = runWith(() => '2.4.1');
        for (const index of [0, 1, 2]) raise(`motor-${index}`, 10 + index);
        expect(hints().at(-1)).toBe('Model EM-75: 3/10 in 10 min');
    });

    test('are counted by what they run now', () => {
        const { replay, raise, hints } = runWith((index) => (index < 5 ? '2.4.1' : '2.3.0'));
        replay.send('motor-4', 5000, { vibration: 1, firmware: '2.3.0' });
        for (const index of [0, 1, 2]) raise(`motor-${index}`, 10 + index);
        expect(hints().at(-1)).toBe('Firmware 2.4.1: 3/4 in 10 min');
    });
});
