import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Replay } from '../../recordings/replay.ts';
import { compileCatalogue, emptyCatalogue } from '../../src/catalogue/index.ts';
import { UnitConverter } from '../../src/map/index.ts';
import { readWindows } from '../../src/process/index.ts';
import type { StoredFleet } from '../../src/process/index.ts';
import { RowReader, RowWriter } from '../../src/store/index.ts';
import type { PackedRow } from '../../src/store/index.ts';
import { createBridge } from '../../src/index.ts';
import { dataDirectory, testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { alarm, asset, signal } from '../support/plant.ts';

const start = Date.parse('2026-11-16T06:00:00Z');
const minuteMs = 60_000;
const derived = (name: string, expression: string) =>
    signal(name, '', { Value_Path__c: null, Expression__c: expression });
const temperature = signal('Temperature', 'temperature', { Unit__c: 'Cel', Minimum__c: -50, Maximum__c: 80 });
const rows = {
    assets: [asset('store', 'COLD-1')],
    signals: [
        temperature,
        derived('Mean', 'mean_kinetic_temperature(Temperature, 4, 1800)'),
        derived('Above', 'hours_above(Temperature, 25, 4, 1800)'),
        derived('Below', 'hours_below(Temperature, -5, 4, 1800)')
    ],
    alarms: []
};

function store(stored: Partial<StoredFleet> = {}) {
    const touched = new Map<string, PackedRow>();
    const replay = new Replay(rows, { touch: (row) => void touched.set(row.rowKey, row) }, 30, stored);
    return {
        /** Sends the same temperature every ten minutes, the last one included. */
        hold: (value: number, fromMinute: number, toMinute: number) => {
            for (let minute = fromMinute; minute <= toMinute; minute += 10) {
                replay.send('store', start + minute * minuteMs, { temperature: value });
            }
        },
        value: (name: string) => Number(replay.fleet.get('store')?.signals.get(name)?.value ?? Number.NaN),
        /** What the next run finds in the store. */
        rows: () => {
            const row = touched.get('window store');
            if (!row) throw new Error('nothing was stored');
            return { windows: new Map([['store', readWindows(new RowReader(new RowWriter().packAlone(row)))]]) };
        }
    };
}

describe('mean kinetic temperature', () => {
    it('is the temperature while that is constant', () => {
        const { hold, value } = store();
        hold(25, 0, 180);
        expect(value('Mean')).toBeCloseTo(25, 9);
    });

    it('is above the mean of two temperatures, as the equation of the pharmacopoeia says', () => {
        const { hold, value } = store();
        hold(20, 0, 90);
        hold(30, 90, 180);
        // exp(-10000 / 293.15) = 1.532e-15, exp(-10000 / 303.15) = 4.720e-15: 10000 / -ln(3.126e-15) = 299.41 K = 26.26 °C.
        const mean = (Math.exp(-10_000 / 293.15) + Math.exp(-10_000 / 303.15)) / 2;
        expect(value('Mean')).toBeCloseTo(10_000 / -Math.log(mean) - 273.15, 9);
        expect(value('Mean')).toBeCloseTo(26.26, 2);
    });

    it('forgets what has left the window', () => {
        const { hold, value } = store();
        hold(30, 0, 60);
        hold(20, 60, 230);
        expect(value('Mean')).toBeGreaterThan(21);
        hold(20, 240, 240);
        expect(value('Mean')).toBeCloseTo(20, 9);
    });
});

describe('hours beyond a limit', () => {
    it('count by time, within the window', () => {
        const { hold, value } = store();
        hold(30, 0, 90);
        hold(20, 90, 120);
        hold(-6, 120, 150);
        expect([value('Above'), value('Below')]).toEqual([1.5, 0.5]);
        hold(20, 150, 250);
        expect([value('Above'), value('Below')]).toEqual([0.5, 0.5]);
    });

    it('do not count a gap and a Bad value', () => {
        const { hold, value } = store();
        hold(30, 0, 30);
        hold(30, 61, 71);
        expect(value('Above')).toBeCloseTo(40 / 60, 9);
        hold(99, 81, 101);
        hold(30, 111, 121);
        expect(value('Above')).toBeCloseTo(60 / 60, 9);
    });
});

describe('late values', () => {
    /** The same values in another order must give the same figures. */
    const figures = (order: readonly (readonly [number, number, number])[]) => {
        const { hold, value } = store();
        for (const part of order) hold(...part);
        hold(20, 230, 230);
        return ['Mean', 'Above', 'Below'].map((name) => value(name));
    };

    it('count as if they had come in time, when a gateway sends what it kept', () => {
        const inTime = figures([
            [26, 0, 50],
            [31, 60, 150],
            [24, 160, 220]
        ]);
        const afterwards = figures([
            [26, 0, 50],
            [24, 160, 200],
            [31, 60, 150],
            [24, 210, 220]
        ]);
        afterwards.forEach((figure, index) => expect(figure).toBeCloseTo(inTime[index] ?? NaN, 9));
    });

    it('change nothing when they come twice, and replace a value of their time', () => {
        const once = figures([
            [26, 0, 100],
            [30, 140, 220]
        ]);
        const twice = figures([
            [26, 0, 100],
            [30, 140, 180],
            [26, 80, 100],
            [30, 190, 220]
        ]);
        twice.forEach((figure, index) => expect(figure).toBeCloseTo(once[index] ?? NaN, 9));
        const corrected = figures([
            [26, 0, 100],
            [40, 110, 110],
            [30, 140, 220],
            [26, 110, 110]
        ]);
        const right = figures([
            [26, 0, 110],
            [30, 140, 220]
        ]);
        corrected.forEach((figure, index) => expect(figure).toBeCloseTo(right[index] ?? NaN, 9));
    });

    it('count after a restart, too', () => {
        const before = store();
        before.hold(26, 0, 50);
        before.hold(26, 160, 170);
        const after = store(before.rows());
        after.hold(31, 60, 150);
        after.hold(26, 180, 180);
        const whole = store();
        whole.hold(26, 0, 50);
        whole.hold(31, 60, 150);
        whole.hold(26, 160, 180);
        expect(after.value('Mean')).toBeCloseTo(whole.value('Mean'), 9);
        expect(after.value('Above')).toBeCloseTo(whole.value('Above'), 9);
    });
});

describe('over 52 weeks', () => {
    const yearly = {
        ...rows,
        signals: [temperature, derived('Mean', 'mean_kinetic_temperature(Temperature, 8736, 3600)')]
    };
    const dayMs = 24 * 60 * minuteMs;
    /** Warmer in summer, warmer at noon. */
    const course = (at: number): number =>
        20 + 6 * Math.sin((2 * Math.PI * at) / (365 * dayMs)) + 3 * Math.sin((2 * Math.PI * at) / dayMs);

    it('is what the equation gives for every value of 364 days, in constant memory, with a month that came late', () => {
        const touched = new Map<string, PackedRow>();
        const replay = new Replay(yearly, { touch: (row) => void touched.set(row.rowKey, row) }, 30, {});
        const midnight = Math.floor(start / dayMs) * dayMs;
        const hours = 400 * 24;
        const late = (hour: number): boolean => hour > 200 * 24 && hour <= 230 * 24;
        const all = Array.from({ length: hours }, (_, hour) => hour);
        const send = (hour: number): void => {
            const at = midnight + hour * 60 * minuteMs;
            replay.send('store', at, { temperature: course(at) });
        };
        all.filter((hour) => !late(hour) && hour < hours - 1).forEach(send);
        all.filter(late).forEach(send);
        send(hours - 1);
        // The running day and the 363 before it: what was measured at the end of the last hour holds for no time yet.
        const weights = all
            .slice(hours - 364 * 24, -1)
            .map((hour) => Math.exp(-10_000 / (course(midnight + hour * 60 * minuteMs) + 273.15)));
        const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
        const shown = Number(replay.fleet.get('store')?.signals.get('Mean')?.value);
        expect(shown).toBeCloseTo(10_000 / -Math.log(mean) - 273.15, 6);
        const row = touched.get('window store');
        expect(row && new RowWriter().packAlone(row).byteLength).toBeLessThan(12_000);
    });
});

it('goes on after a restart, also with the time in between', () => {
    const before = store();
    before.hold(30, 0, 70);
    const after = store(before.rows());
    after.hold(20, 80, 140);
    const whole = store();
    whole.hold(30, 0, 70);
    whole.hold(20, 80, 140);
    expect(after.value('Above')).toBeCloseTo(80 / 60, 9);
    expect(after.value('Mean')).toBe(whole.value('Mean'));
});

/** A bridge with its signals in the configuration takes in a file; answers what the org has in the end. */
async function runBridge(directory: string, name: string, fromMinute: number, toMinute: number) {
    const file = path.join(directory, name);
    const lines: string[] = [];
    for (let minute = fromMinute; minute <= toMinute; minute += 10) {
        lines.push(JSON.stringify({ timestamp: new Date(start + minute * minuteMs).toISOString(), temperature: 30 }));
    }
    writeFileSync(file, `${lines.join('\n')}\n`);
    const org = new MemoryOrg({ assets: rows.assets, signals: [], alarms: [] });
    const bridge = createBridge(
        testConfig({
            dataDirectory: directory,
            files: [{ path: file, format: 'ndjson', topic: 'plant/nw/store/telemetry' }],
            clock: { maximumAgeHours: 24 * 3650 },
            routes: [{ filter: 'plant/+/+/telemetry', format: 'json', deviceLevel: 3, presence: 'partial' }],
            health: { judge: 'off' },
            signals: [
                { name: 'Temperature', path: 'temperature', unit: 'Cel' },
                { name: 'Above', expression: 'hours_above(Temperature, 25, 24, 1800)' }
            ]
        }),
        { org }
    );
    await bridge.start();
    await bridge.whenDrained();
    await bridge.stop();
    return org.signals.get('store:Above')?.Value__c;
}

it('goes on in the next run of a bridge, out of its store', async () => {
    const directory = dataDirectory();
    expect(await runBridge(directory, 'first.ndjson', 0, 60)).toBe(1);
    expect(await runBridge(directory, 'second.ndjson', 70, 130)).toBeCloseTo(130 / 60, 3);
});

describe('refused by name', () => {
    const reasons = (more: object) =>
        compileCatalogue({ ...rows, ...more }, emptyCatalogue, new UnitConverter()).problems.map(
            ({ reason }) => reason
        );

    it.each([
        ['mean_kinetic_temperature(Pressure, 24, 3600)', 'needs Pressure in Cel'],
        ['mean_kinetic_temperature(Temperature, 745, 3600)', 'or whole days (24 h) up to 8784, not 745'],
        ['mean_kinetic_temperature(Temperature, 8808, 3600)', 'or whole days (24 h) up to 8784, not 8808'],
        ['hours_above(Temperature, 8, 24, 0)', 'holds up to 86400 seconds, not 0'],
        ['hours_above(Temperature, 24, 3600)', 'where "," should be'],
        ['hours_above(8, 24, 3600)', 'where the name of a signal should be'],
        ['hours_above(Gone, 8, 24, 3600)', 'no signal definition is named Gone']
    ])('%s', (expression, reason) => {
        const signals = [
            temperature,
            signal('Pressure', 'pressure', { Unit__c: 'bar' }),
            derived('Figure', expression)
        ];
        expect(reasons({ signals })).toEqual([expect.stringContaining(reason)]);
    });

    it('in the conditions of an alarm', () => {
        const condition = { Kind__c: 'Combined' as const, Limit__c: null };
        const figure = 'hours_above(Temperature, 8, 24, 3600)';
        const alarms = [alarm('Long', 'Temperature', { ...condition, Conditions__c: `${figure} > 1` })];
        expect(reasons({ alarms })).toEqual([expect.stringContaining(`${figure} belongs in the Expression__c`)]);
    });
});
