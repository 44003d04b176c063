import fc from 'fast-check';
import type { SeriesInfo } from '../../src/history/index.ts';
import { largestTriangles } from '../../src/history/query/lttb.ts';
import { bucketWidth } from '../../src/history/query/resolution.ts';
import { coverRange, tierWidth } from '../../src/history/rollup/tiers.ts';
import { classOf, floorsOf } from '../../src/history/retention.ts';

const DAY = 86_400_000;
const info: SeriesInfo = {
    ...{ device: 'd', signal: 's', kind: 'number', firstAt: 0, lastAt: 0 },
    ...{ rawFloor: -Infinity, minuteFloor: -Infinity, hourFloor: -Infinity }
};
const instant = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 });

test('no more buckets than points touch a range, however it lies', () => {
    const range = fc.tuple(instant, fc.integer({ min: 1, max: 10_000 * DAY }), fc.integer({ min: 2, max: 1000 }));
    fc.assert(
        fc.property(range, ([from, length, points]) => {
            const width = bucketWidth({ from, to: from + length }, points, info);
            const buckets = Math.ceil((from + length) / width) - Math.floor(from / width);
            expect(buckets).toBeLessThanOrEqual(points);
        })
    );
});

test('buckets are not finer than what retention has left', () => {
    const old = { ...info, rawFloor: 30 * DAY, minuteFloor: 20 * DAY, hourFloor: 10 * DAY };
    const widthAt = (day: number): number => bucketWidth({ from: day * DAY, to: day * DAY + 1000 }, 1000, old);
    expect([widthAt(30), widthAt(20), widthAt(10), widthAt(9)]).toEqual([2, 60_000, 3_600_000, DAY]);
});

test('a range is covered by rollups without gap or overlap', () => {
    const minutes = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }));
    fc.assert(
        fc.property(minutes, ([first, count]) => {
            const range = { from: first * 60_000, to: (first + count) * 60_000 };
            const parts = coverRange(range);
            expect(parts[0]?.from).toBe(range.from);
            expect(parts.at(-1)?.to).toBe(range.to);
            for (const part of parts) {
                expect(part.from % tierWidth[part.tier]).toBe(0);
                expect(part.to % tierWidth[part.tier]).toBe(0);
            }
            expect(parts.slice(1).map(({ from }) => from)).toEqual(parts.slice(0, -1).map(({ to }) => to));
            expect(parts.length).toBeLessThanOrEqual(5);
        })
    );
});

test('the shape of a line keeps its ends, its order and its peak', () => {
    const line = Array.from(
        { length: 1000 },
        (_, index) => [index, index === 417 ? 100 : Math.sin(index / 30)] as const
    );
    const short = largestTriangles(line, 20);
    expect(short).toHaveLength(20);
    expect([short[0], short.at(-1)]).toEqual([line[0], line.at(-1)]);
    expect(short).toContainEqual([417, 100]);
    expect(short.map(([at]) => at)).toEqual(short.map(([at]) => at).sort((a, b) => a - b));
    expect(largestTriangles(line.slice(0, 5), 20)).toEqual(line.slice(0, 5));
});

test('the first class that fits a signal counts, and only whole days go', () => {
    const classes = [
        { signals: ['Vibration*', '*_Speed'], rawDays: 3 },
        { signals: ['*'], rawDays: 30 }
    ];
    expect(classOf('Vibration_X', classes).rawDays).toBe(3);
    expect(classOf('Belt_Speed', classes).rawDays).toBe(3);
    expect(classOf('Vib.ration', classes).rawDays).toBe(30);
    expect(classOf('Flow', [])).toEqual({ signals: ['*'] });
    const now = Date.UTC(2026, 10, 20, 15);
    expect(floorsOf({ signals: ['*'], rawDays: 3 }, now)).toMatchObject({
        raw: Date.UTC(2026, 10, 17),
        minute: -Infinity
    });
});
