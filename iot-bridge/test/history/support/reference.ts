import type { HistorySample, Rollup } from '../../../src/history/index.ts';

/**
 * Rollups computed bucket by bucket straight from their definition, with nothing shared with the store: slow, and easy
 * to see to be right.
 */
export function referenceRollups(given: readonly HistorySample[], widthMs: number, gapMs: number): Rollup[] {
    const samples = [...new Map(given.map((sample) => [sample.at, sample])).values()].sort((a, b) => a.at - b.at);
    const starts = new Set<number>();
    for (const [index, { at }] of samples.entries()) {
        const until = holdsUntil(samples, index, gapMs);
        for (let start = floor(at, widthMs); start < Math.max(until, at + 1); start += widthMs) starts.add(start);
    }
    return [...starts].sort((a, b) => a - b).map((start) => referenceBucket(samples, start, start + widthMs, gapMs));
}

function referenceBucket(samples: readonly HistorySample[], start: number, end: number, gapMs: number): Rollup {
    const inside = samples.filter(({ at }) => at >= start && at < end);
    const trusted = inside.filter(({ quality }) => quality !== 'Bad');
    const numbers = trusted.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
    const held = samples.map(({ at, value }, index) => ({
        value,
        ms: Math.max(0, Math.min(holdsUntil(samples, index, gapMs), end) - Math.max(at, start))
    }));
    const states: Record<string, number> = {};
    for (const { value, ms } of held)
        if (typeof value === 'string' && ms > 0) states[value] = (states[value] ?? 0) + ms;
    return {
        start,
        count: inside.length,
        uncertain: inside.filter(({ quality }) => quality === 'Uncertain').length,
        bad: inside.length - trusted.length,
        min: numbers.length > 0 ? Math.min(...numbers) : null,
        max: numbers.length > 0 ? Math.max(...numbers) : null,
        sum: numbers.length > 0 ? numbers.reduce((sum, value) => sum + value, 0) : null,
        last: trusted.at(-1)?.value ?? null,
        lastAt: trusted.at(-1)?.at ?? null,
        area: held.reduce((sum, { value, ms }) => sum + (typeof value === 'number' ? value * ms : 0), 0),
        coveredMs: held.reduce((sum, { ms }) => sum + ms, 0),
        states
    };
}

/** Until when a value holds: to the next one, unless that is too far away or the value is Bad. */
function holdsUntil(samples: readonly HistorySample[], index: number, gapMs: number): number {
    const here = samples[index]!;
    const next = samples[index + 1];
    return next && next.at - here.at <= gapMs && here.quality !== 'Bad' ? next.at : here.at;
}

function floor(at: number, widthMs: number): number {
    return Math.floor(at / widthMs) * widthMs;
}

/** Asserts that rollups are the same, with sums compared as far as the order of adding allows. */
export function expectSameRollups(actual: readonly Rollup[], expected: readonly Rollup[]): void {
    const exact = (rollups: readonly Rollup[]): object[] => rollups.map((rollup) => ({ ...rollup, sum: 0, area: 0 }));
    expect(exact(actual)).toEqual(exact(expected));
    for (const [index, { sum, area }] of expected.entries()) {
        expectClose(actual[index]?.sum ?? null, sum);
        expectClose(actual[index]?.area ?? null, area);
    }
}

function expectClose(actual: number | null, expected: number | null): void {
    if (actual === null || expected === null) expect(actual).toBe(expected);
    else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));
}
