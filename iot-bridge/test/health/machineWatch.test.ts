import { MachineWatch } from '../../src/health/machine/machineWatch.ts';

const HOUR = 3_600_000;

/** Machines with the same small course around 100. */
function taught(): MachineWatch {
    const watch = new MachineWatch();
    for (let hour = 0; hour < 100; hour++) {
        for (const machine of ['A', 'B', 'C']) {
            watch.values(machine, hour * HOUR, { pressure: 100 + 5 * Math.sin(hour * 1.3 + machine.charCodeAt(0)) });
        }
    }
    return watch;
}

test('a machine that behaves like its fleet needs no care', () => {
    const watch = taught();
    expect(watch.values('A', 101 * HOUR, { pressure: 103 })).toBeUndefined();
});

test('a lasting shift begins one episode that names the signal', () => {
    const watch = taught();
    const told = Array.from({ length: 12 }, (_, hour) => watch.values('B', (101 + hour) * HOUR, { pressure: 125 }));
    const episodes = told.filter((care) => care !== undefined);
    expect(episodes).toHaveLength(1);
    expect(episodes[0]?.reasons[0]?.source).toBe('pressure');
});

test('error codes of the last day add up with a small shift', () => {
    const watch = taught();
    watch.error('C', 'error3', 100 * HOUR);
    watch.error('C', 'error5', 101 * HOUR);
    const care = [0, 1, 2, 3].map((hour) => watch.values('C', (102 + hour) * HOUR, { pressure: 104 })).find(Boolean);
    expect(care?.reasons.map((reason) => reason.source).sort()).toEqual(['error3', 'error5', 'pressure']);
    expect(watch.values('C', 140 * HOUR, { pressure: 100 })).toBeUndefined();
});

test('a failing machine does not teach the fleet that failing is usual', () => {
    const watch = taught();
    for (let hour = 0; hour < 500; hour++) watch.values('B', (101 + hour) * HOUR, { pressure: 140 });
    const told = [700, 701].map((hour) => watch.values('A', hour * HOUR, { pressure: 140 }));
    expect(told.find((care) => care !== undefined)?.machine).toBe('A');
});
