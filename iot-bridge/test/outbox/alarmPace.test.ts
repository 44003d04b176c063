import fc from 'fast-check';
import { alarmBudget, AlarmPace } from '../../src/outbox/alarmPace.ts';

const day = 86_400_000;
const org = (maximum: number, remaining = maximum) => ({ maximum, remaining });

/** One event after each gap; what waits goes when it may, looked at every 100 ms as the dispatcher does. */
function send(pace: AlarmPace, gaps: readonly number[]): { requests: number; waits: number[] } {
    const waits: number[] = [];
    let requests = 0;
    const waiting: number[] = [];
    let now = 0;
    const look = (): void => {
        if (waiting.length === 0 || !pace.mayGo(now, waiting.length >= 200)) return;
        waits.push(...waiting.splice(0, 200).map((since) => now - since));
        requests++;
    };
    for (const gap of gaps) {
        for (const next = now + gap; now < next; now = Math.min(next, now + 100)) look();
        waiting.push(now);
        look();
    }
    while (waiting.length > 0) {
        now += 100;
        look();
    }
    return { requests, waits };
}

/** A flood of a whole day: ten transitions a second, in requests of 100 ms, with the limits read every minute. */
function floodOfOneDay(maximum: number): { requests: number; longestMs: number } {
    const pace = new AlarmPace();
    let requests = 0;
    let longestMs = 0;
    let since = 0;
    let step = 100;
    for (let now = 0; now < day; now += step) {
        if (now % 60_000 < step) pace.setDay(org(maximum, maximum - requests));
        const goes = pace.mayGo(now, (now - since) / 100 >= 200);
        // All windows are multiples of half a second.
        step = goes ? 100 : 500;
        if (!goes) continue;
        longestMs = Math.max(longestMs, now - since);
        since = now;
        requests++;
    }
    return { requests, longestMs };
}

describe('budget of alarm requests', () => {
    it.each([
        [100_000, 100_000, 5000, 2000],
        [150_000, 150_000, 7500, 2000],
        [1_000_000, 1_000_000, 50_000, 500],
        [100_000, 30_000, 5000, 10_000],
        [100_000, 1000, 500, 30_000],
        [15_000, 15_000, 750, 30_000],
        [15_000, 0, 0, 30_000]
    ])(
        'of %d requests a day with %d left is %d at once, then one in %d ms',
        (maximum, remaining, reserve, windowMs) => {
            expect(alarmBudget(org(maximum, remaining))).toMatchObject({ reserve, windowMs });
        }
    );

    it('is that of the smallest Enterprise org while the limits are not known', () => {
        expect(alarmBudget(undefined)).toEqual(alarmBudget(org(100_000)));
    });

    it('never allows more than half of what is left at once, and windows that last a day with the other half', () => {
        fc.assert(
            fc.property(
                fc.integer({ min: 1, max: 5_000_000 }),
                fc.double({ min: 0, max: 1, noNaN: true }),
                (maximum, share) => {
                    const remaining = Math.floor(maximum * share);
                    const { reserve, windowMs } = alarmBudget(org(maximum, remaining));
                    expect(reserve).toBeLessThanOrEqual(remaining / 2);
                    expect(windowMs === 30_000 || day / windowMs <= remaining / 2).toBe(true);
                }
            )
        );
    });
});

describe('pace of alarm events', () => {
    it('lets every event go at once while the reserve lasts, however they come', () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 300 }), (gaps) => {
                const pace = new AlarmPace();
                pace.setDay(org(100_000));
                expect(send(pace, gaps)).toEqual({ requests: gaps.length, waits: gaps.map(() => 0) });
            }),
            { numRuns: 20 }
        );
    });

    it('lets nothing wait longer than the window when the reserve is spent, and a lone event not at all', () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 300 }), (gaps) => {
                const pace = new AlarmPace();
                const limits = org(100_000, 40);
                pace.setDay(limits);
                for (let request = 0; request < 20; request++) pace.mayGo(0, false);
                const { windowMs } = alarmBudget(limits);
                const { waits } = send(pace, [windowMs, ...gaps]);
                expect(waits).toHaveLength(gaps.length + 1);
                expect(waits[0]).toBe(0);
                expect(Math.max(...waits)).toBeLessThanOrEqual(windowMs + 100);
            }),
            { numRuns: 20 }
        );
    });

    it.each([15_000, 100_000, 1_000_000])('leaves a quarter of %d requests after a flood of a day', (maximum) => {
        const { requests, longestMs } = floodOfOneDay(maximum);
        expect(requests).toBeLessThan(0.75 * maximum);
        expect(longestMs).toBeLessThanOrEqual(30_000);
    });

    it('never holds back a full request', () => {
        const pace = new AlarmPace();
        pace.setDay(org(100_000, 0));
        expect([pace.mayGo(0, false), pace.mayGo(1, false), pace.mayGo(1, true)]).toEqual([true, false, true]);
    });

    it('tells the window while events share requests, until 60 requests are earned back', () => {
        const pace = new AlarmPace();
        pace.setDay(org(100_000));
        expect(pace.windowMs(0)).toBe(0);
        for (let request = 0; request < 5000; request++) pace.mayGo(0, false);
        expect(pace.windowMs(0)).toBe(2000);
        const perRequest = (8 * 3_600_000) / 5000;
        expect(pace.windowMs(59 * perRequest)).toBe(2000);
        expect(pace.windowMs(61 * perRequest)).toBe(0);
    });
});
